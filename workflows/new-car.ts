// 新车车主 (registration.md §1): the account goes when no plate is chosen within its day.
import { carry } from './carry.ts';
import type { Poke } from './contract.ts';

/** Carries the day a new car's owner has to choose a plate. */
export async function newCarWorkflow(applicationId: string, carriedOver?: Poke): Promise<void> {
  const registration = await carry(applicationId, carriedOver);

  await registration.during('plate-choice');
}
