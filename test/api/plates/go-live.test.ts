// The end of the simulation: nothing of it is left, and a real number is a real number.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { plateChoiceContracts as choice } from '../../../api/contract/plate-choice.ts';
import { deciding } from '../../../db/deciding.ts';
import { goLive } from '../../../db/plates-go-live.ts';
import { FEES_OFF } from '../../../domain/fees.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { ask, begin, chooser, draw, newVin, selectionOf, tryNumber } from '../../harness/plates.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

const script = fileURLToPath(new URL('../../../scripts/plates.ts', import.meta.url));

/** As an operator calls it, in a process of its own. */
async function plates(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: api.databaseUrl };
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, printed };
}

const counts = async () => ({
  numbers: await api.db.plateNumber.count(),
  draws: await api.db.plateDraw.count(),
  reservations: await api.db.plateReservation.count(),
  open: await api.db.application.count({ where: { lifecycle: 'L-PRESELECT', open: true } }),
});

test('asked for wrongly it does nothing', async () => {
  for (const args of [['golive'], ['go-live', 'now'], ['go-live', '--force']]) {
    const { code, printed } = await plates(...args);
    expect([args, code]).toEqual([args, 2]);
    expect(printed).toContain('npm run plates -- go-live [--yes]');
  }
  expect((await plates()).code).toBe(0);
}, 60_000);

test('from the simulation to the real thing', async () => {
  const number = '豫QH2345';
  const [drawing, holding, done] = [await chooser(api), await chooser(api), await chooser(api)];
  const drawingId = await begin(drawing);
  await draw(drawing, drawingId);
  const holdingId = await begin(holding);
  await tryNumber(holding, holdingId, number);
  const vin = newVin();
  const doneId = await begin(done, { vin });
  const { version } = (await tryNumber(done, doneId, '豫QH2346')).body;
  await desk.clerk.ask(choice.recordRegistration, {
    params: { id: doneId },
    version,
    body: { vin, idNumber: done.idNumber, mobile: done.mobile },
  });
  const before = await counts();
  expect(before).toEqual({ numbers: 7, draws: 1, reservations: 3, open: 2 });
  expect((await plates('status')).printed).toContain('simulation (模拟测试): 2 open, 7 numbers taken');

  const refused = await plates('go-live');
  expect([refused.code, refused.printed]).toEqual([
    1,
    '2 cases of the simulation are open; nothing was done. --yes ends them.\n',
  ]);
  expect(await counts()).toEqual(before);
  expect((await selectionOf(holding, holdingId)).mark).toBe('模拟测试');

  // By the clock of the test: by the machine's own both cases would have lapsed years ago.
  const decides = deciding({
    db: api.db,
    now: api.clock.now,
    fees: FEES_OFF,
    hashSecret: (secret) => secret,
  });
  // The two that were open gave their numbers back when they ended.
  expect(await goLive(decides, { endsOpenCases: true })).toEqual({
    ...{ kind: 'live', figures: { open: 2, reservations: 3, numbers: 1 } },
  });
  expect(await counts()).toEqual({ numbers: 0, draws: 0, reservations: 0, open: 0 });
  const states = await api.db.application.findMany({ where: { id: { in: [drawingId, holdingId] } } });
  expect(states.map(({ state }) => state).sort()).toEqual(['abandoned', 'cancelled']);
  const acts = await api.db.auditEvent.findMany({ where: { action: 'go-live' } });
  expect(acts.map(({ actorRole, object, refusal }) => [actorRole, object, refusal])).toEqual([
    ['system', 'plates', null],
  ]);
  expect(await plates('go-live', '--yes')).toEqual({
    ...{ code: 1, printed: 'Plates are preselected in earnest already; nothing was done.\n' },
  });

  // Nobody waits for what was a test; what is chosen now is real, and bears no mark.
  const id = await begin(holding);
  expect((await tryNumber(holding, id, number)).body.selection).toMatchObject({
    ...{ mode: 'live', mark: null, number, state: 'reserved' },
  });
  expect(await api.db.plateNumber.findMany()).toMatchObject([{ pool: 'real', number, state: 'reserved' }]);
  expect((await ask(holding)).problem.code).toBe('open-reservation');
  expect((await holding.ask(choice.read, { params: { id: holdingId } })).problem.code).toBe(
    'no-plate-selection',
  );
  const read = async (of: string) => (await holding.ask(applications.read, { params: { id: of } })).body;
  expect(await read(holdingId)).toMatchObject({ state: 'cancelled', mark: '模拟测试' });
  expect(await read(id)).toMatchObject({ state: 'reserved', mark: null });
}, 90_000);

test('a simulation that nobody is in ends without a question', async () => {
  await api.db.plateMode.update({ where: { id: true }, data: { mode: 'simulation' } });
  await api.db.application.updateMany({ where: { lifecycle: 'L-PRESELECT' }, data: { open: false } });
  const { code, printed } = await plates('go-live');
  // The reservation in earnest is none of the simulation's.
  expect([code, printed]).toEqual([0, 'live: 0 cases ended, 0 reservations and 0 numbers deleted\n']);
  expect(await counts()).toMatchObject({ numbers: 1, reservations: 1 });
}, 60_000);
