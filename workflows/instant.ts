// 变更联系方式, 取消考试预约: no limit is given, so they are done at once.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister } from './effects.ts';

/** Carries what is done at once from its submission to the register. */
export async function instantWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('handling', { 'apply-to-register': applyToRegister });
}
