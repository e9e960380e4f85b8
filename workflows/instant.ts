// 变更联系方式, 取消考试预约, 电子监控处理, 罚款缴纳: no limit is given, so they are done at once, or once they are paid.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister, requestFee } from './effects.ts';

/** Carries what is done at once from its submission to the register. */
export async function instantWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('fee', { 'request-fee': requestFee });
  await application.during('handling', { 'apply-to-register': applyToRegister });
}
