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
    data: {
      ...{ id, ownerId, kind, mediaType, sha256, createdAt },
      contentSealed: db.vault.sealBytes(content),
      sizeBytes: content.byteLength,
    },
  });
  return { id, kind, mediaType, sha256, sizeBytes: content.byteLength };
}

/** Documents of an owner that belong to no case, uploaded since an instant. */
export async function countLoose(db: Database, ownerId: string, since: Instant) {
  const { _count, _sum } = await db.document.aggregate({
    where: { ownerId, applicationId: null, createdAt: { gt: since } },
    _count: true,
    _sum: { sizeBytes: true },
  });
  return { count: _count, bytes: _sum.sizeBytes ?? 0 };
}

/**
 * Kinds of the documents a case may use: the owner's, loose or its own already; null when one of them is not. They are held until
 * the transaction ends, so that none is erased as loose before it is attached.
 */
export async function findUsableKinds(
  tx: Transaction,
  ownerId: string,
  ids: readonly string[],
  applicationId: string | null,
): Promise<readonly string[] | null> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return [];
  const rows = await tx.$queryRaw<{ kind: string }[]>`
    SELECT kind FROM document
    WHERE id = ANY(${[...wanted]}::uuid[]) AND owner_id = ${ownerId}::uuid
      AND (application_id IS NULL OR application_id = ${applicationId}::uuid)
    FOR KEY SHARE`;
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

/** What a document is, and whose: its owner's, and the office's that its case was submitted to. */
export async function findDocument(db: Database, id: string) {
  const row = await db.document.findUnique({
    where: { id },
    select: {
      ...{ id: true, ownerId: true, kind: true, mediaType: true },
      application: { select: { office: true, submittedAt: true } },
    },
  });
  if (row === null) return undefined;
  const { application, ...document } = row;
  return { ...document, office: application?.submittedAt ? application.office : null };
}

/** What a document holds. */
export async function getContent(db: Database, id: string): Promise<Uint8Array> {
  const { contentSealed } = await db.document.findUniqueOrThrow({
    where: { id },
    select: { contentSealed: true },
  });
  return db.vault.openBytes(contentSealed);
}
