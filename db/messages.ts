// Messages to applicants: what waits to be sent, with what is needed to send it.
import type { Application } from '../domain/application/application.ts';
import { isMessageTemplate, type MessageTemplate } from '../domain/application/messages.ts';
import { formatLocal } from '../domain/calendar/local-date.ts';
import type { Database } from './client.ts';
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

export interface SendableMessage {
  readonly id: string;
  /** null when the applicant left no mobile number. */
  readonly to: string | null;
  readonly template: MessageTemplate;
  readonly slots: Readonly<Record<string, string>>;
}

/** A waiting message with its recipient and slots; null when it was sent already. */
export async function findSendable(db: Database, id: string): Promise<SendableMessage | null> {
  const message = await db.message.findUnique({ where: { id } });
  if (message?.state !== 'waiting' || !isMessageTemplate(message.template)) return null;
  const row = await db.application.findUniqueOrThrow({
    where: { id: message.applicationId },
    select: { number: true, snapshot: true, applicant: { select: { person: { select: { mobile: true } } } } },
  });
  const to = row.applicant.person?.mobile ?? null;
  return {
    id,
    to,
    template: message.template,
    slots: slotsOf(row.number, stored<Application>(row.snapshot)),
  };
}

function slotsOf(
  number: string,
  { clocks, parcel, pickupCode }: Application,
): Readonly<Record<string, string>> {
  const clock = clocks['pickup-keep'] ?? clocks.supplement ?? clocks.acceptance;
  return {
    number,
    due: clock ? formatLocal(clock.dueAt).slice(0, 16).replace('T', ' ') : '',
    tracking: parcel?.trackingNumber ?? '',
    code: pickupCode ?? '',
  };
}

/** Marks a message; only a waiting one changes, so a repetition does nothing. */
export async function saveMessageState(
  db: Database,
  id: string,
  state: 'sent' | 'undeliverable',
  at: Date,
): Promise<void> {
  await db.message.updateMany({ where: { id, state: 'waiting' }, data: { state, sentAt: at } });
}

/** Counts a failed attempt. */
export async function noteFailedAttempt(db: Database, id: string): Promise<void> {
  await db.message.updateMany({ where: { id, state: 'waiting' }, data: { attempts: { increment: 1 } } });
}
