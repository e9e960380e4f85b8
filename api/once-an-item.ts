// An item of many in one request, under a key of its own: a repetition after a crash does nothing twice.
import type { Origin } from '../db/audit.ts';
import type { Database } from '../db/client.ts';
import { claimKey, type KeyOwner, type Reply, releaseKey, saveReply } from '../db/idempotency.ts';
import { isPassing } from './handle.ts';
import { problemReply } from './problem.ts';
import { Refused } from './refused.ts';

export interface ItemReply {
  readonly reply: Reply;
  /** Another request is at it at this moment: there is no answer yet that could be kept. */
  readonly isInFlight?: true;
}

/** Does what the item asks for, or finds what became of it before. What is refused is an answer, kept under the key. */
export async function onceAnItem<T>(
  db: Database,
  owner: KeyOwner,
  { requestId }: Origin,
  act: () => Promise<T>,
): Promise<T | ItemReply> {
  const claim = await claimKey(db, owner);
  switch (claim.kind) {
    case 'replay':
      return { reply: claim.reply };
    case 'in-flight':
      return { reply: problemReply({ code: 'idempotency-key-in-flight' }, requestId), isInFlight: true };
    case 'reused':
      return { reply: problemReply({ code: 'idempotency-key-reused' }, requestId) };
    case 'mine':
      break;
  }
  try {
    return await act();
  } catch (error) {
    const refusal = error instanceof Refused ? error.refusal : null;
    if (refusal === null || isPassing(refusal)) {
      await releaseKey(db, owner);
      throw error;
    }
    const reply = problemReply(refusal, requestId);
    await saveReply(db, owner, reply);
    return { reply };
  }
}
