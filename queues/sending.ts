// Sends one message. Sent twice it is still one: the channel knows the message's id as its key.
import type { Database } from '../db/client.ts';
import { findSendable, noteFailedAttempt, saveMessageState } from '../db/messages.ts';
import { messageText } from '../domain/application/messages.ts';
import type { SendingJob } from './contract.ts';

/** The channel will never take this message; trying again is of no use. */
export class SmsRefused extends Error {
  override readonly name = 'SmsRefused';
}

export interface SmsPort {
  /** @throws SmsRefused for good, anything else when it may be taken later */
  send(sms: {
    readonly to: string;
    readonly template: string;
    readonly text: string;
    readonly key: string;
  }): Promise<void>;
}

/** Builds the processor of the sending queue. */
export function createSender({ db, sms }: { db: Database; sms: SmsPort }) {
  return async ({ messageId }: SendingJob): Promise<'sent' | 'undeliverable' | 'nothing to send'> => {
    const message = await findSendable(db, messageId);
    if (message === null) return 'nothing to send';
    if (message.to === null) return undeliverable(message.id);
    const { id, to, template, slots } = message;
    try {
      await sms.send({ to, template, text: messageText(template, slots), key: id });
    } catch (error) {
      if (error instanceof SmsRefused) return undeliverable(id);
      await noteFailedAttempt(db, id);
      throw error;
    }
    await saveMessageState(db, id, 'sent', new Date());
    return 'sent';
  };

  async function undeliverable(id: string): Promise<'undeliverable'> {
    await saveMessageState(db, id, 'undeliverable', new Date());
    return 'undeliverable';
  }
}
