// Documents that applicants attach. The content stays in PostgreSQL, found by id and digest.
import { createHash, randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Database, Transaction } from './client.ts';

export interface NewDocument {
  readonly ownerId: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly createdAt: Instant;
}

/** Stores a document and returns its id and digest. */
export async function saveDocument(
  db: Database | Transaction,
  { ownerId, kind, mediaType, content, createdAt }: NewDocument,
) {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const id = randomUUID();
  await db.document.create({
    data: { id, ownerId, kind, mediaType, content, sha256, sizeBytes: content.byteLength, createdAt },
  });
  return { id, kind, mediaType, sha256, sizeBytes: content.byteLength };
}

/** Kinds of the documents a case may use: the owner's, loose or its own already; null when one of them is not. */
export async function findUsableKinds(
  tx: Transaction,
  ownerId: string,
  ids: readonly string[],
  applicationId: string | null,
): Promise<readonly string[] | null> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return [];
  const rows = await tx.document.findMany({
    where: { ownerId, id: { in: [...wanted] }, OR: [{ applicationId: null }, { applicationId }] },
    select: { kind: true },
  });
  return rows.length === wanted.size ? rows.map((row) => row.kind) : null;
}

/** Makes the documents of a case exactly these: others of the case are loose again. */
export async function attachDocuments(
  tx: Transaction,
  ownerId: string,
  ids: readonly string[],
  applicationId: string,
): Promise<void> {
  await tx.document.updateMany({
    where: { applicationId, id: { notIn: [...ids] } },
    data: { applicationId: null },
  });
  if (ids.length === 0) return;
  await tx.document.updateMany({
    where: { ownerId, id: { in: [...ids] }, applicationId: null },
    data: { applicationId },
  });
}

/** A document with its content, for its owner or for staff. */
export async function findDocument(db: Database, id: string) {
  return (await db.document.findUnique({ where: { id } })) ?? undefined;
}
