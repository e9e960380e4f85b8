// Seats at the registration window: a seat is a row, so that the last one cannot be given twice.
import { randomInt, randomUUID } from 'node:crypto';
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { dateOf } from './calendar.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';

export type Half = 'am' | 'pm';

/** People a session takes (assumed setting). */
export const SEATS_A_SESSION = 20;

export interface Booking {
  readonly id: string;
  readonly accountId: string;
  readonly purpose: 'upgrade';
  readonly office: string;
  readonly on: LocalDate;
  readonly half: Half;
  readonly code: string;
  readonly state: 'booked' | 'kept' | 'cancelled';
}

type Row = Prisma.CounterBookingGetPayload<object>;

function toBooking({ id, accountId, office, on, half, code, state }: Row): Booking {
  return {
    ...{ id, accountId, office, code, purpose: 'upgrade', on: dateOf(on) },
    half: stored<Half>(half),
    state: stored<Booking['state']>(state),
  };
}

/** Seats taken of each session of an office from a day on. */
export async function countTaken(
  db: Database,
  office: string,
  from: LocalDate,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.counterBooking.groupBy({
    by: ['on', 'half'],
    where: { office, on: { gte: new Date(from) }, seat: { not: null } },
    _count: true,
  });
  return new Map(rows.map(({ on, half, _count }) => [`${dateOf(on)} ${half}`, _count]));
}

export interface WantedSeat {
  readonly accountId: string;
  readonly office: string;
  readonly on: LocalDate;
  readonly half: Half;
  readonly now: Instant;
}

/** Takes the lowest free seat of a session; null when it is full. @throws the database's own error on a second open booking */
export async function takeSeat(tx: Transaction, wanted: WantedSeat): Promise<Booking | null> {
  const { accountId, office, on, half, now } = wanted;
  const key = `counter ${office} ${on} ${half}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
  const taken = await tx.counterBooking.findMany({
    where: { office, on: new Date(on), half, seat: { not: null } },
    select: { seat: true },
  });
  const seats = new Set(taken.map(({ seat }) => seat));
  const seat = Array.from({ length: SEATS_A_SESSION }, (_, index) => index + 1).find(
    (each) => !seats.has(each),
  );
  if (seat === undefined) return null;
  const row = await tx.counterBooking.create({
    data: {
      ...{ id: randomUUID(), accountId, office, half, seat, purpose: 'upgrade', createdAt: now },
      on: new Date(on),
      code: `YZ${String(randomInt(1_000_000_000)).padStart(9, '0')}`,
    },
  });
  return toBooking(row);
}

/** The open booking of an account; undefined when it has none. */
export async function findOpenBooking(
  db: Database | Transaction,
  accountId: string,
): Promise<Booking | undefined> {
  const row = await db.counterBooking.findFirst({ where: { accountId, state: 'booked' } });
  return row ? toBooking(row) : undefined;
}

/** A booking by what its holder tells at the window. */
export async function findBookingByCode(db: Database, code: string): Promise<Booking | undefined> {
  const row = await db.counterBooking.findUnique({ where: { code } });
  return row ? toBooking(row) : undefined;
}

export async function findBooking(db: Database, id: string): Promise<Booking | undefined> {
  const row = await db.counterBooking.findUnique({ where: { id } });
  return row ? toBooking(row) : undefined;
}

/** Bookings of an account, or of an office's day, in order. */
export async function listBookings(
  db: Database | Transaction,
  of: { readonly accountId: string } | { readonly office: string; readonly on: LocalDate },
): Promise<readonly Booking[]> {
  const where =
    'accountId' in of ? of : { office: of.office, on: new Date(of.on), state: { not: 'cancelled' } };
  const rows = await db.counterBooking.findMany({
    where,
    orderBy: [{ on: 'asc' }, { half: 'asc' }, { seat: 'asc' }],
  });
  return rows.map(toBooking);
}

/** Ends an open booking: kept at the window, or cancelled, which frees its seat. False when it was not open. */
export async function endBooking(tx: Transaction, id: string, state: 'kept' | 'cancelled'): Promise<boolean> {
  const { count } = await tx.counterBooking.updateMany({
    where: { id, state: 'booked' },
    data: { state, ...(state === 'cancelled' ? { seat: null } : {}) },
  });
  return count === 1;
}
