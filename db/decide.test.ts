// The one writer of cases on a real PostgreSQL: all of a decision or nothing, one after another, and never altered.
import { randomUUID } from 'node:crypto';
import { react } from '../domain/application/react.ts';
import { tracking } from '../domain/application/testing/played-case.ts';
import { addMinutes, type Instant, toInstant } from '../domain/calendar/local-date.ts';
import { FEES_OFF } from '../domain/fees.ts';
import { asOwner, createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { caseOnDesk } from '../test/harness/desk.ts';
import { createFiler } from '../test/harness/filing.ts';
import { testVault } from '../test/harness/vault.ts';
import { type Database, openDatabase } from './client.ts';
import { decideCase, tickCase } from './decide.ts';
import { deciding } from './deciding.ts';
import { CaseNotFound } from './decision.ts';

const ACCEPT = { action: 'accept' } as const;
const CLERK = { id: randomUUID(), role: 'clerk' } as const;

let database: TestDatabase;
let db: Database;
/** Tuesday morning of an ordinary week; tests move it on. */
let now: Instant = toInstant('2026-11-24T01:00:00Z');
const tick = (minutes: number) => {
  now = addMinutes(now, minutes);
};
const decidesAt = (fees = FEES_OFF) =>
  deciding({ db, fees, hashSecret: (secret) => secret, now: async () => now });

let decides: ReturnType<typeof decidesAt>;
let filer: ReturnType<typeof createFiler>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 8 });
  decides = decidesAt();
  filer = createFiler(decides);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function file(filing: Parameters<typeof filer.file>[0] = {}) {
  const { outcome, applicant, submission } = await filer.file(filing);
  return { ...caseOnDesk(decides, outcome.id), applicant, submission };
}

/** How many rows a case has, by table. */
async function rowsOf(id: string) {
  const of = { where: { applicationId: id } };
  const [events, clocks, rungs, tasks, pokes, messages, audits] = await Promise.all([
    db.applicationEvent.count(of),
    db.clock.count(of),
    db.clockRung.count(of),
    db.task.count(of),
    db.pendingPoke.count(of),
    db.message.count(of),
    db.auditEvent.count({ where: { object: `application/${id}` } }),
  ]);
  return { events, clocks, rungs, tasks, pokes, messages, audits };
}

const pokeOf = (id: string) => db.pendingPoke.findUniqueOrThrow({ where: { applicationId: id } });

describe('a decision is one transaction', () => {
  test('everything that follows is written with it', async () => {
    const on = await file();
    tick(24 * 60);
    const { application } = await decideCase(decides, {
      applicationId: on.id,
      command: ACCEPT,
      actor: CLERK,
    });
    const row = await db.application.findUniqueOrThrow({ where: { id: on.id } });
    expect(row).toMatchObject({
      state: 'accepted',
      stage: 'approval',
      open: true,
      version: application.version,
    });
    expect(await on.rungs()).toEqual(['acceptance/1/half']);
    expect(
      await db.clock.findMany({
        where: { applicationId: on.id },
        select: { kind: true, outcome: true, status: true },
        orderBy: { kind: 'asc' },
      }),
    ).toEqual([
      { kind: 'acceptance', outcome: 'kept', status: 'stopped' },
      { kind: 'delivery', outcome: null, status: 'running' },
    ]);
    const tasks = await db.task.findMany({ where: { applicationId: on.id }, orderBy: { createdAt: 'asc' } });
    expect(tasks.map(({ kind, state, assigneeId }) => [kind, state, assigneeId])).toEqual([
      ['accept', 'closed', null],
      ['review', 'open', CLERK.id],
    ]);
    expect(await pokeOf(on.id)).toMatchObject({ seq: application.version, body: react(application) });
    expect(
      await db.auditEvent.findMany({ where: { object: `application/${on.id}`, action: 'accept' } }),
    ).toMatchObject([
      { actorId: CLERK.id, actorRole: 'clerk', refusal: null, before: 3, after: application.version },
    ]);
  });

  test.each([
    ['an error', async () => Promise.reject(new Error('no'))],
    ['the end of its connection', undefined],
  ])('%s in the middle leaves nothing', async (_, fails) => {
    const on = await file();
    const before = await rowsOf(on.id);
    const application = await on.application();
    const request = {
      applicationId: on.id,
      command: ACCEPT,
      actor: CLERK,
      alongside:
        fails ??
        (async (tx: Pick<Database, '$queryRaw'>) => {
          await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
        }),
    };
    await expect(decideCase(decides, request)).rejects.toThrow();
    expect(await rowsOf(on.id)).toEqual(before);
    expect(await on.application()).toEqual(application);
    await on.does(ACCEPT);
  });

  test('a refusal leaves only its audit row', async () => {
    const on = await file();
    const before = await rowsOf(on.id);
    const { refusal } = await on.tries({ action: 'approve' });
    expect(refusal?.code).toBe('action-not-allowed');
    expect(await rowsOf(on.id)).toEqual({ ...before, audits: before.audits + 1 });
    const [audit] = await db.auditEvent.findMany({
      where: { object: `application/${on.id}`, action: 'approve' },
    });
    expect(audit).toMatchObject({ refusal: 'action-not-allowed', before: 3, after: 3 });
  });

  test('a refusal after time has moved the case on keeps what time brought about', async () => {
    const on = await file();
    tick(3 * 24 * 60);
    expect((await on.tries({ action: 'approve' })).refusal?.code).toBe('action-not-allowed');
    expect(await on.rungs()).toContain('acceptance/1/breach');
    expect(await pokeOf(on.id)).toMatchObject({ seq: (await on.application()).version });
  });

  test('an alarm with nothing due writes nothing, not even an audit row', async () => {
    const on = await file();
    const before = await rowsOf(on.id);
    expect((await tickCase(decides, on.id)).events).toEqual([]);
    expect(await rowsOf(on.id)).toEqual(before);
  });

  test('a case that does not exist, or is not the asker’s, is not found', async () => {
    const on = await file();
    const ask = (more: object) =>
      decideCase(decides, { applicationId: on.id, command: ACCEPT, actor: CLERK, ...more });
    await expect(ask({ applicationId: randomUUID() })).rejects.toThrow(CaseNotFound);
    await expect(ask({ within: { office: 'another' } })).rejects.toThrow(CaseNotFound);
    await expect(ask({ within: { applicantId: randomUUID() } })).rejects.toThrow(CaseNotFound);
    await expect(tickCase(decides, randomUUID())).rejects.toThrow(CaseNotFound);
  });
});

describe('pokes', () => {
  test('coalesce: the newest sequence wins', async () => {
    const on = await file();
    await on.does(ACCEPT, { action: 'approve' });
    const application = await on.application();
    expect(await db.pendingPoke.findMany({ where: { applicationId: on.id } })).toMatchObject([
      { seq: application.version, body: react(application) },
    ]);
  });

  test('are not sent for what the workflow itself has decided', async () => {
    const on = await file();
    await on.does(ACCEPT, { action: 'approve' });
    const before = await pokeOf(on.id);
    const outcome = await on.tries({ action: 'record-register', produces: true }, { byWorkflow: true });
    expect(outcome.reaction).toMatchObject({ state: 'producing', seq: before.seq + 1 });
    expect(await pokeOf(on.id)).toEqual(before);
  });

  test('go out for an ended case, but not for one that never began', async () => {
    const begun = await file();
    await begun.does({ action: 'withdraw' });
    expect((await pokeOf(begun.id)).body).toMatchObject({ open: false, state: 'withdrawn' });
    const draft = await file({ submit: false });
    await draft.does({ action: 'edit-draft' }, { action: 'withdraw' });
    expect((await rowsOf(draft.id)).pokes).toBe(0);
  });
});

describe('two at once', () => {
  test('on one version one wins, the other is stale', async () => {
    const on = await file();
    const { version } = await on.application();
    const decline = { action: 'decline', reason: 'beyond-authority', note: '' } as const;
    const outcomes = await Promise.all(
      [ACCEPT, decline, ACCEPT, decline].map((command) => on.tries(command, { expectedVersion: version })),
    );
    expect(outcomes.map(({ refusal }) => refusal?.code ?? 'done').sort()).toEqual([
      'done',
      'version-stale',
      'version-stale',
      'version-stale',
    ]);
    const ends = (await on.eventTypes()).filter((type) => type === 'accepted' || type === 'not-accepted');
    expect(ends).toHaveLength(1);
  });

  test('on different cases neither waits for the other', async () => {
    const [one, other] = [await file(), await file()];
    let otherIsDone = false;
    await decideCase(decides, {
      applicationId: one.id,
      command: ACCEPT,
      actor: CLERK,
      alongside: async () => {
        await other.does(ACCEPT);
        otherIsDone = true;
      },
    });
    expect(otherIsDone).toBe(true);
  });

  test('the same submission twice is one case, the other learns of it', async () => {
    const prepared = await filer.prepare({});
    const copies = await Promise.all([1, 2, 3].map(() => filer.again(prepared)));
    const outcomes = await Promise.all(copies.map((copy) => filer.create(copy, true)));
    expect(outcomes.map(({ refusal }) => refusal?.code ?? 'filed').sort()).toEqual([
      'duplicate-application',
      'duplicate-application',
      'filed',
    ]);
    const cases = await db.application.findMany({ where: { applicantId: prepared.applicant.accountId } });
    expect(cases).toHaveLength(1);
    const audits = await db.auditEvent.findMany({ where: { actorId: prepared.applicant.accountId } });
    expect(audits.map(({ refusal }) => refusal).sort()).toEqual([
      'duplicate-application',
      'duplicate-application',
      null,
    ]);
  });

  test('two drafts of one matter: only one can be submitted', async () => {
    const prepared = await filer.prepare({});
    const drafts = [
      await filer.create(await filer.again(prepared), false),
      await filer.create(await filer.again(prepared), false),
    ];
    const submits = drafts.map(({ id }) =>
      decideCase(decides, {
        applicationId: id,
        actor: { id: prepared.applicant.accountId, role: 'applicant' },
        command: { action: 'submit', delivery: { mode: 'pickup' }, feeFen: 0, gate: null },
      }).then(
        () => 'submitted',
        (error: unknown) => (String(error).includes('23505') ? 'impossible' : String(error)),
      ),
    );
    // The gate is left out here: the database itself does not let a second one open.
    expect((await Promise.all(submits)).sort()).toEqual(['impossible', 'submitted']);
  });
});

describe('tasks', () => {
  test('somebody else’s task is not decided on, a free one is', async () => {
    const on = await file();
    const other = { id: randomUUID(), role: 'clerk' } as const;
    await db.task.updateMany({ where: { applicationId: on.id }, data: { assigneeId: other.id } });
    expect((await on.tries(ACCEPT, { actor: CLERK, task: 'mine-or-free' })).refusal?.code).toBe(
      'task-not-yours',
    );
    await db.task.updateMany({ where: { applicationId: on.id }, data: { assigneeId: null } });
    expect((await on.tries(ACCEPT, { actor: CLERK, task: 'mine' })).refusal?.code).toBe('task-not-yours');
    expect((await on.tries(ACCEPT, { actor: CLERK, task: 'mine-or-free' })).refusal).toBeNull();
    expect(
      (await on.tries({ action: 'approve' }, { actor: other, task: 'mine-or-free' })).refusal?.code,
    ).toBe('task-not-yours');
    expect((await on.tries({ action: 'approve' }, { actor: CLERK, task: 'mine' })).refusal).toBeNull();
  });
});

describe('a parcel’s number', () => {
  test('belongs to one case for ever; using it for another writes nothing', async () => {
    const produced = async () => {
      const on = await file();
      await on.does(
        ACCEPT,
        { action: 'approve' },
        { action: 'record-register', produces: true },
        { action: 'complete-production' },
      );
      return on;
    };
    const [one, other] = [await produced(), await produced()];
    const dispatch = { action: 'dispatch', trackingNumber: tracking(1) } as const;
    await one.does(dispatch);
    const before = await rowsOf(other.id);
    expect((await other.tries(dispatch)).refusal?.code).toBe('tracking-number-used');
    expect(await rowsOf(other.id)).toEqual({ ...before, audits: before.audits + 1 });
    expect(await other.state()).toBe('produced');
  });
});

describe('what is written stays written', () => {
  test.each([
    ['application_event', 'UPDATE application_event SET type = type'],
    ['application_event', 'DELETE FROM application_event'],
    ['audit_event', "UPDATE audit_event SET action = ''"],
    ['audit_event', 'DELETE FROM audit_event'],
  ])('%s refuses: %s', async (table, statement) => {
    await file();
    const counted = async () => [await db.auditEvent.count(), await db.applicationEvent.count()];
    const before = await counted();
    // The trail is out of reach of the platform's role, and the owner's hand is stayed by a trigger.
    await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/never changed|permission denied/);
    await expect(asOwner(database.ownerUrl, statement)).rejects.toThrow(`${table} rows are never changed`);
    expect(await counted()).toEqual(before);
  });
});
