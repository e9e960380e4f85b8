// 检验预约, 考试预约: a place is waited for or taken, its day comes, somebody comes or does not, and the result is recorded.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';
import { applyToRegister } from './effects.ts';

/** Carries an appointment from the booking to its result in the register. */
export async function appointmentWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  // 候补, 已预约, the reminder on the eve, the day itself; who does not come is absent at its end.
  await application.during('appointment');
  await application.during('handling', { 'apply-to-register': applyToRegister });
}
