// The desk: queues, claims with leases, batches, and the same decision on many cases.

import { BULK_MAX } from '../../api/contract/actions.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { applicantFor, type Desk, openDesk, type Person, type TestApplicant } from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';

let api: TestApi;
let desk: Desk;
beforeEach(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterEach(() => api?.stop());

interface Case {
  readonly id: string;
  readonly taskId: string;
  readonly self: TestApplicant;
}

async function submitted(service: TestApplicant['service'] = 'plate-reissue'): Promise<Case> {
  const self = await applicantFor(api, service, { today: api.clock.today });
  const { id } = (await self.ask(applications.create, { body: await self.submission() })).body;
  return { id, self, taskId: await taskOf(id) };
}

async function taskOf(id: string): Promise<string> {
  return (await desk.clerk.ask(applications.read, { params: { id } })).body.task?.id ?? 'none';
}

async function versionOf(id: string): Promise<number> {
  return (await desk.clerk.ask(applications.read, { params: { id } })).body.version;
}

const claim = (by: Person, id: string) => by.ask(tasks.claim, { params: { id } });

/** As the register's activity would, which does not run here. */
async function toProduction(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const { id, taskId } = await submitted();
    await claim(desk.clerk, taskId);
    for (const action of ['accept', 'approve'])
      await desk.clerk.ask(decisions.decide, {
        params: { id },
        version: await versionOf(id),
        body: { action },
      });
    await api.recordRegister(id);
    ids.push(id);
    api.clock.advance({ minutes: 24 * 60 });
  }
  return ids;
}

async function queue(by: Person, query: Record<string, string | number | boolean> = {}) {
  return (await by.ask(tasks.list, { query })).body.items;
}

test('least time left comes first, and pages neither skip nor repeat while new work comes in', async () => {
  const first = await submitted();
  api.clock.advance({ minutes: 24 * 60 });
  const second = await submitted();
  api.clock.advance({ minutes: 24 * 60 });
  const third = await submitted();
  const all = await queue(desk.clerk);
  expect(all.map(({ applicationId }) => applicationId)).toEqual([first.id, second.id, third.id]);
  expect(all.map(({ dueAt }) => dueAt)).toEqual([...all.map(({ dueAt }) => dueAt)].sort());

  const seen: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: { items: { id: string }[]; next: string | null } = (
      await desk.clerk.ask(tasks.list, { query: { limit: 1, ...(after && { after }) } })
    ).body;
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
    if (seen.length < 3) await submitted();
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining([first.taskId, second.taskId, third.taskId]));
});

test('a queue holds what its role and office may do, filtered as asked', async () => {
  const { id, taskId } = await submitted();
  await submitted('licence-renewal');
  expect(await queue(desk.clerk)).toHaveLength(2);
  expect(await queue(desk.supervisor)).toHaveLength(2);
  expect(await queue(desk.production)).toEqual([]);
  expect(await queue(desk.outsider)).toEqual([]);
  expect(await queue(desk.clerk, { service: 'licence-renewal', kind: 'accept' })).toHaveLength(1);
  expect(await queue(desk.clerk, { mine: true })).toEqual([]);
  await claim(desk.clerk, taskId);
  expect(await queue(desk.clerk, { mine: true })).toMatchObject([
    { applicationId: id, assigneeId: desk.clerk.accountId },
  ]);
});

test('a claim holds for half an hour, is renewed, given back, and taken over when it has run out', async () => {
  const { taskId } = await submitted();
  const { body } = await claim(desk.clerk, taskId);
  expect(Date.parse(body.leaseUntil) - Date.parse(api.clock.at)).toBe(30 * 60_000);
  expect((await claim(desk.otherClerk, taskId)).problem.code).toBe('task-not-yours');
  api.clock.advance({ minutes: 20 });
  expect((await claim(desk.clerk, taskId)).body.version).toBe(body.version + 1);
  api.clock.advance({ minutes: 29 });
  expect((await claim(desk.otherClerk, taskId)).problem.code).toBe('task-not-yours');
  api.clock.advance({ minutes: 2 });
  expect((await claim(desk.otherClerk, taskId)).status).toBe(200);
  const release = (by: Person) => by.ask(tasks.release, { params: { id: taskId } });
  expect((await release(desk.clerk)).problem.code).toBe('task-not-yours');
  expect((await release(desk.otherClerk)).status).toBe(200);
  expect((await claim(desk.clerk, taskId)).status).toBe(200);
});

test('of many who claim at once one gets it', async () => {
  const { taskId } = await submitted();
  const claims = await Promise.all(
    Array.from({ length: 10 }, (_, index) => claim(index % 2 ? desk.clerk : desk.otherClerk, taskId)),
  );
  const winners = claims.filter(({ status }) => status === 200).length;
  expect(winners).toBe(5);
});

test('a supervisor assigns within the office only', async () => {
  const { taskId } = await submitted();
  const assign = (assigneeId: string | null, by: Person = desk.supervisor, id = taskId) =>
    by.ask(tasks.assign, { params: { id }, body: { assigneeId } });
  expect((await assign(desk.otherClerk.accountId)).status).toBe(200);
  expect(await queue(desk.otherClerk, { mine: true })).toHaveLength(1);
  for (const unfit of [desk.production, desk.outsider, desk.supervisor]) {
    expect((await assign(unfit.accountId)).problem).toMatchObject({
      code: 'assignee-unfit',
      pointer: '/assigneeId',
    });
  }
  const foreign = await assign(desk.outsider.accountId, desk.outsideSupervisor);
  const missing = await assign(desk.outsider.accountId, desk.outsideSupervisor, crypto.randomUUID());
  expect([foreign.problem.code, missing.problem.code]).toEqual(['not-found', 'not-found']);
  expect((await assign(null)).status).toBe(200);
  expect(await queue(desk.otherClerk, { mine: true })).toEqual([]);
});

test('only the assignee decides, and only on what they saw', async () => {
  const { id, taskId } = await submitted();
  const version = await versionOf(id);
  const accept = (by: Person, seen: number) =>
    by.ask(decisions.decide, { params: { id }, version: seen, body: { action: 'accept' } });
  expect((await accept(desk.clerk, version)).problem.code).toBe('task-not-yours');
  await claim(desk.clerk, taskId);
  expect((await accept(desk.otherClerk, version)).problem.code).toBe('task-not-yours');
  expect((await accept(desk.outsider, version)).problem.code).toBe('not-found');
  expect((await accept(desk.clerk, version - 1)).problem.code).toBe('version-stale');
  const decided = await accept(desk.clerk, version);
  expect(decided.body).toMatchObject({ state: 'accepted', deliverBy: expect.any(String) });
  expect(decided.headers.get('etag')).toBe(`"${decided.body.version}"`);
  // The review stays with who accepted.
  expect(await queue(desk.clerk, { mine: true })).toMatchObject([{ applicationId: id, kind: 'review' }]);
  expect((await claim(desk.clerk, taskId)).problem.code).toBe('task-closed');
});

test('a batch takes the next pieces to make, once each', async () => {
  const ids = await toProduction(3);
  const take = (size: number) => desk.production.ask(tasks.productionBatch, { body: { size } });
  const first = (await take(2)).body.items;
  expect(first.map(({ applicationId }) => applicationId)).toEqual(ids.slice(0, 2));
  expect(first[0]).toMatchObject({ service: 'plate-reissue', deliverBy: expect.any(String) });
  const [rest, nothing] = [(await take(100)).body.items, (await take(100)).body.items];
  expect(rest.map(({ applicationId }) => applicationId)).toEqual(ids.slice(2));
  expect(nothing).toEqual([]);
});

describe('the same decision on many', () => {
  async function mixed() {
    const [mine, foreignTask, withdrawn] = [await submitted(), await submitted(), await submitted()];
    await claim(desk.clerk, mine.taskId);
    await claim(desk.otherClerk, foreignTask.taskId);
    const params = { id: withdrawn.id };
    await withdrawn.self.ask(applications.withdraw, { params, version: await versionOf(withdrawn.id) });
    const cases = [mine, foreignTask, withdrawn];
    const items = [];
    for (const { id } of cases) items.push({ applicationId: id, version: await versionOf(id) });
    items.push({ applicationId: mine.id.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')), version: 3 });
    return { action: 'accept', items };
  }
  const VERDICTS = ['ok', 'task-not-yours', 'application-closed', 'not-found'];
  const verdicts = (results: readonly { ok: boolean; problem?: { code: string } | null | undefined }[]) =>
    results.map(({ ok, problem }) => (ok ? 'ok' : problem?.code));

  test('is tried without consequence, then taken item by item', async () => {
    const body = await mixed();
    const before = await countRows(api.db);
    const preview = (await desk.clerk.ask(decisions.preview, { body })).body.results;
    expect(verdicts(preview)).toEqual(VERDICTS);
    // But that somebody tried what is not theirs is on record.
    expect(changedRows(before, await countRows(api.db))).toEqual({ audit_event: 1 });
    const key = 'bulk-accept-of-today';
    const done = await desk.clerk.ask(decisions.bulk, { body, key });
    expect(verdicts(done.body.results)).toEqual(VERDICTS);
    expect(done.body.results[0]?.receipt).toMatchObject({ state: 'accepted' });
    const again = await desk.clerk.ask(decisions.bulk, { body, key });
    expect(again.text).toBe(done.text);
  });

  test('is answered per item even when the answer for all was lost', async () => {
    const body = await mixed();
    const key = 'bulk-accept-that-broke-off';
    const done = await desk.clerk.ask(decisions.bulk, { body, key });
    // As if the process had died after the items and before the whole.
    await api.db.idempotencyKey.updateMany({
      where: { key },
      data: { status: null, bodySealed: null, lockedUntil: new Date(0) },
    });
    const again = await desk.clerk.ask(decisions.bulk, { body, key });
    expect(verdicts(again.body.results)).toEqual(VERDICTS);
    expect(again.body.results[0]).toEqual(done.body.results[0]);
  });

  test('is limited, and refuses what is not done in bulk', async () => {
    const item = { applicationId: crypto.randomUUID(), version: 1 };
    const ask = (body: object) => desk.clerk.ask(decisions.bulk, { body });
    const tooMany = { action: 'accept', items: Array.from({ length: BULK_MAX + 1 }, () => item) };
    expect((await ask(tooMany)).problem).toMatchObject({ code: 'invalid-field', pointer: '/items' });
    expect((await ask({ action: 'accept', items: [] })).problem.pointer).toBe('/items');
    expect((await ask({ action: 'decline', items: [item] })).problem.pointer).toBe('/action');
    const full = { action: 'accept', items: Array.from({ length: BULK_MAX }, () => item) };
    expect((await ask(full)).body.results).toHaveLength(BULK_MAX);
  });
});
