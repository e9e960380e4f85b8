// The audit trail for auditors: searched page by page, or taken along as CSV. Looking is an act like any other, and leaves its row.
import { type AuditActor, type Origin, saveAudit } from '../../db/audit.ts';
import { type AuditFilter, type AuditRecord, listAudit } from '../../db/audit-trail.ts';
import { auditActorOf } from '../caller.ts';
import { auditContracts as contracts } from '../contract/audit.ts';
import { type CsvField, csvOf } from '../csv.ts';
import { AuditedPosition, cursorOf, positionOf } from '../cursor.ts';
import type { FileReply } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';

const MOST_EXPORTED = 100_000;
const EXPORTED_AT_ONCE = 5_000;

/** Columns of an export with their headings. */
const COLUMNS = {
  id: '编号 id',
  at: '时间 at',
  actorId: '操作人 actor',
  actorRole: '角色 role',
  forId: '代行 for',
  office: '机构 office',
  source: '来源 source',
  action: '操作 action',
  object: '对象 object',
  refusal: '拒绝 refusal',
  reason: '理由 reason',
  requestId: '请求 request',
  before: '原版本 before',
  after: '新版本 after',
  beforeDigest: '原摘要 before digest',
  afterDigest: '新摘要 after digest',
  position: '链位 position',
  digest: '链摘要 digest',
} as const satisfies Record<keyof AuditRecord, string>;

const NAMES = Object.keys(COLUMNS).filter((name): name is keyof AuditRecord => name in COLUMNS);

function fieldsOf(row: AuditRecord): readonly CsvField[] {
  return NAMES.map((name) => {
    const value = row[name];
    return value instanceof Date ? value.toISOString() : value;
  });
}

const positionAfter = ({ at, id }: AuditRecord) => ({ at: at.toISOString(), id });

interface Look {
  readonly action: 'search-audit' | 'export-audit';
  readonly actor: AuditActor;
  readonly origin: Origin;
  readonly filter: object;
  readonly rows: number;
}

/** Routes of the audit trail. */
export function auditRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  async function noteLook({ action, actor, origin, filter, rows }: Look): Promise<void> {
    await saveAudit(db, {
      ...{ at: await deciding.now(), actor, origin, action, object: 'audit-trail', reason: `rows: ${rows}` },
      states: { before: null, after: filter },
    });
  }

  async function exported(
    filter: AuditFilter,
  ): Promise<{ readonly body: Uint8Array; readonly rows: number }> {
    const parts = [Buffer.from(csvOf([Object.values(COLUMNS)], { bom: true }))];
    let rows = 0;
    let last: AuditRecord | undefined;
    do {
      const after = last === undefined ? null : positionAfter(last);
      const found = await listAudit(db, filter, { after, limit: EXPORTED_AT_ONCE });
      parts.push(Buffer.from(csvOf(found.map(fieldsOf))));
      rows += found.length;
      last = found.length === EXPORTED_AT_ONCE ? found.at(-1) : undefined;
    } while (last !== undefined && rows < MOST_EXPORTED);
    return { body: new Uint8Array(Buffer.concat(parts)), rows };
  }

  return [
    mounted(deps, contracts.search, async ({ query, caller, origin }) => {
      const { after, limit, ...filter } = query;
      const items = await listAudit(db, filter, { after: positionOf(AuditedPosition, after), limit });
      const actor = auditActorOf(caller);
      await noteLook({ action: 'search-audit', actor, origin, filter: query, rows: items.length });
      const last = items.length === limit ? items.at(-1) : undefined;
      return jsonReply(200, { items, next: last ? cursorOf(positionAfter(last)) : null });
    }),

    mounted(deps, contracts.export, async ({ query, caller, origin }): Promise<FileReply> => {
      const { body, rows } = await exported(query);
      const actor = auditActorOf(caller);
      await noteLook({ action: 'export-audit', actor, origin, filter: query, rows });
      // Whoever gets the most there may be in one file must narrow what they ask for.
      const name = rows < MOST_EXPORTED ? 'audit.csv' : `audit-newest-${MOST_EXPORTED}.csv`;
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'private, no-store',
      };
      return { status: 200, headers, body };
    }),
  ];
}
