// 窗口注册 (二): taken down at the window, looked at by a second person within one working day; then the account is made.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister } from './effects.ts';

/** Carries a registration, an upgrade or a change from the window to the account. */
export async function registrationWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const registration = await carry(applicationId, carriedOver);

  await registration.during('acceptance');
  await registration.during('approval', { 'apply-to-register': applyToRegister });
}
