// Messages to people: what waits to be sent, with what is needed to send it.
import type { Application } from '../domain/application/application.ts';
import { completed } from '../domain/application/evolve.ts';
import { isMessageTemplate, type MessageTemplate } from '../domain/application/messages.ts';
import { formatLocal, type Instant } from '../domain/calendar/local-date.ts';
import { markOf, type PlateMode } from '../domain/plates/settings.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';

/** Ids of messages that wait, oldest first. */
export async function listWaitingMessages(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db.message.findMany({
    where: { state: 'waiting' },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export type MessageSlots = Readonly<Record<string, string>>;

export interface SendableMessage {
  readonly id: string;
  /** null when the recipient left no mobile number. */
  readonly to: string | null;
  readonly template: MessageTemplate;
  readonly slots: MessageSlots;
}

export interface DirectMessage {
  readonly to: string;
  readonly template: MessageTemplate;
  readonly slots: MessageSlots;
  readonly accountId?: string;
  readonly createdAt: Instant;
  /** Written and never sent: nobody shall learn from the time an answer takes whether somebody is told something. */
  readonly isWithheld?: boolean;
}

/** Leaves a message for one number; number and slots are sealed, and wiped once it is sent. */
export async function saveDirectMessage(tx: Transaction, message: DirectMessage): Promise<void> {
  const { to, template, slots, accountId = null, createdAt, isWithheld = false } = message;
  const sealed = { toSealed: tx.vault.seal(to), slotsSealed: tx.vault.seal(JSON.stringify(slots)) };
  await tx.message.create({
    data: {
      ...{ template, accountId, createdAt, state: isWithheld ? 'withheld' : 'waiting' },
      toSealed: isWithheld ? null : sealed.toSealed,
      slotsSealed: isWithheld ? null : sealed.slotsSealed,
    },
  });
}

/** A waiting message with its recipient and slots; null when it was sent already. */
export async function findSendable(db: Database, id: string): Promise<SendableMessage | null> {
  const message = await db.message.findUnique({ where: { id } });
  if (message?.state !== 'waiting' || !isMessageTemplate(message.template)) return null;
  const { template, toSealed, slotsSealed, applicationId } = message;
  if (toSealed !== null && slotsSealed !== null) {
    return { id, to: db.vault.open(toSealed), template, slots: JSON.parse(db.vault.open(slotsSealed)) };
  }
  if (applicationId === null) return null;
  const row = await db.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: {
      number: true,
      snapshot: true,
      plateReservation: { select: { mode: true } },
      applicant: { select: { mobile: true, person: { select: { mobile: true } } } },
    },
  });
  const { person, mobile } = row.applicant;
  return {
    id,
    to: person?.mobile ?? mobile,
    template,
    slots: {
      ...slotsOf(row.number, completed(stored<Partial<Application>>(row.snapshot))),
      mark: markText(row.plateReservation?.mode),
    },
  };
}

function slotsOf(number: string, application: Application): MessageSlots {
  const { clocks, parcel, pickupCode, place, selection } = application;
  const clock =
    clocks.reservation ??
    clocks['pickup-keep'] ??
    clocks.supplement ??
    clocks['plate-choice'] ??
    clocks.acceptance;
  return {
    number,
    due: clock ? minuteText(clock.dueAt) : '',
    from: place ? minuteText(place.startsAt) : '',
    plate: selection?.number ?? '',
    tracking: parcel?.trackingNumber ?? '',
    code: pickupCode ?? '',
  };
}

/** 【模拟测试】 before what is said of a simulation. */
function markText(mode: string | undefined): string {
  const mark = mode === undefined ? null : markOf(stored<PlateMode>(mode));
  return mark === null ? '' : `【${mark}】`;
}

/** `2015-11-04 09:00`, local time. */
function minuteText(at: Instant): string {
  return formatLocal(at).slice(0, 16).replace('T', ' ');
}

/** Marks a message and wipes what it carried; only a waiting one changes, so a repetition does nothing. */
export async function saveMessageState(
  db: Database,
  id: string,
  state: 'sent' | 'undeliverable',
  at: Date,
): Promise<void> {
  await db.message.updateMany({
    where: { id, state: 'waiting' },
    data: { state, sentAt: at, toSealed: null, slotsSealed: null },
  });
}

/** Counts a failed attempt. */
export async function noteFailedAttempt(db: Database, id: string): Promise<void> {
  await db.message.updateMany({ where: { id, state: 'waiting' }, data: { attempts: { increment: 1 } } });
}
