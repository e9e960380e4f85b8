// The pickup counter: cases whose result waits there, and what the clerk does about them.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import type { TestApi } from './api.ts';
import { applicantFor, type Desk, type Person, type TestApplicant } from './people.ts';

type Service = Parameters<typeof applicantFor>[1];

export interface AtCounter {
  readonly id: string;
  readonly number: string;
  readonly self: TestApplicant;
  readonly pickupCode: string;
}

/** A decision on the present version of a case. */
export async function decideNow(by: Person, id: string, body: object, key?: string) {
  const { version } = (await by.ask(applications.read, { params: { id } })).body;
  return by.ask(decisions.decide, { params: { id }, version, body, ...(key === undefined ? {} : { key }) });
}

/** An application filed for pickup, and nothing done about it yet. */
export async function filedForPickup(api: TestApi, service: Service = 'plate-replace') {
  const self = await applicantFor(api, service, { today: api.clock.today });
  const body = { ...(await self.submission()), delivery: { mode: 'pickup' } };
  const { id, number } = (await self.ask(applications.create, { body })).body;
  return { id, number, self };
}

/** Accepted and approved by the clerk, entered in the register. */
export async function approved(api: TestApi, desk: Desk, id: string): Promise<void> {
  const { task } = (await desk.clerk.ask(applications.read, { params: { id } })).body;
  await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
  await decideNow(desk.clerk, id, { action: 'accept' });
  await decideNow(desk.clerk, id, { action: 'approve' });
  await api.recordRegister(id);
}

/** A case whose result waits at the counter. */
export async function readyForPickup(api: TestApi, desk: Desk, service?: Service): Promise<AtCounter> {
  const { id, number, self } = await filedForPickup(api, service);
  await approved(api, desk, id);
  await decideNow(desk.production, id, { action: 'complete-production' });
  const { pickupCode } = (await self.ask(applications.read, { params: { id } })).body;
  if (pickupCode === null) throw new Error(`case ${id} is not ready for pickup`);
  return { id, number, self, pickupCode };
}
