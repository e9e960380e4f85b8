// What bad requests are tried on: people with something to apply for, and cases in several states.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import { epochMs, toInstant } from '../../domain/calendar/local-date.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { Call } from '../../sandbox/person.ts';
import { startApi, type TestApi } from './api.ts';
import { signedReport } from './courier.ts';
import {
  applicantFor,
  type Desk,
  type NewSubmission,
  nobody,
  openDesk,
  type Person,
  type TestApplicant,
} from './people.ts';
import { changedRows, countRows, type RowCounts } from './rows.ts';
import { problemOf } from './told.ts';

/** What a refused request leaves behind. */
export const NOTHING: RowCounts = {};
export const KEY: RowCounts = { idempotency_key: 1 };
export const AUDIT: RowCounts = { audit_event: 1 };
export const AUDITED: RowCounts = { audit_event: 1, idempotency_key: 1 };

export interface BadInput {
  readonly what: string;
  readonly ask: () => Promise<{ status: number; headers: Headers; text: string }>;
  readonly code: RefusalCode;
  readonly pointer?: string;
  readonly stores: RowCounts;
}

export const row = (
  what: string,
  code: RefusalCode,
  pointer: string | undefined,
  stores: RowCounts,
  ask: BadInput['ask'],
): BadInput => ({ what, code, stores, ask, ...(pointer === undefined ? {} : { pointer }) });

/** Tries every row of every table on what is set once the tests run. */
export function refuses(
  scene: { readonly set: { readonly api: Pick<TestApi, 'db'> } },
  tables: Readonly<Record<string, readonly BadInput[]>>,
): void {
  describe.each(Object.entries(tables))('%s', (_, rows) => {
    test.each(rows.map((bad) => [bad.what, bad] as const))(
      '%s',
      async (_what, { ask, code, pointer, stores }) => {
        const { db } = scene.set.api;
        const before = await countRows(db);
        const problem = problemOf(await ask());
        expect({ code: problem.code, pointer: problem.pointer }).toEqual({ code, pointer });
        expect(changedRows(before, await countRows(db))).toEqual(stores);
      },
    );
  });
}

export const TRACKING_NUMBER = 'EA123456785CN';

export interface SceneSet {
  readonly api: TestApi;
  readonly desk: Desk;
  readonly owner: TestApplicant;
  readonly holder: TestApplicant;
  readonly plate: NewSubmission;
  readonly licence: NewSubmission;
  /** Submitted, its task held by the clerk. */
  readonly open: { readonly id: string; readonly version: number };
  readonly withdrawn: { readonly id: string; readonly version: number };
  readonly posted: { readonly id: string; readonly trackingNumber: string };
}

async function set(): Promise<SceneSet> {
  const api = await startApi();
  const desk = await openDesk(api);
  const { today } = api.clock;
  const owner = await applicantFor(api, 'plate-reissue', { today });
  const holder = await applicantFor(api, 'licence-renewal', { today });
  const open = await submittedBy(await applicantFor(api, 'plate-replace', { today }));
  await claim(desk.clerk, open.id);
  const leaver = await applicantFor(api, 'plate-replace', { today });
  const { id, version } = await submittedBy(leaver);
  const withdrawn = (await leaver.ask(applications.withdraw, { params: { id }, version })).body;
  const posted = await post(
    api,
    desk,
    await submittedBy(await applicantFor(api, 'inspection-mark-reissue', { today })),
  );
  const [plate, licence] = [await owner.submission(), await holder.submission()];
  return { api, desk, owner, holder, plate, licence, open, withdrawn, posted };
}

async function submittedBy(by: TestApplicant) {
  return (await by.ask(applications.create, { body: await by.submission() })).body;
}

async function claim(by: Person, id: string) {
  const { task } = (await by.ask(applications.read, { params: { id } })).body;
  await by.ask(tasks.claim, { params: { id: task?.id ?? '' } });
}

async function decide(by: Person, id: string, body: object) {
  const { version } = (await by.ask(applications.read, { params: { id } })).body;
  return (await by.ask(decisions.decide, { params: { id }, version, body })).body;
}

async function post(api: TestApi, desk: Desk, { id }: { id: string }) {
  await claim(desk.clerk, id);
  await decide(desk.clerk, id, { action: 'accept' });
  await decide(desk.clerk, id, { action: 'approve' });
  await api.recordRegister(id);
  await decide(desk.production, id, { action: 'complete-production' });
  await decide(desk.dispatch, id, { action: 'dispatch', trackingNumber: TRACKING_NUMBER });
  return { id, trackingNumber: TRACKING_NUMBER };
}

/** A scene that is set before the tests of a file and taken down after them. */
export function sceneOf() {
  let current: SceneSet | undefined;
  const on = (): SceneSet => {
    if (!current) throw new Error('the scene is not set yet');
    return current;
  };
  beforeAll(async () => {
    current = await set();
  });
  afterAll(() => current?.api.stop());

  const create = (by: Person, body: unknown, call: Call = {}) =>
    by.call('POST', '/api/v1/applications', { ...call, body });
  const withPlate = (change: object) => create(on().owner, { ...on().plate, ...change });
  return {
    get set() {
      return on();
    },
    create,
    withPlate,
    withForm: (form: object) => withPlate({ form: { ...on().plate.form, ...form } }),
    withAddress: (change: object) =>
      withPlate({ delivery: { mode: 'post', ...on().owner.applicant.address, ...change } }),
    /** A decision on the open case. */
    onOpen: (by: Person, body: unknown, version = on().open.version) =>
      by.call('POST', `/api/v1/applications/${on().open.id}/decisions`, { body, version }),
    report: (change: object = {}) => ({
      eventNo: 'EMS-1',
      trackingNumber: TRACKING_NUMBER,
      report: 'in-transit',
      occurredAt: on().api.clock.at,
      ...change,
    }),
    /** A report signed now. */
    told: (report: object) => signedReport(report, on().api.clock.at),
    callback: (call: Call) => nobody(on().api.url).call('POST', '/api/v1/courier/events', call),
    minutesAgo: (minutes: number) => toInstant(epochMs(on().api.clock.at) - minutes * 60_000),
  };
}
