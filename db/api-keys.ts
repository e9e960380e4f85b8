// Keys of units' own systems. Of a secret only its digest is kept: it is told once, when the key is made.
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { KeyScope } from '../domain/permissions/key-scopes.ts';
import type { Database, Transaction } from './client.ts';

/** What a system sends: `yz_<id>_<secret>`. */
export interface KeyText {
  readonly id: string;
  readonly secret: string;
}

const KEY_TEXT = /^yz_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const SECRET_BYTES = 32;

/** Reads a key as it is sent; undefined where it is none. */
export function findKeyText(text: string): KeyText | undefined {
  const [, id, secret] = KEY_TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

const digestOf = (secret: string) => createHash('sha256').update(secret).digest();

export interface ApiKey {
  readonly id: string;
  readonly unitId: string;
  /** The operator in whose name it acts. */
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const SHOWN = {
  ...{ id: true, unitId: true, accountId: true, name: true, scopes: true },
  ...{ createdAt: true, expiresAt: true, revokedAt: true, lastUsedAt: true },
} as const;

export interface NewApiKey {
  readonly unitId: string;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly createdById: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Makes a key; its text is not to be had again. */
export async function saveApiKey(tx: Transaction, key: NewApiKey): Promise<{ id: string; text: string }> {
  const id = randomUUID();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const secretHash = digestOf(secret).toString('base64url');
  await tx.apiKey.create({ data: { ...key, id, secretHash, scopes: [...key.scopes] } });
  return { id, text: `yz_${id}_${secret}` };
}

/** The keys of a unit, or of all, newest first. */
export async function listApiKeys(db: Database, unitId: string | null): Promise<readonly ApiKey[]> {
  return db.apiKey.findMany({
    where: unitId === null ? {} : { unitId },
    select: SHOWN,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
}

/** A key by id, without its secret; undefined when there is none. */
export async function findApiKey(tx: Transaction, id: string): Promise<ApiKey | undefined> {
  return (await tx.apiKey.findUnique({ where: { id }, select: SHOWN })) ?? undefined;
}

/** How many keys of a unit can be used. The unit is locked: two makers count one after the other. */
export async function countLivingKeys(tx: Transaction, unitId: string, at: Instant): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM unit WHERE id = ${unitId}::uuid FOR UPDATE`;
  return tx.apiKey.count({ where: { unitId, revokedAt: null, expiresAt: { gt: at } } });
}

/** Ends a key; false when it had ended. */
export async function revokeApiKey(tx: Transaction, id: string, at: Instant): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
  return count === 1;
}

export interface KnownKey extends ApiKey {
  readonly isSecret: (secret: string) => boolean;
}

/** A key with the check of its secret, which takes the same time for every wrong one. */
export async function findKnownKey(db: Database, id: string): Promise<KnownKey | undefined> {
  const row = await db.apiKey.findUnique({ where: { id }, select: { ...SHOWN, secretHash: true } });
  if (row === null) return undefined;
  const { secretHash, ...key } = row;
  const digest = Buffer.from(secretHash, 'base64url');
  return { ...key, isSecret: (secret) => timingSafeEqual(digest, digestOf(secret)) };
}

/** Notes that a key was used, at most once a minute. */
export async function markKeyUsed(db: Database, id: string, at: Instant): Promise<void> {
  await db.$executeRaw`
    UPDATE api_key SET last_used_at = ${at}::timestamptz
    WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at <= ${at}::timestamptz - interval '1 minute')`;
}
