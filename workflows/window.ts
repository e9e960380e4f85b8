// 补换领行驶证, 申领临时号牌 (附件5(二)): as what is posted, with the regulation's own limit: issued within one day of acceptance.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister, orderParcel, requestFee, trackParcel } from './effects.ts';

/** Carries an application from submission to the applicant's hands; what the applicant prints is done when it is issued. */
export async function windowWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('fee', { 'request-fee': requestFee });
  await application.during('acceptance');
  // 自受理之日起一日内核发
  await application.during('approval', { 'apply-to-register': applyToRegister });
  while (application.isOpen) {
    await application.during('production');
    await application.during('delivery', { 'order-parcel': orderParcel, 'track-parcel': trackParcel });
    await application.during('pickup');
  }
}
