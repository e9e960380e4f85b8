// Where the choice of a number stands, as applicant and clerk see it.
import type { Database, Transaction } from '../../db/client.ts';
import { countUse, findReservation } from '../../db/plate-reservations.ts';
import type { Application } from '../../domain/application/application.ts';
import type { PromiseLimits } from '../../domain/application/promise-limits.ts';
import { epochMs, type Instant } from '../../domain/calendar/local-date.ts';
import { methodsLeft } from '../../domain/plates/methods.ts';
import { markOf } from '../../domain/plates/settings.ts';

interface Viewed {
  readonly applicationId: string;
  readonly application: Application;
  readonly limits: PromiseLimits;
  readonly now: Instant;
}

/** The view of a selection; undefined where the case has none. */
export async function findPlateSelection(
  db: Database | Transaction,
  { applicationId, application, limits, now }: Viewed,
) {
  const reservation = await findReservation(db, applicationId);
  const { selection, clocks } = application;
  const until = clocks.selection?.dueAt;
  if (!reservation || !until) return undefined;
  const { mode, state, vin } = reservation;
  const use = await countUse(db, vin, mode);
  const isOpen = state === 'selecting' && now <= until;
  return {
    ...{ mode, state, mark: markOf(mode), selectUntil: until },
    secondsLeft: isOpen ? Math.floor((epochMs(until) - epochMs(now)) / 1_000) : 0,
    methods: isOpen ? methodsLeft(use, limits) : [],
    triesLeft: Math.max(0, limits.selfTries - use.triesUsed),
    drawsLeft: Math.max(0, limits.randomDraws - use.drawsUsed),
    shown: isOpen ? (selection?.drawn ?? []) : [],
    number: selection?.number ?? null,
    method: selection?.method ?? null,
    validTo: clocks.reservation?.dueAt ?? null,
  };
}
