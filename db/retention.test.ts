// The nightly run on real rows: what is over goes, what is not stays, the record of what happened stays always.
import { randomUUID } from 'node:crypto';
import { addMinutes, DAY_MINUTES, type Instant, toInstant } from '../domain/calendar/local-date.ts';
import { FEES_OFF } from '../domain/fees.ts';
import { RETENTION, RETENTION_NAMES, type RetentionName } from '../domain/retention.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { caseOnDesk } from '../test/harness/desk.ts';
import { createFiler } from '../test/harness/filing.ts';
import { testVault } from '../test/harness/vault.ts';
import { type Database, openDatabase } from './client.ts';
import { deciding } from './deciding.ts';
import { countOver, eraseOver, type RuleFigures } from './retention.ts';

const TODAY = toInstant('2026-11-24T01:00:00Z');
let now: Instant = TODAY;
let database: TestDatabase;
let db: Database;
let decides: ReturnType<typeof deciding>;
let filer: ReturnType<typeof createFiler>;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 6 });
  now = TODAY;
  decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: async () => now });
  filer = createFiler(decides);
});
afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

const daysBefore = (days: number, minutes = 0) => addMinutes(TODAY, -days * DAY_MINUTES + minutes);
/** The last instant at which something is over today, and the first at which it is not. */
const over = (rule: RetentionName) => daysBefore(RETENTION[rule].days, -1);
const young = (rule: RetentionName) => daysBefore(RETENTION[rule].days, 1);

const run = (chunk = 200) => eraseOver({ db, now: TODAY, realNow: TODAY, chunk });
const counted = () => countOver({ db, now: TODAY, realNow: TODAY });

const figuresOf = (figures: readonly RuleFigures[]) =>
  Object.fromEntries(figures.filter(({ rows }) => rows > 0).map(({ rule, rows }) => [rule, rows]));

function saveDocument(createdAt: Instant, applicationId: string | null = null) {
  const row = {
    id: randomUUID(),
    ownerId: randomUUID(),
    kind: 'id-card',
    mediaType: 'image/png',
    sha256: 'x',
  };
  const data = {
    ...row,
    applicationId,
    createdAt,
    sizeBytes: 1,
    contentSealed: testVault.sealBytes(Buffer.from('x')),
  };
  return db.document.create({ data });
}

async function saveAccount(more: Partial<Parameters<typeof db.account.create>[0]['data']> = {}) {
  const id = randomUUID();
  const mobile = { mobileSealed: testVault.seal('13812341234'), mobileIndex: testVault.index('mobile', id) };
  const access = { login: id, passwordHash: 'hash', totpSealed: testVault.seal('secret'), oidcSubject: id };
  const data = {
    id,
    ...mobile,
    ...access,
    kind: 'ind-online',
    role: 'applicant',
    displayName: '李雷',
    office: 'x',
  };
  await db.account.create({ data: { ...data, ...more } as typeof data });
  return id;
}

test('with nothing over, nothing happens and nothing is noted', async () => {
  expect(figuresOf(await counted())).toEqual({});
  expect((await run()).map(({ rule }) => rule)).toEqual(RETENTION_NAMES);
  expect(await db.auditEvent.count()).toBe(0);
});

/** One row that is over and one that is not, for each rule under which whole rows go. */
const ROWS = {
  'loose-documents': (at: Instant) => saveDocument(at),
  bookings: (at: Instant) =>
    saveAccount().then((accountId) => {
      const row = { id: randomUUID(), accountId, purpose: 'upgrade', office: 'x', half: 'am', createdAt: at };
      return db.counterBooking.create({
        data: { ...row, on: new Date(at.slice(0, 10)), code: randomUUID() },
      });
    }),
  'request-keys': (createdAt: Instant) =>
    db.idempotencyKey.create({ data: { accountId: 'x', key: randomUUID(), fingerprint: 'x', createdAt } }),
  'phone-codes': (expiresAt: Instant) => {
    const row = { mobileIndex: randomUUID(), purpose: 'sign-in', codeHash: 'x', sentAt: expiresAt };
    return db.phoneCode.create({ data: { ...row, expiresAt, codeSealed: testVault.seal('1') } });
  },
  sessions: (at: Instant) =>
    db.session.create({ data: { sid: randomUUID(), sess: {}, expire: new Date(at) } }),
  'rate-limits': (at: Instant) =>
    db.rateLimit.create({ data: { key: randomUUID(), points: 1, expire: BigInt(Date.parse(at)) } }),
} as const satisfies Partial<Record<RetentionName, (at: Instant) => Promise<unknown>>>;

const TABLES = {
  'loose-documents': 'document',
  bookings: 'counter_booking',
  'request-keys': 'idempotency_key',
  'phone-codes': 'phone_code',
  sessions: 'session',
  'rate-limits': 'rate_limit',
} as const satisfies Record<keyof typeof ROWS, string>;

const isByRow = (rule: RetentionName): rule is keyof typeof ROWS => Object.hasOwn(ROWS, rule);

test.each(RETENTION_NAMES.filter(isByRow))('%s go when their time is over, and not before', async (rule) => {
  // A day of bookings begins at midnight.
  const margin = rule === 'bookings' ? DAY_MINUTES : 0;
  await ROWS[rule](addMinutes(over(rule), -margin));
  await ROWS[rule](addMinutes(young(rule), margin));
  expect(figuresOf(await counted())).toEqual({ [rule]: 1 });
  expect(figuresOf(await run())).toEqual({ [rule]: 1 });
  const [left] = await db.$queryRawUnsafe<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM "${TABLES[rule]}"`,
  );
  expect(left?.n).toBe(1);
  expect(figuresOf(await run())).toEqual({});
});

test('drafts are emptied thirty days after their last change, and again when they were filled again', async () => {
  now = over('drafts');
  const { outcome, submission } = await filer.file({ submit: false });
  const touched = (await filer.file({ submit: false })).outcome.id;
  const { id } = outcome;
  const desk = caseOnDesk(decides, id);
  now = young('drafts');
  await caseOnDesk(decides, touched).does({ action: 'edit-draft' });
  expect(submission.documentIds.length).toBeGreaterThan(0);
  const get = (each: string) =>
    db.application.findUniqueOrThrow({ where: { id: each }, include: { documents: true } });

  expect(figuresOf(await run())).toEqual({ drafts: 1 });
  expect(await get(id)).toMatchObject({ form: {}, address: null, documents: [], state: 'draft' });
  expect(await get(touched)).toMatchObject({ form: submission.form, erasedAt: null });
  expect(figuresOf(await run())).toEqual({});

  now = addMinutes(TODAY, 1);
  await desk.does({ action: 'edit-draft' });
  await db.application.update({ where: { id }, data: { formSealed: testVault.seal('{"reason":"lost"}') } });
  const later = (days: number) => addMinutes(now, days * DAY_MINUTES);
  const runAt = (at: Instant) => eraseOver({ db, now: at, realNow: at });
  expect(figuresOf(await runAt(later(RETENTION.drafts.days - 1)))).toEqual({ drafts: 1 });
  expect((await get(id)).form).toEqual({ reason: 'lost' });
  expect(figuresOf(await runAt(later(RETENTION.drafts.days + 1)))).toEqual({ drafts: 1 });
  expect((await get(id)).form).toEqual({});
});

test('an ended application keeps its record, and loses form, address and documents', async () => {
  now = over('closed-applications');
  const { id } = (await filer.file()).outcome;
  const open = (await filer.file()).outcome.id;
  const desk = caseOnDesk(decides, id);
  await desk.does({ action: 'withdraw' });
  now = young('closed-applications');
  const later = (await filer.file()).outcome.id;
  await caseOnDesk(decides, later).does({ action: 'withdraw' });
  const [events, clocks] = [await desk.eventTypes(), await db.clock.count({ where: { applicationId: id } })];

  expect(figuresOf(await run())).toEqual({ 'closed-applications': 1 });
  const row = await db.application.findUniqueOrThrow({ where: { id }, include: { documents: true } });
  expect(row).toMatchObject({
    form: {},
    address: null,
    documents: [],
    erasedAt: new Date(TODAY),
    state: 'withdrawn',
  });
  expect(await desk.eventTypes()).toEqual(events);
  expect(await db.clock.count({ where: { applicationId: id } })).toBe(clocks);
  for (const kept of [open, later]) {
    const other = await db.application.findUniqueOrThrow({
      where: { id: kept },
      include: { documents: true },
    });
    expect(other).toMatchObject({
      erasedAt: null,
      address: expect.objectContaining({ mobile: expect.any(String) }),
    });
    expect(Object.keys(other.form)).not.toEqual([]);
    expect(other.documents).not.toEqual([]);
  }
  expect(figuresOf(await run())).toEqual({});
});

describe('a closed account', () => {
  const ERASED = {
    login: null,
    passwordHash: null,
    mobile: null,
    mobileIndex: null,
    totpSealed: null,
    oidcSubject: null,
  };
  const get = (id: string) => db.account.findUniqueOrThrow({ where: { id } });

  test('is forgotten after thirty days, its person stays', async () => {
    const { applicant } = await filer.file({ submit: false });
    const { personId } = await get(applicant.accountId);
    await db.account.update({
      where: { id: applicant.accountId },
      data: { state: 'cancelled', closedAt: over('closed-accounts') },
    });
    await db.session.create({
      data: { sid: 's', sess: { accountId: applicant.accountId }, expire: new Date(addMinutes(TODAY, 60)) },
    });
    const young_ = await saveAccount({ state: 'rejected', closedAt: young('closed-accounts') });
    const active = await saveAccount();

    expect(figuresOf(await run())).toEqual({ 'closed-accounts': 1 });
    expect(await get(applicant.accountId)).toMatchObject({ ...ERASED, displayName: '已注销用户', personId });
    expect((await db.person.findUniqueOrThrow({ where: { id: personId ?? '' } })).idDocNo).toMatch(
      /^\d{17}[\dX]$/,
    );
    expect(await db.session.count()).toBe(0);
    for (const id of [young_, active])
      expect(await get(id)).toMatchObject({ mobile: '13812341234', erasedAt: null });
    expect(figuresOf(await run())).toEqual({});
  });

  test('of the staff keeps the name under which it decided', async () => {
    const id = await saveAccount({
      kind: 'staff',
      role: 'clerk',
      state: 'cancelled',
      closedAt: over('closed-accounts'),
    });
    await run();
    expect(await get(id)).toMatchObject({
      ...{ login: id, displayName: '李雷', passwordHash: null, totpSealed: null, oidcSubject: null },
      erasedAt: new Date(TODAY),
    });
  });

  test('counts from the first night, however it was closed; taken up again it is closed no more', async () => {
    const id = await saveAccount({ state: 'cancelled' });
    expect(figuresOf(await run())).toEqual({});
    expect(await get(id)).toMatchObject({ closedAt: new Date(TODAY), mobile: '13812341234' });
    await db.account.update({ where: { id }, data: { state: 'active' } });
    await run();
    expect(await get(id)).toMatchObject({ closedAt: null });
  });

  test('takes along the people of a unit that was refused, and the contact of one that was cancelled', async () => {
    const units = ['rejected', 'cancelled', 'active'].map((state) => ({ id: randomUUID(), state }));
    for (const { id, state } of units) {
      const sealed = (text: string) => testVault.seal(JSON.stringify({ name: text }));
      const row = {
        id,
        state,
        name: '医院',
        kind: 'hospital',
        orgCode: '71526726X',
        office: 'x',
        createdAt: TODAY,
      };
      await db.unit.create({
        data: {
          ...row,
          options: [6],
          legalRepresentativeSealed: sealed('李雷'),
          agentSealed: sealed('韩梅梅'),
        },
      });
      await saveAccount({ kind: 'unit', unitId: id, state: 'cancelled', closedAt: over('closed-accounts') });
    }
    expect(figuresOf(await run())).toEqual({ 'closed-accounts': 3 });
    const left = await db.unit.findMany();
    const opened = (state: string) => {
      const unit = left.find((each) => each.state === state);
      return [unit?.legalRepresentativeSealed, unit?.agentSealed].map((text) => text && testVault.open(text));
    };
    expect(opened('rejected')).toEqual(['{}', null]);
    expect(opened('cancelled')).toEqual(['{"name":"李雷"}', null]);
    expect(opened('active')).toEqual(['{"name":"李雷"}', '{"name":"韩梅梅"}']);
  });
});

test('a message that could not be sent for a week is given up and wiped', async () => {
  const save = (createdAt: Instant) =>
    db.message.create({
      data: {
        template: 'phone-code',
        createdAt,
        toSealed: testVault.seal('1'),
        slotsSealed: testVault.seal('{}'),
      },
    });
  const [stale, fresh] = [await save(over('unsendable-messages')), await save(young('unsendable-messages'))];
  expect(figuresOf(await run())).toEqual({ 'unsendable-messages': 1 });
  const get = (id: string) => db.message.findUniqueOrThrow({ where: { id } });
  expect(await get(stale.id)).toMatchObject({ state: 'undeliverable', toSealed: null, slotsSealed: null });
  expect(await get(fresh.id)).toMatchObject({ state: 'waiting', toSealed: fresh.toSealed });
});

test('each chunk is one act of the system in the audit trail, with its count', async () => {
  for (let n = 0; n < 5; n += 1) await saveDocument(over('loose-documents'));
  expect(figuresOf(await run(2))).toEqual({ 'loose-documents': 5 });
  const rows = await db.auditEvent.findMany({ orderBy: { id: 'asc' } });
  const entry = {
    actorId: 'retention',
    actorRole: 'system',
    action: 'erase',
    object: 'retention/loose-documents',
  };
  expect(rows).toMatchObject([2, 2, 1].map((count) => ({ ...entry, reason: `${count} erased` })));
});

test('two at once erase everything once, and leave what somebody holds', async () => {
  const documents = await Promise.all(Array.from({ length: 9 }, () => saveDocument(over('loose-documents'))));
  const held = documents[0]?.id;
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM document WHERE id = ${held}::uuid FOR SHARE`;
    const [one, other] = await Promise.all([run(2), run(2)]);
    const sum = (figures: readonly RuleFigures[]) => figuresOf(figures)['loose-documents'] ?? 0;
    expect(sum(one) + sum(other)).toBe(8);
  });
  expect(await db.document.findMany({ select: { id: true } })).toEqual([{ id: held }]);
  expect(figuresOf(await run())).toEqual({ 'loose-documents': 1 });
});
