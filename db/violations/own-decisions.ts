// Decisions as they are shown to whoever was penalised, and at a window.
import { isLocalDivision, LOCAL_OFFICE } from '../../domain/register/local.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../client.ts';

const SHOWN = {
  record: true,
  licence: { include: { holder: true } },
} as const satisfies Prisma.PenaltyDecisionInclude;

type DecisionRow = Prisma.PenaltyDecisionGetPayload<{ include: typeof SHOWN }>;

export interface DecisionPosition {
  readonly decidedAt: string;
  readonly decisionNo: string;
}

/** Decisions on the licence somebody holds, newest first. */
export async function listOwnDecisions(
  db: Database,
  holderId: string,
  state: string | undefined,
  { after, limit }: { readonly after: DecisionPosition | null; readonly limit: number },
) {
  return db.penaltyDecision.findMany({
    where: {
      licence: { holderId },
      ...(state === undefined ? {} : { state }),
      ...(after === null ? {} : beyond(after)),
    },
    include: SHOWN,
    orderBy: [{ decidedAt: 'desc' }, { decisionNo: 'desc' }],
    take: limit,
  });
}

function beyond({ decidedAt, decisionNo }: DecisionPosition): Prisma.PenaltyDecisionWhereInput {
  return { OR: [{ decidedAt: { lt: decidedAt } }, { decidedAt, decisionNo: { lt: decisionNo } }] };
}

/** A decision by its number; undefined where there is none. */
export async function findDecision(db: Database, decisionNo: string) {
  return (await db.penaltyDecision.findUnique({ where: { decisionNo }, include: SHOWN })) ?? undefined;
}

/** The fields by which rules see a decision: own where the licence is, of the office where the record is of this city. */
export function decisionSeenBy(
  { record, licence }: Pick<DecisionRow, 'record' | 'licence'>,
  { id, personId }: { readonly id: string; readonly personId: string | null },
) {
  const isOwn = personId !== null && licence?.holderId === personId;
  return { ownerId: isOwn ? id : null, office: isLocalDivision(record.division) ? LOCAL_OFFICE : null };
}
