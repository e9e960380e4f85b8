// The large register in PostgreSQL: what is written set-wise is what the one writer of cases would have written.
import { type Database, openDatabase } from '../../db/client.ts';
import { stored } from '../../db/json.ts';
import { projectionOf, record } from '../../db/record.ts';
import type { Application } from '../../domain/application/application.ts';
import type { ApplicationEvent } from '../../domain/application/events.ts';
import { fold } from '../../domain/application/evolve.ts';
import { instantAt, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { officeCalendar } from '../../domain/calendar/office-calendar.ts';
import { getService } from '../../domain/services/index.ts';
import { asOwner, createTestDatabase, type TestDatabase } from '../../test/harness/database.ts';
import { testVault } from '../../test/harness/vault.ts';
import { createApplicants } from './applicants.ts';
import { insertRows } from './bulk.ts';
import { seedInBulk } from './bulk-run.ts';
import { playCase } from './case-play.ts';
import { applicationRow, type PlayedCase } from './case-rows.ts';
import { saveCases } from './case-save.ts';
import { CASE_SCRIPTS, timeSteps } from './case-scripts.ts';
import { createChance } from './chance.ts';
import { listDemoAccounts, seedDemoAccounts } from './demo-accounts.ts';
import { publishedCalendar } from './holidays.ts';
import { createNumbering } from './numbers.ts';
import { seedOnce } from './once.ts';
import { demoPasswordHash } from './password.ts';

const TODAY = parseLocalDate('2015-11-05');
const quiet = () => {};
let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
});

afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

const run = {
  people: 400,
  applications: 60,
  seed: 1,
  today: TODAY,
  trackingSecret: 'test-tracking-secret',
  tell: quiet,
};

async function contentOf(table: string, without: readonly string[] = []) {
  const rows = await db.$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
    `SELECT to_jsonb(t) AS row FROM "${table}" t`,
  );
  const texts = rows.map(({ row }) =>
    JSON.stringify(
      row,
      Object.keys(row)
        .filter((key) => !without.includes(key))
        .sort(),
    ),
  );
  return texts.sort();
}

test('every open application is the fold of its events, and its columns follow from it', async () => {
  await seedDemoAccounts(db, { today: TODAY });
  await seedInBulk(db, { ...run, poke: false });
  const applications = await db.application.findMany({
    include: { events: { orderBy: { seq: 'asc' } }, tasks: true },
  });
  expect(applications).toHaveLength(60);
  for (const row of applications) {
    const events = row.events.map(({ seq, type, at, actorId, actorRole, action, data }) =>
      stored<ApplicationEvent>({
        ...stored<object>(data),
        ...{ seq, type, action, at: at.toISOString(), actor: { id: actorId, role: actorRole } },
      }),
    );
    const state = fold(events);
    expect(stored<Application>(row.snapshot)).toEqual(JSON.parse(JSON.stringify(state)));
    const { stage, open, version } = projectionOf(state);
    expect(row).toMatchObject({ state: state.state, stage, open, version });
    expect(row.open).toBe(true);
    expect(row.tasks.filter((task) => task.state === 'open').length).toBeLessThanOrEqual(1);
  }
  expect(await db.pendingPoke.count()).toBe(0);
  const services = new Set(applications.map(({ service }) => service));
  expect(services.size).toBeGreaterThanOrEqual(8);
});

test('pokes are written when asked for, and a run is done once', async () => {
  await seedDemoAccounts(db, { today: TODAY });
  await seedInBulk(db, { ...run, poke: true });
  expect(await db.pendingPoke.count()).toBe(60);
  await seedInBulk(db, { ...run, poke: true });
  expect(await db.application.count()).toBe(60);
});

test('the first start seeds once, and the large register fits beside it', async () => {
  await seedOnce(db, TODAY, quiet);
  const people = await db.person.count();
  await seedOnce(db, TODAY, quiet);
  expect(await db.person.count()).toBe(people);
  await seedInBulk(db, { ...run, applications: 0, poke: false });
  expect(await db.person.count()).toBe(people + 400);
  const accounts = await db.account.findMany({ where: { kind: 'staff' } });
  const staff = listDemoAccounts().filter(({ role }) => role !== 'applicant');
  expect(accounts.map(({ login }) => login).sort()).toEqual(staff.map(({ login }) => login).sort());
});

test('set-wise rows equal those of the one writer, for every way a case may have gone', async () => {
  const until = instantAt(TODAY, 0);
  const calendar = officeCalendar(publishedCalendar(), 'zmd-vmo');
  const requests = CASE_SCRIPTS.map((_, n) => ({ service: 'plate-replace' as const, today: TODAY, n }));
  const applicants = await createApplicants(db, requests);
  const service = getService('plate-replace');
  const numbers = createNumbering(9);
  const cases = CASE_SCRIPTS.map((script, index): PlayedCase => {
    const applicant = applicants[index];
    if (!applicant) throw new Error('no applicant');
    const delivery =
      script.needs === 'pickup' ? ({ mode: 'pickup' } as const) : ({ mode: 'post', zone: 'city' } as const);
    const timed = timeSteps(script.steps, { calendar, chance: createChance(index), until });
    const staff = { clerkId: numbers.uuid('account'), productionId: 'production', dispatchId: 'dispatch' };
    const decisions = playCase(
      {
        ...{
          service,
          delivery,
          calendar,
          ...staff,
          form: applicant.form,
          applicantId: applicant.accountId,
          pickupCode: '123456',
        },
        trackingNumber: () => numbers.trackingNumber(),
      },
      timed,
      until,
    );
    return {
      ...{
        id: numbers.uuid('application'),
        number: `ZMD-${index}`,
        vehicleId: applicant.vehicleId,
        licenceId: null,
      },
      ...{
        form: applicant.form,
        address: null,
        secretHash: 'hash',
        newTaskId: () => numbers.uuid('task'),
        decisions,
      },
    };
  });
  const tables = {
    // Sealed anew, the same form is another text.
    application: ['form_sealed', 'address_sealed'],
    application_event: [],
    clock: [],
    clock_rung: [],
    task: ['id'],
    // The writer leaves messages waiting; those of a seeded past count as sent.
    message: ['id', 'state', 'attempts', 'sent_at'],
  };
  const contents = () =>
    Promise.all(Object.entries(tables).map(([table, without]) => contentOf(table, without)));

  await db.$transaction((tx) =>
    saveCases(
      tx,
      cases
        .map((played) => ({
          played,
          service,
          accountId: 'nobody',
          newDocumentId: () => numbers.uuid('document'),
        }))
        .map(withoutUploads),
      { poke: false },
    ),
  );
  const setWise = await contents();
  await asOwner(database.ownerUrl, 'TRUNCATE application, clock_rung, message CASCADE');
  for (const played of cases) {
    await insertRows(db, 'application', [
      { ...applicationRow(testVault, played), state: 'draft', version: 0, open: false },
    ]);
    for (const { events, before, after, actor, now } of played.decisions) {
      const nextAssigneeId = actor.role === 'clerk' ? actor.id : null;
      const decision = {
        id: played.id,
        application: after,
        events,
        before,
        lifecycle: 'L-POST',
        now,
        pokes: false,
        nextAssigneeId,
        kept: null,
        audit: { at: now, actor, action: 'seed', object: `application/${played.id}` },
      };
      await db.$transaction((tx) => record(tx, decision));
    }
  }
  expect(await contents()).toEqual(setWise);
});

function withoutUploads<C extends { readonly service: ReturnType<typeof getService> }>(one: C): C {
  return { ...one, service: { ...one.service, documents: [] } };
}

test('the same applicants are made one by one and all at once', async () => {
  expect(await demoPasswordHash()).toMatch(/^\$argon2id\$/);
  const made = await createApplicants(db, [
    { service: 'licence-renewal', today: TODAY, n: 1 },
    { service: 'plate-reissue', today: TODAY, n: 1, zone: 'province' },
  ]);
  const accounts = await db.account.findMany({
    where: { id: { in: made.map(({ accountId }) => accountId) } },
  });
  expect(accounts.map(({ kind }) => kind)).toEqual(['ind-window', 'ind-window']);
  expect(made[1]?.address.division.startsWith('41')).toBe(true);
});
