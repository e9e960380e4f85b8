// Mutations = audit rows where numbers are tried, drawn, chosen, registered and let go of.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { plateChoiceContracts as choice } from '../../../api/contract/plate-choice.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { type AuditBalance, watchAuditBalance } from '../../harness/audit-balance.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { begin, choose, choosers, draw, leave, newVin, tryNumber } from '../../harness/plates.ts';

let api: TestApi;
let desk: Desk;
let balance: AuditBalance;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  balance = await watchAuditBalance(api.ownerUrl);
});
afterAll(async () => {
  await balance?.close();
  await api?.stop();
});

test('every step of a choice is told once, also the one that was refused and used up a try', async () => {
  const [one, other] = await choosers(api, 2);
  if (!one || !other) throw new Error('two choosers were wanted');
  const vin = newVin();
  const { mutations, unaudited, repeated, acts } = await balance.during(async () => {
    const left = await begin(one);
    await leave(one, left);
    const id = await begin(one, { vin });
    await tryNumber(one, id, '豫QK1888');
    await tryNumber(one, id, '豫QKKK88');
    const { version } = (await tryNumber(one, id, '豫QK2345')).body;
    const theirs = await begin(other);
    const { shown } = (await draw(other, theirs)).body.selection;
    const chosen = (await choose(other, theirs, shown[0] ?? '')).body;
    await other.ask(applications.withdraw, { params: { id: theirs }, version: chosen.version });
    await desk.clerk.ask(choice.releaseLock, { params: { id: theirs }, body: { reason: 'data-corrected' } });
    await desk.clerk.ask(choice.recordRegistration, {
      params: { id },
      version,
      body: { vin, idNumber: one.idNumber, mobile: one.mobile },
    });
  });
  expect({ mutations, unaudited, repeated }).toEqual({ mutations: 11, unaudited: [], repeated: [] });
  // A number of no pattern changes nothing.
  expect(acts).toEqual(['try-number: number-format']);
});
