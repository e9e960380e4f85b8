// Fines of somebody's licence with the surcharge of a day, under the locks of their decisions.
import { type LocalDate, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { lateFeeFen } from '../../domain/violations/late-fee.ts';
import type { Transaction } from '../client.ts';

export interface DueFine {
  readonly decisionNo: string;
  readonly recordNo: string;
  readonly licenceId: string;
  readonly vehicleId: string | null;
  readonly state: string;
  readonly paidBy: string | null;
  readonly fineFen: number;
  /** 加处罚款 on that day. */
  readonly lateFeeFen: number;
}

interface DueRow extends Omit<DueFine, 'lateFeeFen'> {
  readonly payDueOn: string;
}

export interface Wanted {
  readonly personId: string | null;
  readonly numbers: readonly string[];
  readonly today: LocalDate;
}

/** Those of the numbers that are decisions on the person's own licence, in the order of their numbers. */
export async function lockDueFines(
  tx: Transaction,
  { personId, numbers, today }: Wanted,
): Promise<readonly DueFine[]> {
  const rows = await tx.$queryRaw<DueRow[]>`
    SELECT d.decision_no AS "decisionNo", d.record_no AS "recordNo", d.licence_id AS "licenceId", r.vehicle_id AS "vehicleId", d.state,
           d.paid_by AS "paidBy", d.fine_fen AS "fineFen", d.pay_due_on::text AS "payDueOn"
    FROM penalty_decision d
    JOIN surveillance_record r USING (record_no)
    JOIN licence l ON l.id = d.licence_id
    WHERE d.decision_no = ANY(${[...numbers]}) AND l.holder_id = ${personId}::uuid
    ORDER BY d.decision_no
    FOR UPDATE OF d`;
  return rows.map(({ payDueOn, ...row }) => ({
    ...row,
    lateFeeFen: lateFeeFen(row.fineFen, parseLocalDate(payDueOn), today),
  }));
}
