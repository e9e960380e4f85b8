// 核对 (规则2): what was given at the choice of a number against what the vehicle is registered with.
import { compactIdDocNo } from '../identity/identity-document.ts';
import { normaliseMobile } from '../identity/mobile.ts';

/** 车辆识别代码、用户身份证明号码和用户手机号码 */
export interface RegisteredWith {
  readonly vin: string;
  readonly idNumber: string;
  readonly mobile: string;
}

/** Told to the clerk who finds a difference. */
export const REGISTRATION_DIFFERS = {
  zh: '网上选号的车辆识别代码、身份证明号码或手机号码与登记信息不一致',
  en: 'VIN, identity number or mobile of the choice are not those of the registration',
} as const;

/** Whether all three are the same; spaces and small letters make no difference. */
export function isRegisteredAsChosen(chosen: RegisteredWith, registered: RegisteredWith): boolean {
  const vin = (text: string) => text.replace(/\s/g, '').toUpperCase();
  return (
    vin(chosen.vin) === vin(registered.vin) &&
    compactIdDocNo(chosen.idNumber) === compactIdDocNo(registered.idNumber) &&
    normaliseMobile(chosen.mobile) === normaliseMobile(registered.mobile)
  );
}
