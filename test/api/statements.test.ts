// The cash desk's days: their sums and differences, two persons who resolve, a day that is closed, and the report as files.
import { strFromU8, unzipSync } from 'fflate';
import { serviceSwitchContracts as switches } from '../../api/contract/service-switches.ts';
import { statementContracts as contracts } from '../../api/contract/statements.ts';
import { deciding } from '../../db/deciding.ts';
import { closeDay } from '../../db/statements/close-day.ts';
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import type { PaymentChannel } from '../../domain/payments/payment-order.ts';
import type { BankLine } from '../../domain/statements/statement.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { testClock } from '../harness/clock.ts';
import { readCsv } from '../harness/csv.ts';
import { employ, type Person, signedIn } from '../harness/people.ts';
import { type StatementPlay, statementPlay } from '../harness/statements.ts';

const ELSEWHERE = 'zmd-xincai';
const DAY_MINUTES = 24 * 60;

let api: TestApi;
let play: StatementPlay;
let cashier: Person;
let second: Person;
let supervisor: Person;
let auditor: Person;
let clerk: Person;
let outsider: Person;

beforeAll(async () => {
  api = await startApi({ clock: testClock() });
  const { db, clock } = api;
  play = statementPlay(deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: clock.now }));
  await employ(api, [
    ...(['cashier', 'supervisor', 'auditor', 'clerk'] as const).map((role) => ({ login: role, role })),
    { login: 'second', role: 'cashier' },
    { login: 'outsider', role: 'cashier', office: ELSEWHERE },
  ]);
  cashier = await signedIn(api.url, 'cashier');
  second = await signedIn(api.url, 'second');
  supervisor = await signedIn(api.url, 'supervisor');
  auditor = await signedIn(api.url, 'auditor');
  clerk = await signedIn(api.url, 'clerk');
  outsider = await signedIn(api.url, 'outsider');
});
afterAll(() => api?.stop());

const today = () => ({ channel: 'wechat' as PaymentChannel, on: api.clock.today });

/** A day passes, and both banks' statements of it are gone through. */
async function dayWith(wechat: readonly BankLine[], alipay: readonly BankLine[] = []): Promise<string> {
  const { on } = today();
  api.clock.advance({ minutes: DAY_MINUTES });
  await play.goThrough({ channel: 'wechat', on }, wechat);
  await play.goThrough({ channel: 'alipay', on }, alipay);
  return on;
}

const close = (on: string, by = cashier) => by.ask(contracts.close, { params: { on } });
const read = async (on: string, by = cashier) => (await by.ask(contracts.day, { params: { on } })).body;
const proposal = { resolution: 'settled-with-bank', note: '已与支付机构核对' };
const propose = (id: string, by = cashier) => by.ask(contracts.propose, { params: { id }, body: proposal });
const confirm = (id: string, by = second) => by.ask(contracts.confirm, { params: { id } });
const reject = (id: string, by = second) => by.ask(contracts.reject, { params: { id } });

/** A day with a capture that no statement tells of. */
async function dayWithDifference() {
  const on = await play.reconciled();
  const day = await dayWith([]);
  const [difference] = (await read(day)).differences.items;
  if (!difference) throw new Error('a difference is wanted');
  return { on, day, difference };
}

test('a day in order: both sums, and it can be closed once', async () => {
  const one = await play.reconciled();
  const other = await play.reconciled('alipay');
  const on = await dayWith([one.line], [other.line]);
  const sums = { paidCount: 1, paidFen: one.amountFen, refundedCount: 0, refundedFen: 0 };
  const [listed] = (await cashier.ask(contracts.days)).body.items;
  expect(listed).toMatchObject({
    ...{ on, state: 'open', closedAt: null, closedById: null },
    channels: [
      { channel: 'wechat', theirs: sums, ours: sums, differences: 0, unresolved: 0 },
      { channel: 'alipay', theirs: sums, ours: sums, differences: 0, unresolved: 0 },
    ],
  });
  expect((await close(on)).body).toMatchObject({
    ...{ state: 'closed', closedById: cashier.accountId, closedAt: api.clock.at },
  });
  expect((await close(on, second)).problem).toMatchObject({
    code: 'statement-day-closed',
    title: '该日已日结。',
  });
});

test('a day is not closed before every bank’s statement is gone through', async () => {
  const { line } = await play.reconciled();
  const { on } = today();
  expect((await close(on)).problem.code).toBe('not-found');
  api.clock.advance({ minutes: DAY_MINUTES });
  expect((await close(on)).problem.code).toBe('statement-day-not-fetched');
  await play.goThrough({ channel: 'wechat', on }, [line]);
  expect((await read(on)).state).toBe('awaited');
  expect((await close(on)).problem).toMatchObject({
    ...{ code: 'statement-day-not-fetched', title: '该日对账单尚未全部取得并核对,不能日结。' },
  });
  await play.goThrough({ channel: 'alipay', on }, []);
  expect((await close(on)).status).toBe(200);
});

test('a difference is resolved by two persons, and then the day can be closed', async () => {
  const { on, day, difference } = await dayWithDifference();
  expect(difference).toMatchObject({
    ...{ kind: 'missing-there', state: 'open', orderNo: on.orderNo, serial: on.line.serial },
    ...{ expectedFen: on.amountFen, foundFen: null },
    kindName: { zh: '平台有收款,对账单无记录' },
  });
  expect((await close(day)).problem).toMatchObject({
    ...{ code: 'statement-day-open-differences', title: '该日仍有 1 笔差异未处理,不能日结。' },
  });
  const { id } = difference;
  expect((await confirm(id)).problem.code).toBe('difference-not-proposed');
  expect((await propose(id)).body).toMatchObject({
    state: 'proposed',
    ...proposal,
    proposedById: cashier.accountId,
  });
  expect((await propose(id, second)).problem.code).toBe('difference-proposed');
  expect((await close(day)).problem.code).toBe('statement-day-open-differences');
  expect((await confirm(id, cashier)).problem).toMatchObject({ code: 'four-eyes', status: 403 });
  expect((await reject(id)).body).toMatchObject({
    state: 'open',
    resolution: null,
    note: null,
    proposedById: null,
  });
  expect((await reject(id)).problem.code).toBe('difference-not-proposed');
  await propose(id);
  expect((await confirm(id)).body).toMatchObject({ state: 'resolved', resolvedById: second.accountId });
  for (const again of [propose(id), confirm(id), reject(id)])
    expect((await again).problem.code).toBe('difference-resolved');
  expect((await close(day)).status).toBe(200);
});

test('what explains itself needs no person, and the one who looks again is whoever closes', async () => {
  const on = await play.reconciled();
  const extra = await play.lineOf(on);
  const day = await dayWith([on.line, extra]);
  expect((await close(day)).problem.code).toBe('statement-day-open-differences');
  const [refund] = (await play.orderOf(on)).refunds;
  await play.tells(on, { action: 'record-refund', refundNo: refund?.refundNo ?? '', outcome: 'done' });
  expect((await close(day)).status).toBe(200);
  const { differences } = await read(day);
  expect(differences.items).toMatchObject([
    { state: 'resolved', resolution: 'explained', resolvedById: null },
  ]);
  const back = { ...extra, kind: 'refunded', refundNo: refund?.refundNo ?? '', at: api.clock.at } as const;
  expect((await close(await dayWith([back]))).status).toBe(200);
});

test('two close at once: one of them', async () => {
  const { line } = await play.reconciled();
  const on = parseLocalDate(await dayWith([line]));
  const at = api.clock.at;
  const origin = { requestId: 'test', source: null };
  const both = [cashier, second].map(({ accountId }) =>
    api.db.$transaction((tx) => closeDay(tx, { on, at, origin, actor: { id: accountId, role: 'cashier' } })),
  );
  const told = (await Promise.all(both)).map((refusal) => refusal?.code ?? 'closed');
  expect(told.sort()).toEqual(['closed', 'statement-day-closed']);
});

test('every step leaves its row in the trail, in the name of who took it', async () => {
  const { day, difference } = await dayWithDifference();
  const { id } = difference;
  await propose(id);
  await confirm(id, cashier);
  await confirm(id);
  await close(day);
  const rows = await api.db.auditEvent.findMany({
    where: { OR: [{ object: { contains: id } }, { object: `statement-day/${day}` }] },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ action, refusal, actorId }) => [action, refusal, actorId])).toEqual([
    ['propose-resolution', null, cashier.accountId],
    [expect.anything(), 'four-eyes', cashier.accountId],
    ['confirm-resolution', null, second.accountId],
    ['close-statement-day', null, cashier.accountId],
  ]);
});

test('days and differences page by page', async () => {
  const lines: BankLine[] = [];
  for (let n = 0; n < 5; n += 1)
    lines.push(await play.lineOf({ orderNo: `PAY-ELSEWHERE-${n}`, decisionNo: '', amountFen: 100 }));
  await play.reconciled();
  const on = await dayWith(lines);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = (
      await cashier.ask(contracts.day, { params: { on }, query: { limit: 2, ...(after && { after }) } })
    ).body.differences;
    seen.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
  const all = (await cashier.ask(contracts.days, { query: { limit: 100 } })).body.items;
  const first = (await cashier.ask(contracts.days, { query: { limit: 1 } })).body;
  const next = (await cashier.ask(contracts.days, { query: { limit: 1, after: first.next ?? '' } })).body;
  expect([...first.items, ...next.items]).toEqual(all.slice(0, 2));
});

test('supervisors and auditors look; nobody but a cashier acts, and nobody else looks', async () => {
  const { day, difference } = await dayWithDifference();
  for (const person of [supervisor, auditor, outsider]) expect((await read(day, person)).on).toBe(day);
  for (const person of [supervisor, auditor, clerk]) {
    const told = [
      await close(day, person),
      await propose(difference.id, person),
      await confirm(difference.id, person),
    ];
    expect(told.map(({ problem }) => problem.code)).toEqual(Array(3).fill('not-permitted'));
  }
  expect((await clerk.ask(contracts.days)).problem.code).toBe('not-permitted');
  expect((await clerk.ask(switches.list)).problem.code).toBe('not-permitted');
});

describe('the report', () => {
  const span = () => ({ from: '2015-11-01', until: api.clock.today });
  const report = async (by: Person, query: Record<string, string> = {}) =>
    (await by.ask(contracts.report, { query: { ...span(), ...query } })).body;

  test('adds up what was taken and what went back, by what it was for', async () => {
    const on = await play.reconciled('alipay');
    const extra = await play.lineOf(on);
    const { on: day } = today();
    await play.tells(on, {
      action: 'record-capture',
      capture: { serial: extra.serial, amountFen: extra.amountFen, capturedAt: extra.at },
    });
    const [refund] = (await play.orderOf(on)).refunds;
    await play.tells(on, { action: 'record-refund', refundNo: refund?.refundNo ?? '', outcome: 'done' });
    const { rows } = await report(cashier, { from: day, until: day, channel: 'alipay' });
    expect(rows).toEqual([
      {
        ...{ on: day, channel: 'alipay', office: 'zmd-vmo', officeName: expect.any(String), isClosed: false },
        ...{ paidCount: 2, paidFen: 2 * on.amountFen, unwantedFen: on.amountFen },
        ...{ fineFen: on.amountFen, lateFeeFen: 0, feeFen: 0 },
        ...{ refundedCount: 1, refundedFen: on.amountFen, netFen: on.amountFen },
      },
    ]);
    const whole = await report(cashier);
    const sum = whole.rows.reduce((fen, { netFen }) => fen + netFen, 0);
    expect([whole.total.netFen, sum]).toEqual([sum, whole.total.paidFen - whole.total.refundedFen]);
    expect(whole.rows.some(({ isClosed }) => isClosed)).toBe(true);
  });

  test('of one’s own office only; auditors see all', async () => {
    expect((await report(outsider)).rows).toEqual([]);
    expect((await report(supervisor)).rows.length).toBeGreaterThan(0);
    expect((await report(auditor)).rows).toEqual((await report(cashier)).rows);
    expect((await report(auditor, { office: ELSEWHERE })).rows).toEqual([]);
    expect((await clerk.ask(contracts.report, { query: span() })).problem.code).toBe('not-permitted');
  });

  /** As it is received, to the byte. */
  async function file(format: string, by = cashier) {
    const query = new URLSearchParams({ ...span(), format });
    const address = `${api.url}/api/v1/finance-report/export?${query.toString()}`;
    const answer = await fetch(address, { headers: { cookie: by.cookie() } });
    return { headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
  }

  test('as CSV: the mark of UTF-8, yuan, no formula, and the total last', async () => {
    const told = await file('csv');
    expect(told.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(told.headers.get('content-disposition')).toContain(`finance-2015-11-01-${api.clock.today}.csv`);
    expect([...told.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...records] = readCsv(new TextDecoder().decode(told.bytes));
    const { rows, total } = await report(cashier);
    expect(header?.slice(0, 5)).toEqual(['日期', '支付渠道', '机构', '收款笔数', '收款金额(元)']);
    expect(records).toHaveLength(rows.length + 1);
    expect(records[0]?.[1]).toMatch(/^(微信支付|支付宝)$/);
    expect(records[0]?.[4]).toBe(yuan(rows[0]?.paidFen ?? 0));
    expect(records.at(-1)?.[0]).toBe('合计');
    expect(records.at(-1)?.[11]).toBe(yuan(total.netFen));
    expect(records.flat().filter((field) => /^[=+@\t\r]/.test(field))).toEqual([]);
  });

  test('an office whose name is a formula is a text in either file', async () => {
    const { orderNo } = await play.reconciled();
    await api.db.paymentOrder.update({ where: { orderNo }, data: { office: '=1+1' } });
    const csv = await file('csv', auditor);
    const offices = readCsv(new TextDecoder().decode(csv.bytes)).map(([, , office]) => office);
    expect(offices).toContain("'=1+1");
    expect(offices).not.toContain('=1+1');
    const xlsx = await file('xlsx', auditor);
    const { sheet, texts } = sheetOf(xlsx.bytes);
    expect(texts).toContain('<t>=1+1</t>');
    expect(sheet).not.toMatch(/<f[ >]/);
    await api.db.paymentOrder.update({ where: { orderNo }, data: { office: 'zmd-vmo' } });
  });

  test('as a workbook: a row for each of the report and its total, numbers as numbers', async () => {
    const told = await file('xlsx');
    expect(told.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const { rows, total } = await report(cashier);
    const { sheet, texts, styles } = sheetOf(told.bytes);
    expect(sheet.match(/<row /g)).toHaveLength(rows.length + 2);
    expect(sheet).toContain(`<v>${total.netFen / 100}</v>`);
    expect(texts).toContain('<t>净收入(元)</t>');
    expect(styles).toContain('#,##0.00');
  });

  test.each([
    ['2015-11-03', '2015-11-02'],
    ['2014-11-01', '2015-11-02'],
  ])('not from %s until %s', async (from, until) => {
    const told = await cashier.ask(contracts.report, { query: { from, until } });
    expect(told.problem.code).toBe('report-span-invalid');
  });

  test('a leap year is the most', async () => {
    expect((await report(cashier, { from: '2015-11-02', until: '2016-11-01' })).rows.length).toBeGreaterThan(
      0,
    );
  });
});

describe('what is no question is refused', () => {
  const ask = async (path: string) => {
    const { status, text } = await cashier.call('GET', `/api/v1/${path}`);
    return `${status} ${JSON.parse(text).code}`;
  };

  test.each([
    'statement-days?limit=1e309',
    'statement-days?limit=0',
    'statement-days?limit=NaN',
    'statement-days?unknown=1',
    'finance-report',
    'finance-report?from=1e309&until=2015-11-03',
    'finance-report?from=2015-11-03&until=2015-11-3',
    'finance-report?from=2015-11-03&until=9999-12-31',
    'finance-report?from=2015-11-03&until=2015-11-03&channel=cash',
    'finance-report?from=2015-11-03&from=2015-11-04&until=2015-11-04',
    'finance-report/export?from=2015-11-03&until=2015-11-03&format=exe',
  ])('%s', async (path) => {
    expect(await ask(path)).toMatch(/^(400|422) /);
  });

  test.each(['2015-02-30', '0000-01-01', '9999-12-31', '1e309', 'NaN', '2015-11-03T00:00:00Z'])(
    'there is no day %s',
    async (on) => {
      expect(await ask(`statement-days/${on}`)).toBe('404 not-found');
    },
  );

  test.each(['x', 'e30', Buffer.from('{"on":"0000-01-01"}').toString('base64url')])(
    'the cursor %s',
    async (after) => {
      expect(await ask(`statement-days?after=${after}`)).toBe('400 cursor-invalid');
    },
  );
});

const yuan = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));

function sheetOf(bytes: Uint8Array) {
  const files = unzipSync(bytes);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  return {
    sheet: text('xl/worksheets/sheet1.xml'),
    texts: text('xl/sharedStrings.xml'),
    styles: text('xl/styles.xml'),
  };
}
