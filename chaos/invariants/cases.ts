// What must hold of every case in PostgreSQL, by reading its whole log.
import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../db/client.ts';
import { stored } from '../../db/json.ts';
import { projectionOf } from '../../db/record.ts';
import type { Application } from '../../domain/application/application.ts';
import type { ApplicationEvent } from '../../domain/application/events.ts';
import { evolve, fold } from '../../domain/application/evolve.ts';
import { findTransition } from '../../domain/application/lifecycle.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { type Finding, findingOf } from '../finding.ts';

type Row = Awaited<ReturnType<typeof readCases>>[number];

export interface CaseLog {
  readonly id: string;
  readonly row: Row;
  readonly events: readonly ApplicationEvent[];
}

function readCases(db: Database) {
  return db.application.findMany({ include: { events: { orderBy: { seq: 'asc' } } } });
}

/** Every case with its events as they were recorded. */
export async function readCaseLogs(db: Database): Promise<readonly CaseLog[]> {
  const rows = await readCases(db);
  return rows.map((row) => ({
    id: row.id,
    row,
    events: row.events.map(({ seq, type, at, actorId, actorRole, action, data }) =>
      stored<ApplicationEvent>({
        ...stored<object>(data),
        seq,
        type,
        at: toInstant(at.getTime()),
        actor: { id: actorId, role: actorRole },
        action,
      }),
    ),
  }));
}

/** I3: a case that has ended has ended once, and nothing came after. */
export function endedOnce(logs: readonly CaseLog[]): Finding {
  const offenders = logs.flatMap(({ id, row, events }) => {
    const ends = events.filter(({ type }) => ENDS.has(type)).length;
    const endsLast = ENDS.has(events.at(-1)?.type ?? '');
    const right = row.open ? ends === 0 : ends === 1 && endsLast;
    return right ? [] : [`${id} ends ${ends} times`];
  });
  return findingOf('I3 ended exactly once', `${logs.filter(({ row }) => !row.open).length} ended`, offenders);
}

const ENDS: ReadonlySet<string> = new Set([
  'done',
  'withdrawn',
  'refused',
  'not-accepted',
  'supplement-lapsed',
  'uncollected',
]);

/** I3: every case has ended. */
export function allEnded(logs: readonly CaseLog[]): Finding {
  const open = logs.filter(({ row }) => row.open || row.state === 'draft');
  return findingOf(
    'I3 accepted means finished',
    `${logs.length} cases`,
    open.map(({ id, row }) => `${id} is ${row.state}`),
  );
}

/** I6: numbered without gap, and each decision led where the table allows. */
export function legalMoves(logs: readonly CaseLog[]): Finding {
  const offenders = logs.flatMap(({ id, events }) => {
    const gap = events.find(({ seq }, index) => seq !== index + 1);
    return [...(gap ? [`${id} has a gap before ${gap.seq}`] : []), ...illegalMoves(id, events)];
  });
  const count = logs.reduce((sum, { events }) => sum + events.length, 0);
  return findingOf('I6 legal moves only', `${count} events`, offenders);
}

function illegalMoves(id: string, events: readonly ApplicationEvent[]): readonly string[] {
  const illegal: string[] = [];
  let before = fold([]);
  for (const decision of decisionsOf(events)) {
    const after = decision.reduce(evolve, before);
    const action = decision[0]?.action ?? null;
    const transition =
      action === null || before.version === 0 ? undefined : findTransition(before.state, action);
    const allowed: readonly string[] = transition?.to ?? [before.state];
    if (action !== null && before.version > 0 && !allowed.includes(after.state)) {
      illegal.push(`${id}: ${action} from ${before.state} to ${after.state}`);
    }
    before = after;
  }
  return illegal;
}

/** Events of one decision stand together and share its action and instant. */
function decisionsOf(events: readonly ApplicationEvent[]): readonly ApplicationEvent[][] {
  const decisions: ApplicationEvent[][] = [];
  for (const event of events) {
    const last = decisions.at(-1)?.at(-1);
    if (last && last.action === event.action && last.at === event.at) decisions.at(-1)?.push(event);
    else decisions.push([event]);
  }
  return decisions;
}

/** I7: the stored state and its columns are the fold of the events, field by field. */
export function projectionIsFold(logs: readonly CaseLog[]): Finding {
  const offenders = logs.flatMap(({ id, row, events }) => {
    const folded = plain(fold([...events]));
    const isSame = isDeepStrictEqual(plain(row.snapshot), folded);
    const wrong = wrongColumns(row, stored<Application>(folded));
    return [...(isSame ? [] : [`${id}: snapshot`]), ...wrong.map((column) => `${id}: ${column}`)];
  });
  return findingOf('I7 projection is the fold of its events', `${logs.length} cases`, offenders);
}

function wrongColumns(row: Row, folded: Application): readonly string[] {
  const want = projectionOf(folded);
  const have = {
    state: row.state,
    stage: row.stage,
    open: row.open,
    version: row.version,
    delivery_mode: row.deliveryMode,
    zone: row.zone,
    submitted_at: row.submittedAt,
    accept_by: row.acceptBy,
    accepted_at: row.acceptedAt,
    deliver_by: row.deliverBy,
    delivered_at: row.deliveredAt,
    closed_at: row.closedAt,
  };
  return Object.entries(have).flatMap(([column, value]) => {
    const wanted = Object.entries(want).find(([name]) => name === column)?.[1] ?? null;
    return plainValue(value) === plainValue(wanted) ? [] : [column];
  });
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function plainValue(value: unknown): string {
  return JSON.stringify(value);
}
