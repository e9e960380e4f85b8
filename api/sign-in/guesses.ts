// Guesses at a secret are counted before anything slow is done with them, so that not even many at once get through.
import type { Refusal } from '../../domain/refusals.ts';
import type { Limits } from '../limits/limits.ts';

export interface Guess {
  /** What is guessed at: an identifier as it was typed, whether somebody has it or not. */
  readonly at: string;
  readonly source: string;
  /** The mark of a device on which the account has signed in before. */
  readonly device: string | null;
}

/** The owner's own device has a count of its own: nobody else's failures lock it out. */
const pairOf = ({ at, source, device }: Guess) => `${device ?? source} ${at}`;

/** Counts a guess; a refusal when there were too many by this source, or at this identifier. */
export async function takeGuess(limits: Limits, guess: Guess): Promise<Refusal | null> {
  const refusal = await limits.take('sign-in-pair', pairOf(guess));
  if (refusal !== null || guess.device !== null) return refusal;
  return (
    (await limits.take('sign-in-source', guess.source)) ?? (await limits.take('sign-in-identifier', guess.at))
  );
}

/** It was no guess: its owner knew the secret. */
export async function forgiveGuess(limits: Limits, guess: Guess): Promise<void> {
  await limits.reset('sign-in-pair', pairOf(guess));
  if (guess.device !== null) return;
  await limits.giveBack('sign-in-source', guess.source);
  await limits.giveBack('sign-in-identifier', guess.at);
}
