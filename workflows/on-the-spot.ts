// 现场办结 (附件1): what a hospital records is in the register before its visitor has left.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister } from './effects.ts';

/** Carries what is done on the spot from its record to the register. */
export async function onTheSpotWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('handling', { 'apply-to-register': applyToRegister });
}
