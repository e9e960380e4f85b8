// What was sent to phones, read as the queue worker would read it.
import type { Database } from '../../db/client.ts';
import { findSendable, type SendableMessage } from '../../db/messages.ts';

/** The messages that wait to be sent to a mobile, the oldest first. */
export async function messagesTo(db: Database, mobile: string): Promise<readonly SendableMessage[]> {
  const rows = await db.message.findMany({
    where: { state: 'waiting', applicationId: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  const messages = await Promise.all(rows.map(({ id }) => findSendable(db, id)));
  return messages.filter((message): message is SendableMessage => message?.to === mobile);
}

/** The codes that wait to be sent to a mobile. */
export async function codesTo(db: Database, mobile: string): Promise<readonly string[]> {
  const messages = await messagesTo(db, mobile);
  return messages.filter(({ template }) => template === 'phone-code').map(({ slots }) => slots.code ?? '');
}

/** The code that was sent last. @throws Error when none was */
export async function codeTo(db: Database, mobile: string): Promise<string> {
  const code = (await codesTo(db, mobile)).at(-1);
  if (code === undefined) throw new Error('no code was sent to this mobile');
  return code;
}
