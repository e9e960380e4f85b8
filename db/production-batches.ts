// What production took at once, kept so that its list can be printed again and held against what was made.
import { randomUUID } from 'node:crypto';
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { Database, Transaction } from './client.ts';

export interface BatchItem {
  readonly applicationId: string;
  readonly number: string;
  readonly service: string;
  readonly state: string;
  readonly version: number;
  readonly deliveryMode: string | null;
  readonly deliverBy: Date | null;
}

export interface ProductionBatch {
  readonly id: string;
  readonly office: string;
  readonly takenAt: Instant;
  /** Name of whoever took it. */
  readonly takenBy: string;
  readonly items: readonly BatchItem[];
}

const WITH = {
  takenBy: { select: { displayName: true } },
  items: {
    orderBy: { position: 'asc' },
    select: {
      application: {
        select: {
          id: true,
          number: true,
          service: true,
          state: true,
          version: true,
          deliveryMode: true,
          deliverBy: true,
        },
      },
    },
  },
} as const;

/** Keeps cases as a batch, the most urgent first. */
export async function saveBatch(
  tx: Transaction,
  batch: { readonly office: string; readonly takenById: string; readonly takenAt: Instant },
  applicationIds: readonly string[],
): Promise<ProductionBatch> {
  const urgent = await tx.application.findMany({
    where: { id: { in: [...applicationIds] } },
    orderBy: [{ deliverBy: 'asc' }, { number: 'asc' }],
    select: { id: true },
  });
  const items = urgent.map(({ id: applicationId }, position) => ({ applicationId, position }));
  const id = randomUUID();
  await tx.productionBatch.create({ data: { id, ...batch, items: { createMany: { data: items } } } });
  const saved = await findBatch(tx, id);
  if (!saved) throw new Error(`the batch ${id} was not saved`);
  return saved;
}

/** A batch with its cases as they are now. */
export async function findBatch(
  db: Database | Transaction,
  id: string,
): Promise<ProductionBatch | undefined> {
  const row = await db.productionBatch.findUnique({ where: { id }, include: WITH });
  if (row === null) return undefined;
  const items = row.items.map(({ application: { id: applicationId, ...item } }) => ({
    applicationId,
    ...item,
  }));
  return {
    ...{ id, items, office: row.office },
    takenAt: toInstant(row.takenAt),
    takenBy: row.takenBy.displayName,
  };
}

export interface BatchListItem {
  readonly id: string;
  readonly takenAt: Date;
  readonly takenBy: string;
  readonly size: number;
}

/** Batches of an office, newest first, from after the given position. */
export async function listBatches(
  db: Database,
  office: string,
  { after, limit }: { after: { createdAt: Date; id: string } | null; limit: number },
): Promise<readonly BatchListItem[]> {
  const position = after && {
    OR: [{ takenAt: { lt: after.createdAt } }, { takenAt: after.createdAt, id: { lt: after.id } }],
  };
  const rows = await db.productionBatch.findMany({
    where: { AND: [{ office }, position ?? {}] },
    orderBy: [{ takenAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: { takenBy: WITH.takenBy, _count: { select: { items: true } } },
  });
  return rows.map(({ id, takenAt, takenBy, _count }) => ({
    ...{ id, takenAt, takenBy: takenBy.displayName, size: _count.items },
  }));
}
