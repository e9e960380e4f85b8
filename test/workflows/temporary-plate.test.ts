// Temporary plates in virtual time: accepted and issued within a working day each, by the workflow itself.
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { askForPlate, type Dealer, dealerOf } from '../harness/dealers.ts';
import { openServices } from '../harness/open-services.ts';
import { newVin } from '../harness/plates.ts';
import { openStage, plus, type Stage, type StagedCase } from '../harness/stage.ts';

let stage: Stage;
let dealer: Dealer;
beforeAll(async () => {
  stage = await openStage();
  await stage.nextWorkday('09:00');
  const at = await stage.now();
  const scene = { url: stage.url, db: stage.db, clock: { at } };
  dealer = await dealerOf(scene);
  await openServices(scene.db, scene.clock.at, ['temporary-plate']);
});
afterAll(() => stage?.stop());

/** Applied for on the next working morning; the workflow knows of it. */
async function filed(vin = newVin(), delivery = 'print'): Promise<StagedCase> {
  await stage.nextWorkday('09:00');
  const form = { vin, insuranceValidTo: '2099-12-31' };
  const { id } = (await askForPlate(dealer, { form, delivery: { mode: delivery } })).body;
  const on = stage.caseOf(id);
  await stage.settled(on);
  return on;
}

const ACCEPT = { action: 'accept' } as const;
const APPROVE = { action: 'approve' } as const;
const plateOf = ({ id }: StagedCase) => stage.db.temporaryPlate.findUnique({ where: { applicationId: id } });
const clockOf = async (on: StagedCase, kind: 'issue' | 'acceptance') => (await on.application()).clocks[kind];

test('approved, the workflow has it issued at once, and it is done', async () => {
  const on = await filed();
  await stage.does(on, ACCEPT, APPROVE);
  await stage.ended(on);
  expect(await on.state()).toBe('done');
  const plate = await plateOf(on);
  expect(plate?.issuedOn.toISOString().slice(0, 10)).toBe(localDateOf(await stage.now()));
  expect([(await clockOf(on, 'acceptance'))?.outcome, (await clockOf(on, 'issue'))?.outcome]).toEqual([
    ...['kept', 'kept'],
  ]);
});

test('issued late: the breach is recorded once, and the plate is good from the day it is issued', async () => {
  const on = await filed();
  await stage.does(on, ACCEPT);
  const dueAt = (await clockOf(on, 'issue'))?.dueAt;
  await stage.passes(on, dueAt);
  await stage.sleepUntil(plus(dueAt ?? (await stage.now()), 3_600_000));
  await stage.does(on, APPROVE);
  expect((await clockOf(on, 'issue'))?.outcome).toBe('breached');
  expect((await on.rungs()).filter((rung) => rung === 'issue/1/breach')).toHaveLength(1);
  const plate = await plateOf(on);
  const days = ((plate?.validTo.getTime() ?? 0) - (plate?.issuedOn.getTime() ?? 0)) / 86_400_000;
  expect([plate?.issuedOn.toISOString().slice(0, 10), days]).toEqual([localDateOf(await stage.now()), 30]);
});

test('registered between approval and issue: refused, and nothing is issued', async () => {
  const vin = newVin();
  const on = await filed(vin);
  await stage.does(on, ACCEPT);
  const { applicant } = await stage.filer.prepare({});
  await stage.db.vehicle.update({ where: { id: applicant.vehicleId ?? '' }, data: { vin } });
  await stage.does(on, APPROVE);
  await stage.ended(on);
  const { state, ending } = await on.application();
  expect([state, ending?.reason, await plateOf(on)]).toEqual(['refused', 'already-registered', null]);
});

test('to be picked up: issued, made, and kept for the dealer', async () => {
  const on = await filed(newVin(), 'pickup');
  await stage.does(on, ACCEPT, APPROVE);
  expect(await on.state()).toBe('producing');
  expect(await plateOf(on)).not.toBeNull();
  await stage.does(on, { action: 'complete-production' });
  expect(await on.state()).toBe('ready-for-pickup');
});
