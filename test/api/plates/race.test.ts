// Many after the same numbers at once: who gets one is decided by the database, and everybody else is told so.
import { plateChoiceContracts as choice } from '../../../api/contract/plate-choice.ts';
import { inParallel } from '../../../worker/in-parallel.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  ask,
  begin,
  type Chooser,
  choose,
  chooser,
  choosers,
  draw,
  newVin,
  tryNumber,
} from '../../harness/plates.ts';

let api: TestApi;
beforeAll(async () => {
  // Two hundred at once on a shared machine: that answers come in time is tested elsewhere.
  api = await startApi({ patienceMs: 120_000 });
});
afterAll(() => api?.stop());

const USERS = 200;
const NUMBER = '豫QC2048';

test(`of ${USERS} users after one number exactly one has it, and nobody meets another error than the refusal`, async () => {
  const users = await choosers(api, USERS);
  const ids = await inParallel(users, 8, (user) => begin(user));
  const answers = await Promise.all(users.map((user, n) => tryNumber(user, ids[n] ?? '', NUMBER)));

  const winners = answers.filter(({ status }) => status === 200);
  expect(winners.map(({ body }) => body.selection.number)).toEqual([NUMBER]);
  const refused = answers
    .filter(({ status }) => status !== 200)
    .map(({ status, problem }) => [status, problem.code]);
  expect(refused).toHaveLength(USERS - 1);
  expect(new Set(refused.map(String))).toEqual(new Set(['409,number-not-available']));

  const rows = await api.db.plateNumber.findMany();
  expect(rows.map(({ pool, number, state }) => [pool, number, state])).toEqual([
    ['simulation', NUMBER, 'reserved'],
  ]);
  expect(rows[0]?.reservationId).toBe(winners[0]?.body.id);
  // Each of the others has used up one of ten.
  const counts = await api.db.plateReservation.groupBy({ by: ['state', 'tries'], _count: true });
  expect(counts.map(({ state, tries, _count }) => [state, tries, _count]).sort()).toEqual([
    ['reserved', 0, 1],
    ['selecting', 1, USERS - 1],
  ]);
  const numbers = await api.db.applicationEvent.count({ where: { type: 'number-reserved' } });
  expect(numbers).toBe(1);
}, 180_000);

test('everybody who draws at once is shown five, and no number is shown to two', async () => {
  const users = await choosers(api, 24);
  const ids = await inParallel(users, 8, (user) => begin(user));
  const answers = await Promise.all(users.map((user, n) => draw(user, ids[n] ?? '')));
  const shown = answers.flatMap(({ body }) => body.selection.shown);
  expect(shown).toHaveLength(24 * 5);
  expect(new Set(shown).size).toBe(24 * 5);
  const chosen = await Promise.all(
    users.map((user, n) => choose(user, ids[n] ?? '', answers[n]?.body.selection.shown[n % 5] ?? '')),
  );
  const held = chosen.map(({ body }) => body.selection.number);
  expect(new Set(held).size).toBe(24);
  const left = await api.db.plateNumber.findMany({ where: { number: { in: shown } } });
  expect(left.map(({ number }) => number).sort()).toEqual([...held].sort());
});

describe('one user', () => {
  const begun = (by: Chooser, vin: string) => Promise.all(Array.from({ length: 6 }, () => ask(by, { vin })));

  test('who begins six sessions at once has one', async () => {
    const by = await chooser(api);
    const answers = await begun(by, newVin());
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 201).map(({ problem }) => problem.code);
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'vin-taken'));
  });

  test('who begins for six vehicles at once has one', async () => {
    const by = await chooser(api);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(by)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 201).map(({ problem }) => problem.code);
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'open-reservation'));
  });

  test('who tries six numbers at once has one of them', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    const numbers = Array.from({ length: 6 }, (_, n) => `豫QD350${n}`);
    const answers = await Promise.all(numbers.map((number) => tryNumber(by, id, number)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ problem }) => problem.code);
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'action-not-allowed'));
    expect(await api.db.plateNumber.count({ where: { reservationId: id } })).toBe(1);
  });

  test('who asks again under the same key gets the first answer', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    const call = { params: { id }, key: 'five-just-once' } as const;
    const [once, again] = [await by.ask(choice.draw, call), await by.ask(choice.draw, call)];
    expect(again.text).toBe(once.text);
    expect(await api.db.plateDraw.count({ where: { reservationId: id } })).toBe(1);
  });
});
