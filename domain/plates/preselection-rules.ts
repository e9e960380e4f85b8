// Rows 4–13 of plates.md §5 in their order: who may begin to choose a number for which vehicle. The gate asks 1–3, the session 13–16.
import { judgeVin } from '../identity/vin.ts';
import type { Advice, Form, GivenOf, Precondition } from '../services/define.ts';
import { textIn } from '../services/parts/rules.ts';
import { methodsLeft } from './methods.ts';

type Given = GivenOf<'new-vehicle'>;

/** 国产 or 进口: an imported vehicle's maker need not use the check character of a VIN. */
export function originIn(form: Form): 'domestic' | 'imported' {
  return form.origin === 'imported' ? 'imported' : 'domestic';
}

export const PRESELECTION_RULES: readonly Precondition<Given>[] = [
  {
    refusal: 'category',
    field: 'plateCategory',
    when: ({ form }) => form.plateCategory !== '02',
  },
  {
    refusal: 'plate-vin-invalid',
    field: 'vin',
    when: ({ form }) => judgeVin(textIn(form, 'vin'), originIn(form)) === 'invalid',
  },
  { refusal: 'vehicle-registered', field: 'vin', when: ({ subject }) => subject.isRegistered },
  { refusal: 'vin-taken', field: 'vin', when: ({ subject }) => subject.isReserved },
  { refusal: 'open-reservation', when: ({ subject }) => subject.holderIsLocked },
  {
    refusal: 'unit-vehicle',
    field: 'buyerIdNumber',
    when: ({ subject }) => subject.applicant === 'unit' && !subject.buyerIsApplicant,
  },
  {
    refusal: 'person-vehicle',
    field: 'buyerIdNumber',
    when: ({ subject }) => subject.applicant === 'individual' && !subject.buyerIsApplicant,
  },
  { refusal: 'contact-mismatch', field: 'mobile', when: ({ subject }) => !subject.mobileIsVerified },
  { refusal: 'blocked', when: ({ subject }) => subject.holderIsBlocked },
  {
    refusal: 'attempts-used',
    field: 'vin',
    when: ({ subject }) => methodsLeft(subject).length === 0,
  },
];

/** 进口车辆识别代号校验位: a warning, no refusal (assumed). */
export const VIN_CHECK_ADVICE: Advice<Given> = {
  code: 'vin-check-digit',
  zh: '车辆识别代号的校验位不符合国家标准,请核对;进口车辆确认无误后可继续办理。',
  en: 'The check character of the VIN is not that of the standard; check it. An imported vehicle may go on with it.',
  when: ({ form }) => judgeVin(textIn(form, 'vin'), originIn(form)) === 'warn',
};
