// The audit trail at the API: for auditors alone, found by whatever they ask for, taken along as a file that is safe to open.
import { randomUUID } from 'node:crypto';
import { auditContracts as contracts } from '../../api/contract/audit.ts';
import { saveAudit } from '../../db/audit.ts';
import { addMinutes, toInstant } from '../../domain/calendar/local-date.ts';
import type { StaffRole } from '../../domain/permissions/role.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { readCsv } from '../harness/csv.ts';
import { asOwner } from '../harness/database.ts';
import { applicantFor, employ, nobody, type Person, signedIn } from '../harness/people.ts';

let api: TestApi;
let auditor: Person;

const OTHERS: readonly StaffRole[] = ['clerk', 'supervisor', 'administrator', 'registrar', 'reviewer'];
const START = toInstant('2026-03-02T01:00:00Z');
const at = (minutes: number) => addMinutes(START, minutes);

beforeAll(async () => {
  api = await startApi();
  await employ(api, [
    { login: 'auditor', role: 'auditor' },
    ...OTHERS.map((role) => ({ login: role, role })),
  ]);
  auditor = await signedIn(api.url, 'auditor');
});
afterAll(() => api?.stop());

interface Row {
  readonly minute?: number;
  readonly actorId?: string;
  readonly office?: string;
  readonly action?: string;
  readonly object?: string;
  readonly refusal?: string;
  readonly reason?: string;
  readonly requestId?: string;
}

async function add({ minute = 0, actorId = 'someone', office = 'zmd-yicheng', requestId, ...entry }: Row) {
  await saveAudit(api.db, {
    ...{ at: at(minute), actor: { id: actorId, role: 'clerk', office }, action: 'accept', object: 'test/0' },
    ...entry,
    origin: { requestId: requestId ?? randomUUID(), source: '127.0.0.1' },
  });
}

async function search(query: Record<string, string | number>) {
  return (await auditor.ask(contracts.search, { query })).body;
}

const objects = (items: readonly { object: string }[]) => items.map(({ object }) => object);

async function exported(query: Record<string, string> = {}) {
  const told = await auditor.ask(contracts.export, { query });
  expect(told.status).toBe(200);
  return told;
}

describe('who looks', () => {
  test('auditors, and nobody else', async () => {
    const { today } = api.clock;
    const people = [
      ...(await Promise.all(OTHERS.map((role) => signedIn(api.url, role)))),
      await applicantFor(api, 'licence-renewal', { today }),
    ];
    for (const person of people) {
      for (const contract of [contracts.search, contracts.export])
        expect((await person.ask(contract)).problem.code).toBe('not-permitted');
    }
    for (const contract of [contracts.search, contracts.export])
      expect((await nobody(api.url).ask(contract)).problem.code).toBe('not-signed-in');
  });

  test('leaves a row each time, and so does whoever tried in vain', async () => {
    const requestId = randomUUID();
    await add({ requestId });
    await search({ requestId });
    await exported({ requestId });
    const looks = (await search({ object: 'audit-trail', actorId: auditor.accountId })).items;
    expect(looks.slice(0, 2)).toMatchObject([
      { action: 'export-audit', reason: 'rows: 1', actorRole: 'auditor', refusal: null },
      { action: 'search-audit', reason: 'rows: 1', actorRole: 'auditor', refusal: null },
    ]);
    expect(new Set(looks.map(({ afterDigest }) => afterDigest)).size).toBeGreaterThan(1);

    const clerk = await signedIn(api.url, 'reviewer');
    await clerk.ask(contracts.export);
    const [denied] = (await search({ actorId: clerk.accountId, refusal: 'only' })).items;
    expect(denied).toMatchObject({ action: 'exportAudit', refusal: 'not-permitted' });
  });
});

describe('a search', () => {
  beforeAll(async () => {
    await add({ minute: 10, object: 'search/1', actorId: 'one', action: 'accept', office: 'zmd-a' });
    await add({
      minute: 20,
      object: 'search/2',
      actorId: 'two',
      action: 'refuse',
      office: 'zmd-a',
      requestId: 'r-2',
    });
    await add({
      minute: 30,
      object: 'search/3',
      actorId: 'two',
      action: 'accept',
      office: 'zmd-b',
      refusal: 'not-found',
    });
  });

  test.each([
    ['an actor', { actorId: 'two', from: START }, ['search/3', 'search/2']],
    ['an action', { action: 'refuse', from: START }, ['search/2']],
    ['an object', { object: 'search/1' }, ['search/1']],
    ['an office', { office: 'zmd-b' }, ['search/3']],
    ['refused attempts', { actorId: 'two', refusal: 'only' }, ['search/3']],
    ['what was done', { actorId: 'two', refusal: 'none' }, ['search/2']],
    ['a request', { requestId: 'r-2' }, ['search/2']],
    [
      'a time, its end not included',
      { from: at(10), until: at(30), office: 'zmd-a' },
      ['search/2', 'search/1'],
    ],
    [
      'a time in another zone',
      { from: '2026-03-02T09:20:00+08:00', until: at(30), office: 'zmd-a' },
      ['search/2'],
    ],
    ['all of it at once', { actorId: 'two', action: 'accept', refusal: 'only', until: at(31) }, ['search/3']],
    ['what is not there', { actorId: "' OR true --" }, []],
  ])('for %s', async (_, query, found) => {
    expect(objects((await search(query)).items)).toEqual(found);
  });

  test('turns pages that neither skip nor repeat while rows come in, also within one instant', async () => {
    for (let n = 0; n < 7; n += 1)
      await add({ minute: n < 4 ? 50 : 51, action: 'paged', object: `page/${n}` });
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: { items: { object: string }[]; next: string | null } = await search({
        ...{ action: 'paged', limit: 2 },
        ...(after && { after }),
      });
      seen.push(...objects(page.items));
      after = page.next;
      await add({ minute: 60, action: 'paged', object: 'page/new' });
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `page/${n}`));
  });

  test.each([
    [{ after: 'x' }, 'cursor-invalid'],
    [
      { after: Buffer.from('{"at":"2026-01-01T00:00:00Z","id":"1;"}').toString('base64url') },
      'cursor-invalid',
    ],
    [
      { after: Buffer.from(`{"at":"2026-01-01T00:00:00Z","id":"${'9'.repeat(30)}"}`).toString('base64url') },
      'cursor-invalid',
    ],
    [{ from: 'yesterday' }, 'invalid-field'],
    [{ from: '0000-01-01T00:00:00Z' }, 'invalid-field'],
    [{ refusal: 'all' }, 'invalid-field'],
    [{ limit: 101 }, 'invalid-field'],
    [{ actor: 'x' }, 'unknown-field'],
    [{ actorId: '\0' }, 'invalid-text'],
  ])('does not take %j', async (query, code) => {
    expect((await auditor.ask(contracts.search, { query })).problem.code).toBe(code);
  });
});

describe('an export', () => {
  test('is a file that Excel reads as UTF-8, with every row and a heading for every column', async () => {
    await add({ minute: 80, action: 'exported', object: 'export/1', reason: '补正材料, “一次”' });
    await add({ minute: 81, action: 'exported', object: 'export/2', refusal: 'task-closed' });
    const { headers, text } = await exported({ action: 'exported' });
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const [head, ...records] = readCsv(text);
    expect(head).toHaveLength(18);
    expect(head?.join()).toMatch(/编号 id,时间 at,操作人 actor/);
    expect(records.map((record) => record[8])).toEqual(['export/2', 'export/1']);
    expect(records[1]).toEqual(expect.arrayContaining(['补正材料, “一次”', at(80), 'exported']));
  });

  test('begins with the byte order mark', async () => {
    const response = await fetch(`${api.url}/api/v1/audit/export?action=nothing`, {
      headers: { Cookie: auditor.cookie() },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('holds no formula, whoever wrote one into the trail', async () => {
    const formulas = [
      '=HYPERLINK("http://x")',
      '+1',
      '-2+3',
      '@SUM(1)',
      '\t=1',
      '\r=1',
      '＝1',
      '＋1',
      '－1',
      '＠1',
    ];
    for (const formula of formulas)
      await add({ minute: 90, action: 'formula', object: formula, reason: formula });
    const [, ...records] = readCsv((await exported({ action: 'formula' })).text);
    expect(records).toHaveLength(formulas.length);
    for (const record of records) {
      expect(record[8]).toMatch(/^'/);
      expect(record[10]).toBe(record[8]);
    }
    expect(records.map((record) => record[8]?.slice(1)).sort()).toEqual([...formulas].sort());
  });

  test('takes the newest 100,000 rows, and its name says that there may be more', async () => {
    await asOwner(
      api.ownerUrl,
      `INSERT INTO audit_event (at, actor_id, actor_role, action, object)
       SELECT timestamptz '2020-01-01' + n * interval '1 second', 'many', 'clerk', 'counted', 'many/' || n
       FROM generate_series(1, 100001) n`,
    );
    const { headers, text } = await exported({ actorId: 'many' });
    expect(headers.get('content-disposition')).toContain('audit-newest-100000.csv');
    const [, ...lines] = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(100_000);
    expect(lines[0]).toContain('many/100001,');
    expect(lines.at(-1)).toContain('many/2,');
  });
});
