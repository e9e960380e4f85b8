// Personal data at the API: masked for the staff by default, in full for a reason that is kept, all of it for its owner.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { privacyContracts as privacy } from '../../api/contract/privacy.ts';
import { LIMITS } from '../../api/limits/numbers.ts';
import { eraseOver } from '../../db/retention.ts';
import { addMinutes, DAY_MINUTES } from '../../domain/calendar/local-date.ts';
import { RETENTION, type RetentionName } from '../../domain/retention.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { newIndividual } from '../harness/identities.ts';
import {
  applicantFor,
  type Desk,
  nobody,
  openDesk,
  type Person,
  signedIn,
  type TestApplicant,
  upload,
} from '../harness/people.ts';
import { file, onFile, openWindow, type WindowStaff } from '../harness/window.ts';

const MISSING = '00000000-0000-4000-8000-000000000000';

let api: TestApi;
let desk: Desk;
let staff: WindowStaff;
let owner: TestApplicant;
let other: TestApplicant;
let submission: Awaited<ReturnType<TestApplicant['submission']>>;
let id: string;
/** What belongs to the owner and to nobody else, as it lies in the register. */
let own: {
  readonly name: string;
  readonly idDocNo: string;
  readonly mobile: string;
  readonly address: string;
};

beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  staff = await openWindow(api);
  const { today } = api.clock;
  owner = await applicantFor(api, 'plate-reissue', { today });
  other = await applicantFor(api, 'licence-renewal', { today });
  submission = { ...(await owner.submission()), documents: [await upload(owner, 'remaining-plate')] };
  id = (await owner.ask(applications.create, { body: submission })).body.id;
  const account = { where: { id: owner.accountId }, include: { person: true } };
  const { person } = await api.db.account.findUniqueOrThrow(account);
  if (!person?.mobile || !person.address) throw new Error('the owner has no contact');
  own = { name: person.name, idDocNo: person.idDocNo, mobile: person.mobile, address: person.address };
});
afterAll(() => api.stop());

const trailOf = (object: string) =>
  api.db.auditEvent.findMany({
    where: { object, action: { in: ['disclose', 'read', 'export-own-data'] } },
    orderBy: { id: 'asc' },
  });

/** Everything personal of the owner, and what they wrote. */
const secrets = () => {
  const { lostAt } = submission.form;
  const address = owner.applicant.address;
  return [
    own.idDocNo,
    own.mobile,
    own.address,
    own.name,
    String(lostAt),
    address?.address ?? '',
    address?.mobile ?? '',
  ];
};

describe('by default', () => {
  test.each(['clerk', 'production', 'dispatch', 'supervisor'] as const)(
    'a %s reads nothing in full',
    async (role) => {
      const { text, body } = await desk[role].ask(applications.read, { params: { id } });
      for (const secret of secrets()) expect(text).not.toContain(secret);
      expect(body.form).toMatchObject({ reason: submission.form.reason, lostAt: '****' });
      expect(body.delivery).toMatchObject({ mobile: expect.stringMatching(/^1\d\d\*{4}\d{4}$/) });
    },
  );

  test('the owner reads all of it', async () => {
    const { body } = await owner.ask(applications.read, { params: { id } });
    expect(body.form).toEqual(submission.form);
    expect(body.delivery).toMatchObject({ ...owner.applicant.address });
  });
});

describe('an application in full', () => {
  const ask = (by: Person, body: object, of = id) =>
    by.ask(privacy.discloseApplication, { params: { id: of }, body });

  test('is read for a reason, and the reading is noted', async () => {
    const before = (await trailOf(`application/${id}`)).length;
    const { body, headers } = await ask(desk.clerk, { reason: 'decide' });
    expect(body).toEqual({
      applicant: { ...own, idDocKind: 'resident-id', unitName: null },
      form: submission.form,
      address: owner.applicant.address,
    });
    expect(headers.get('cache-control')).toBe('private, no-store');
    const rows = (await trailOf(`application/${id}`)).slice(before);
    expect(rows).toMatchObject([
      {
        action: 'disclose',
        actorId: desk.clerk.accountId,
        actorRole: 'clerk',
        reason: 'decide',
        refusal: null,
      },
    ]);
  });

  test('is read by dispatch for a label, with words where the reason asks for them', async () => {
    await ask(desk.dispatch, { reason: 'label' });
    await ask(desk.clerk, { reason: 'legal-request', note: '驻公交调〔2015〕12号' });
    const rows = await trailOf(`application/${id}`);
    expect(rows.slice(-2).map(({ reason }) => reason)).toEqual([
      'label',
      'legal-request: 驻公交调〔2015〕12号',
    ]);
  });

  test.each([
    ['without the words it needs', { reason: 'legal-request' }, 'disclosure-note-required', 'legal-request'],
    [
      'with a number in its words',
      { reason: 'complaint', note: '来电 138-1234-1234' },
      'disclosure-note-personal',
      'complaint',
    ],
  ])('is refused %s, and the attempt is noted without them', async (_, body, code, reason) => {
    expect((await ask(desk.clerk, body)).problem).toMatchObject({ code, pointer: '/note' });
    expect((await trailOf(`application/${id}`)).at(-1)).toMatchObject({ refusal: code, reason });
  });

  test('is refused for a reason nobody listed', async () => {
    expect((await ask(desk.clerk, { reason: 'curiosity' })).problem.pointer).toBe('/reason');
    expect((await ask(desk.clerk, {})).problem.pointer).toBe('/reason');
  });

  test('is kept from everybody whom it is not for, and the attempt is noted', async () => {
    for (const by of [desk.production, desk.supervisor, staff.registrar, owner, other])
      expect((await ask(by, { reason: 'decide' })).problem.code).toBe('not-permitted');
    expect((await ask(desk.outsider, { reason: 'decide' })).problem.code).toBe('not-found');
    expect((await ask(desk.clerk, { reason: 'decide' }, MISSING)).problem.code).toBe('not-found');
    expect((await ask(nobody(api.url), { reason: 'decide' })).problem.code).toBe('not-signed-in');
    const denied = await api.db.auditEvent.findMany({
      where: { actorId: desk.outsider.accountId, refusal: 'not-found' },
    });
    expect(denied.at(-1)).toMatchObject({
      action: 'discloseApplication',
      object: `applications/${id}/disclosures`,
    });
  });

  test('of a registration is read by the reviewer as it was taken down', async () => {
    const individual = newIndividual('local', 'resident-id');
    await onFile(api, individual);
    const form = { matter: 'individual-registration', individual } as const;
    const filed = await file(staff.registrar, form);
    const masked = (await staff.reviewer.ask(applications.read, { params: { id: filed.id } })).text;
    expect(masked).not.toContain(individual.document.number);
    const { body } = await ask(staff.reviewer, { reason: 'registration' }, filed.id);
    expect(body).toMatchObject({
      form,
      applicant: { name: individual.name, idDocNo: individual.document.number },
    });
  });

  test('is not read of a draft, which is its owner’s alone', async () => {
    const draft = (
      await owner.ask(applications.create, { body: { ...submission, documents: [], submit: false } })
    ).body.id;
    expect((await ask(desk.clerk, { reason: 'decide' }, draft)).problem.code).toBe('not-found');
  });

  test('is gone when its time is over; the record stays', async () => {
    const body = await other.submission();
    const created = (await other.ask(applications.create, { body })).body;
    await other.ask(applications.withdraw, { params: { id: created.id }, version: created.version });
    const days = (rule: RetentionName) => addMinutes(api.clock.at, (RETENTION[rule].days + 1) * DAY_MINUTES);
    await eraseOver({ db: api.db, now: days('closed-applications'), realNow: api.clock.at });
    expect((await ask(desk.clerk, { reason: 'decide' }, created.id)).problem.code).toBe('already-erased');
    const seen = (await other.ask(applications.read, { params: { id: created.id } })).body;
    expect(seen).toMatchObject({ state: 'withdrawn', form: {}, documents: [], number: created.number });
    expect(seen.timeline.length).toBeGreaterThan(0);
  });
});

describe('an account in full', () => {
  const ask = (by: Person, of: string, body: object = { reason: 'registration' }) =>
    by.ask(privacy.discloseAccount, { params: { id: of }, body });

  test('is read by the registrar of its office, and the reading is noted', async () => {
    expect((await ask(staff.registrar, owner.accountId)).body).toEqual({
      ...own,
      idDocKind: 'resident-id',
      unitName: null,
    });
    expect(await trailOf(`account/${owner.accountId}`)).toMatchObject([
      { action: 'disclose', actorId: staff.registrar.accountId, reason: 'registration', refusal: null },
    ]);
  });

  test('is kept from everybody else', async () => {
    for (const by of [desk.clerk, desk.supervisor, owner])
      expect((await ask(by, owner.accountId)).problem.code).toBe('not-permitted');
    for (const account of [MISSING, desk.clerk.accountId])
      expect((await ask(staff.registrar, account)).problem.code).toBe('not-found');
  });
});

describe('a document', () => {
  test('opened by the staff is a row of the trail, opened by its owner is not', async () => {
    const documentId = submission.documents[0] ?? '';
    const read = (by: Person) => by.call('GET', `/api/v1/documents/${documentId}`);
    expect((await read(owner)).status).toBe(200);
    expect(await trailOf(`document/${documentId}`)).toEqual([]);
    expect((await read(desk.clerk)).status).toBe(200);
    expect(await trailOf(`document/${documentId}`)).toMatchObject([
      { action: 'read', actorId: desk.clerk.accountId, refusal: null },
    ]);
  });
});

describe('one’s own data', () => {
  test('is a file with all there is', async () => {
    await upload(owner, 'owner-identity');
    const { body, headers } = await owner.ask(privacy.ownData);
    expect(headers.get('content-disposition')).toBe('attachment; filename="yizhan-data.json"');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(body).toMatchObject({
      account: { id: owner.accountId, kind: 'ind-window', mobile: own.mobile },
      person: { ...own, idDocKind: 'resident-id' },
      vehicles: [{ plateNumber: expect.any(String) }],
      sessions: [{ source: expect.any(String) }],
    });
    expect(body.applications).toContainEqual(
      expect.objectContaining({
        state: 'submitted',
        form: submission.form,
        address: owner.applicant.address,
      }),
    );
    expect(body.documents.length).toBe(submission.documents.length + 1);
    expect(await trailOf(`account/${owner.accountId}`)).toContainEqual(
      expect.objectContaining({ action: 'export-own-data', actorId: owner.accountId }),
    );
  });

  test('holds nothing of anybody else', async () => {
    const { text } = await other.ask(privacy.ownData);
    for (const secret of [own.idDocNo, own.mobile, own.name]) expect(text).not.toContain(secret);
  });

  test('is not the staff’s to ask for', async () => {
    expect((await desk.clerk.ask(privacy.ownData)).problem.code).toBe('not-permitted');
    expect((await nobody(api.url).ask(privacy.ownData)).problem.code).toBe('not-signed-in');
  });
});

test('so much and no more an hour, counted for each of the staff', async () => {
  const strict = await listenOn(api.databaseUrl, { clock: api.clock, limitFactor: 1 });
  try {
    const at = await signedIn(strict.url, 'otherClerk');
    const ask = () => at.ask(privacy.discloseApplication, { params: { id }, body: { reason: 'decide' } });
    for (let n = 0; n < LIMITS.disclosure.count; n += 1) expect((await ask()).status).toBe(200);
    expect((await ask()).problem.code).toBe('too-many-requests');
    expect((await trailOf(`application/${id}`)).at(-1)).toMatchObject({
      ...{ actorId: desk.otherClerk.accountId, refusal: 'too-many-requests', reason: 'decide' },
    });
  } finally {
    await strict.stop();
  }
});
