// 预选机动车号牌: twenty minutes to choose a number, then some working days to register the vehicle.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';

/** Carries the choice of a plate number from its beginning to the registration of the vehicle, or its lapse. */
export async function reservationWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const application = await carry(applicationId, carriedOver);

  await application.during('selection');
  await application.during('reservation');
}
