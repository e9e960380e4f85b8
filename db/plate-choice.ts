// Choosing a number: what the rules and the pool say to it, found out under the case's lock, as the command to decide on.
import type { Command } from '../domain/application/commands.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import { type ChoiceGiven, choiceRefusal } from '../domain/plates/choice-rules.ts';
import { isRegisteredAsChosen, type RegisteredWith } from '../domain/plates/registration-match.ts';
import { POOL_OF_MODE } from '../domain/plates/settings.ts';
import type { Refusal } from '../domain/refusals.ts';
import { textIn } from '../domain/services/parts/rules.ts';
import type { Transaction } from './client.ts';
import type { LockedCase } from './locked-case.ts';
import { drawFreeNumbers, type NumberHolder, takeNumber } from './plate-numbers.ts';
import { countUse, findReservation, type Reservation } from './plate-reservations.ts';

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

/** The session as it may be chosen in; undefined where the case itself says what is the matter. */
async function findSession(
  tx: Transaction,
  { id, application }: LockedCase,
): Promise<Reservation | undefined> {
  return application.state === 'selecting' ? findReservation(tx, id) : undefined;
}

const holderOf = (session: Reservation, reservationId: string, now: Instant): NumberHolder => ({
  ...{ pool: POOL_OF_MODE[session.mode], reservationId, now },
});

/** 自编自选: looks a number up, and has it at once where it is free. */
export async function tryNumber(
  tx: Transaction,
  locked: LockedCase,
  number: string,
  now: Instant,
): Promise<CommandOf<'try-number'>> {
  const session = await findSession(tx, locked);
  const verdict = session ? await judgeNumber(tx, locked.id, session, number, now) : null;
  return { action: 'try-number', number, verdict };
}

/** A number that nothing speaks against is taken; it is given back with a decision that is refused. */
async function judgeNumber(
  tx: Transaction,
  reservationId: string,
  session: Reservation,
  number: string,
  now: Instant,
): Promise<Refusal | null> {
  const use = await countUse(tx, session.vin, session.mode);
  const given: ChoiceGiven = { method: 'self', use, number, isFree: true };
  const refusal = choiceRefusal(given);
  if (refusal) return refusal;
  const isFree = await takeNumber(tx, number, holderOf(session, reservationId, now));
  return choiceRefusal({ ...given, isFree });
}

export interface DrawCommand {
  readonly command: CommandOf<'draw-numbers'>;
  /** Numbers of the seed's sequence that were not free. */
  readonly taken: readonly string[];
}

/** 随机选号: five free numbers by a seed that was drawn before. */
export async function drawNumbers(
  tx: Transaction,
  locked: LockedCase,
  seed: string,
  now: Instant,
): Promise<DrawCommand> {
  const action = 'draw-numbers';
  const session = await findSession(tx, locked);
  if (!session) return { command: { action, seed, numbers: [], verdict: null }, taken: [] };
  const use = await countUse(tx, session.vin, session.mode);
  const verdict = choiceRefusal({ method: 'random', use, number: null, isFree: true });
  if (verdict) return { command: { action, seed, numbers: [], verdict }, taken: [] };
  const { shown, taken } = await drawFreeNumbers(tx, seed, holderOf(session, locked.id, now));
  return { command: { action, seed, numbers: shown, verdict: null }, taken };
}

export interface DrawToKeep {
  readonly reservationId: string;
  readonly batch: number;
  readonly seed: string;
  readonly shown: readonly string[];
  readonly taken: readonly string[];
  readonly drawnAt: Instant;
}

/** Keeps a draw with all that is needed to repeat it. */
export async function saveDraw(tx: Transaction, { shown, taken, ...draw }: DrawToKeep): Promise<void> {
  await tx.plateDraw.create({ data: { ...draw, shown: [...shown], taken: [...taken] } });
}

/** 核对: compares what the vehicle is registered with to what its number was chosen with. */
export function recordRegistration(
  { form }: Pick<LockedCase, 'form'>,
  registered: RegisteredWith,
): CommandOf<'record-registration'> {
  const chosen = {
    vin: textIn(form, 'vin'),
    idNumber: textIn(form, 'buyerIdNumber'),
    mobile: textIn(form, 'mobile'),
  };
  return { action: 'record-registration', matches: isRegisteredAsChosen(chosen, registered) };
}
