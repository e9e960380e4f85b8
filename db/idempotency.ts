// Idempotency keys: a write happens once a key, and every repetition gets the first answer, byte for byte. Answers lie sealed:
// some hold a first password or a secret.
import type { Database, Transaction } from './client.ts';
import { asJson, stored } from './json.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface KeyOwner {
  readonly accountId: string;
  readonly key: string;
  /** Tells one request from another: method, path and body, or a digest of them. Kept as a keyed digest. */
  readonly fingerprint: string;
}

/** An answer with the key it is kept under. */
export interface KeptReply {
  readonly owner: KeyOwner;
  readonly reply: Reply;
}

export type KeyClaim =
  | { readonly kind: 'mine' }
  | { readonly kind: 'replay'; readonly reply: Reply }
  | { readonly kind: 'in-flight' }
  | { readonly kind: 'reused' };

/** A request that died before its commit frees its key after this long. */
const LOCK_SECONDS = 20;

/**
 * Takes the key for this request, or tells what became of it. The claim need not reach the disk by itself: the commit of
 * what it guards takes it along.
 */
export async function claimKey(db: Database, owner: KeyOwner): Promise<KeyClaim> {
  const { accountId, key } = owner;
  const fingerprint = db.vault.index('request', owner.fingerprint);
  const mine = await db.$queryRaw<unknown[]>`
    WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO idempotency_key (account_id, key, fingerprint, locked_until)
    SELECT ${accountId}, ${key}, ${fingerprint}, clock_timestamp() + make_interval(secs => ${LOCK_SECONDS})
    FROM unhurried
    ON CONFLICT (account_id, key) DO UPDATE SET locked_until = EXCLUDED.locked_until
    WHERE idempotency_key.status IS NULL AND idempotency_key.locked_until < clock_timestamp()
      AND idempotency_key.fingerprint = EXCLUDED.fingerprint
    RETURNING 1`;
  if (mine.length > 0) return { kind: 'mine' };
  const row = await db.idempotencyKey.findUnique({ where: { accountId_key: { accountId, key } } });
  if (row === null) return { kind: 'in-flight' };
  if (row.fingerprint !== fingerprint) return { kind: 'reused' };
  const { status, bodySealed, headers } = row;
  if (status === null || bodySealed === null) return { kind: 'in-flight' };
  const body = db.vault.open(bodySealed);
  return { kind: 'replay', reply: { status, headers: stored<Reply['headers']>(headers ?? {}), body } };
}

/** Keeps the answer; called in the transaction of the write it answers for. */
export async function saveReply(tx: Transaction, owner: KeyOwner, reply: Reply): Promise<void> {
  const headers = JSON.stringify(asJson(reply.headers));
  const bodySealed = tx.vault.seal(reply.body);
  await tx.$executeRaw`
    UPDATE idempotency_key
    SET status = ${reply.status}, headers = ${headers}::jsonb, body_sealed = ${bodySealed}, locked_until = NULL
    WHERE account_id = ${owner.accountId} AND key = ${owner.key}`;
}

/** Gives a key back when nothing was decided, so that the client may try again. */
export async function releaseKey(db: Database, owner: KeyOwner): Promise<void> {
  await db.$executeRaw`
    DELETE FROM idempotency_key WHERE account_id = ${owner.accountId} AND key = ${owner.key} AND status IS NULL`;
}
