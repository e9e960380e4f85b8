// 补换领牌证 (附件1): accepted within one working day, then posted within one, two or three days, or collected at the counter.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister, orderParcel, requestFee, trackParcel } from './effects.ts';

/** Carries a posted application from submission to the citizen's hands. */
export async function postalWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('fee', { 'request-fee': requestFee });
  // 1个工作日受理; a supplement may come and go.
  await application.during('acceptance');
  await application.during('approval', { 'apply-to-register': applyToRegister });
  while (application.isOpen) {
    await application.during('production');
    // 受理后市内1天、省内2天、省际3天邮政送达; what is lost goes back to production.
    await application.during('delivery', { 'order-parcel': orderParcel, 'track-parcel': trackParcel });
    // 牌证自取点
    await application.during('pickup');
  }
}
