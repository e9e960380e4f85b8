// Mutations = audit rows, for violations: handled, looked at, and taken back.
import { violationContracts as violations } from '../../../api/contract/violations.ts';
import { balanceScene } from '../../harness/balance-scene.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { handlingForm, handOn, newDriver, newRecord } from '../../harness/violations.ts';

let desk: Desk;
const scene = balanceScene(async (api) => {
  desk = await openDesk(api);
});
const { noted, balanced } = scene;

test('a record is handled, and one that may not be is not', async () => {
  const by = noted(await newDriver(scene.api));
  const recordNo = await newRecord(scene.api, by.car);
  const tooDear = await newRecord(scene.api, by.car, { kind: 'emergency-lane' });
  const { mutations, acts } = await balanced(async () => {
    const form = await handlingForm(scene.api.db, by, recordNo);
    await handOn(by, { ...form, recordNo: tooDear });
    const told = await handOn(by, form);
    await scene.api.recordRegister(told.body.id);
  });
  // The code, the decision with all that it changes, and the effect.
  expect(mutations).toBe(3);
  expect(acts).toEqual(['submit: fine-over-limit']);
});

test('pictures are looked at, and a decision is taken back', async () => {
  const by = noted(await newDriver(scene.api));
  const recordNo = await newRecord(scene.api, by.car);
  const form = await handlingForm(scene.api.db, by, recordNo);
  const clerk = noted(desk.clerk);
  const { mutations, acts } = await balanced(async () => {
    await handOn(by, form);
    const { items } = (await clerk.ask(violations.lookUp, { body: { recordNo } })).body;
    const [record] = items;
    const params = { decisionNo: record?.decisionNo ?? '' };
    await clerk.call('GET', `/api/v1/evidence/${record?.evidence[0]?.id}`);
    const body = { reason: 'appeal', outcome: 'cancelled', note: '复议决定撤销' };
    const first = (await clerk.ask(violations.proposeWithdrawal, { params, body })).body;
    await clerk.ask(violations.decideWithdrawal, { params: { id: first.id }, body: { approves: true } });
    await clerk.ask(violations.decideWithdrawal, { params: { id: first.id }, body: { approves: false } });
    const second = (await clerk.ask(violations.proposeWithdrawal, { params, body })).body;
    await noted(desk.otherClerk).ask(violations.decideWithdrawal, {
      params: { id: second.id },
      body: { approves: true },
    });
  });
  expect(mutations).toBe(5);
  expect(acts).toEqual(['read', 'decideDecisionWithdrawal: four-eyes']);
});

test('every route of violations was driven', () => {
  expect(scene.undriven('violations')).toEqual([]);
});
