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
  db: Database,
  { ownerId, kind, mediaType, content, createdAt }: NewDocument,
) {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const id = randomUUID();
  await db.document.create({
    data: { id, ownerId, kind, mediaType, content, sha256, sizeBytes: content.byteLength, createdAt },
  });
  return { id, kind, mediaType, sha256, sizeBytes: content.byteLength };
}

/** Kinds of the owner's documents among the ids; foreign and missing ids simply do not count. */
export async function listDocumentKinds(
  tx: Transaction,
  ownerId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.document.findMany({
    where: { ownerId, id: { in: [...ids] } },
    select: { kind: true },
  });
  return rows.map((row) => row.kind);
}

/** Ties documents to a case. */
export async function attachDocuments(
  tx: Transaction,
  ownerId: string,
  ids: readonly string[],
  applicationId: string,
): Promise<void> {
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
