// The daily statements for the cash desk, and the finance report.

import type { Reply } from '../../db/idempotency.ts';
import { closeDay } from '../../db/statements/close-day.ts';
import { findDay, listDays, type StatementDayView } from '../../db/statements/day-list.ts';
import {
  actOnDifference,
  type DifferenceAct,
  listDifferences,
  type StoredDifference,
} from '../../db/statements/differences.ts';
import { type FinanceRow, listFinance } from '../../db/statements/finance.ts';
import { transact } from '../../db/transact.ts';
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import { DIFFERENCES } from '../../domain/statements/differences.ts';
import { spanRefusal } from '../../domain/statements/report-span.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import { statementContracts as contracts, XLSX } from '../contract/statements.ts';
import { cursorOf, DayPosition, IdPosition, positionOf } from '../cursor.ts';
import type { Asked, FileReply } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { reportCsv, reportOf, reportXlsx } from '../queries/finance-report.ts';
import { Refused } from '../refused.ts';

/** Routes of statements. */
export function statementRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  async function getDay(on: string): Promise<StatementDayView> {
    const day = await findDay(db, parseLocalDate(on), await deciding.now());
    if (!day) throw new Refused({ code: 'not-found' });
    return day;
  }

  type Acting = Pick<Asked<typeof contracts.confirm>, 'caller' | 'origin' | 'params' | 'keep'>;

  /** One person's part in resolving a difference. */
  async function acted({ caller, origin, params, keep }: Acting, act: DifferenceAct): Promise<Reply> {
    const at = await deciding.now();
    const actor = auditActorOf(caller);
    const { refusal, reply } = await transact(db, async (tx) => {
      const outcome = await actOnDifference(tx, params.id, { act, actor, origin, at });
      if (!outcome) throw new Refused({ code: 'not-found' });
      const shown = jsonReply(200, differenceView(outcome.difference));
      if (outcome.refusal === null) await keep(tx, shown);
      return { refusal: outcome.refusal, reply: shown };
    });
    if (refusal) throw new Refused(refusal);
    return reply;
  }

  /** Rows of the offices that the caller may see. */
  async function reported(
    { from, until, channel, office }: Asked<typeof contracts.report>['query'],
    { ability }: Caller,
  ): Promise<readonly FinanceRow[]> {
    const days = { from: parseLocalDate(from), until: parseLocalDate(until) };
    const refusal = spanRefusal(days.from, days.until);
    if (refusal) throw new Refused(refusal);
    const rows = await listFinance(db, { ...days, channel, office });
    return rows.filter((row) => ability.mayOn('read', 'FinanceReport', { office: row.office }));
  }

  return [
    mounted(deps, contracts.days, async ({ query: { after, limit } }) => {
      const position = positionOf(DayPosition, after);
      const before = position && parseLocalDate(position.on);
      const items = await listDays(db, { now: await deciding.now(), before, limit });
      const last = items.length === limit ? items.at(-1) : undefined;
      return jsonReply(200, { items, next: last ? cursorOf({ on: last.on }) : null });
    }),

    mounted(deps, contracts.day, async ({ params, query: { after, limit } }) => {
      const day = await getDay(params.on);
      const position = positionOf(IdPosition, after);
      const found = await listDifferences(db, day.on, { after: position?.id ?? null, limit });
      const last = found.length === limit ? found.at(-1) : undefined;
      const differences = {
        items: found.map(differenceView),
        next: last ? cursorOf({ id: last.id }) : null,
      };
      return jsonReply(200, { ...day, differences });
    }),

    mounted(deps, contracts.close, async ({ params, caller, origin, keep }) => {
      const { on } = await getDay(params.on);
      const at = await deciding.now();
      const refusal = await transact(db, (tx) =>
        closeDay(tx, { on, actor: auditActorOf(caller), origin, at }),
      );
      if (refusal) throw new Refused(refusal);
      const reply = jsonReply(200, await getDay(on));
      await keep(db, reply);
      return reply;
    }),

    mounted(deps, contracts.propose, (asked) => acted(asked, { action: 'propose', ...asked.body })),
    mounted(deps, contracts.confirm, (asked) => acted(asked, { action: 'confirm' })),
    mounted(deps, contracts.reject, (asked) => acted(asked, { action: 'reject' })),

    mounted(deps, contracts.report, async ({ query, caller }) =>
      jsonReply(200, reportOf(await reported(query, caller))),
    ),

    mounted(deps, contracts.exportReport, async ({ query: { format, ...span }, caller }) => {
      const rows = await reported(span, caller);
      const name = `finance-${span.from}-${span.until}.${format}`;
      if (format === 'csv') return fileReply(name, 'text/csv; charset=utf-8', reportCsv(rows));
      return fileReply(name, XLSX, await reportXlsx(rows));
    }),
  ];
}

function fileReply(name: string, type: string, body: Uint8Array): FileReply {
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
  };
  return { status: 200, headers, body };
}

function differenceView({ kind, on, ...rest }: StoredDifference) {
  return { ...rest, kind, kindName: DIFFERENCES[kind], on: on.toISOString().slice(0, 10) };
}
