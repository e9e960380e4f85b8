// 延期换证、延期审验、延期提交《身体条件证明》 (附件1): accepted within one working day; nothing is posted.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister, requestFee } from './effects.ts';

/** Carries a deferral from submission to the changed register. */
export async function deferralWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('fee', { 'request-fee': requestFee });
  await application.during('acceptance');
  await application.during('approval', { 'apply-to-register': applyToRegister });
}
