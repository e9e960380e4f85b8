// What must not get in at the desk, from the courier, through addresses and files, or from other sites.
import { request as httpRequest } from 'node:http';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { listenOn } from '../harness/api.ts';
import { signedReport } from '../harness/courier.ts';
import { applicantFor, nobody, PNG } from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';
import {
  AUDIT,
  AUDITED,
  type BadInput,
  NOTHING,
  refuses,
  row,
  sceneOf,
  TRACKING_NUMBER,
} from '../harness/scene.ts';
import { problemOf } from '../harness/told.ts';

const scene = sceneOf();

const NUL = '前\u0000后';
const cursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
const page = (path: string, after: string) =>
  scene.set.desk.clerk.call('GET', `${path}?after=${encodeURIComponent(after)}`);

const OF_DECISIONS: readonly BadInput[] = [
  row('a version that has passed', 'version-stale', undefined, AUDITED, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'accept' }, scene.set.open.version - 1),
  ),
  row('a version to come', 'version-stale', undefined, AUDITED, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'accept' }, 900_000_000),
  ),
  row('no version', 'version-required', undefined, NOTHING, () =>
    scene.set.desk.clerk.call('POST', `/api/v1/applications/${scene.set.open.id}/decisions`, {
      body: { action: 'accept' },
    }),
  ),
  row('a version that is no number', 'version-stale', undefined, NOTHING, () =>
    scene.set.desk.clerk.call('POST', `/api/v1/applications/${scene.set.open.id}/decisions`, {
      body: { action: 'accept' },
      headers: { 'If-Match': '*' },
    }),
  ),
  row('a decision by who does not hold the task', 'task-not-yours', undefined, AUDITED, () =>
    scene.onOpen(scene.set.desk.otherClerk, { action: 'accept' }),
  ),
  row('a decision that does not belong to the state', 'action-not-allowed', undefined, AUDITED, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'approve' }),
  ),
  row('a decision of another role', 'task-not-yours', undefined, AUDITED, () =>
    scene.onOpen(scene.set.desk.production, { action: 'accept' }),
  ),
  row('a decision after withdrawal', 'application-closed', undefined, AUDITED, () =>
    scene.set.desk.clerk.call('POST', `/api/v1/applications/${scene.set.withdrawn.id}/decisions`, {
      body: { action: 'accept' },
      version: scene.set.withdrawn.version,
    }),
  ),
  row('an invented reason', 'reason-unknown', '/reason', AUDITED, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'decline', reason: 'because' }),
  ),
  row('no reason', 'reason-unknown', '/reason', AUDITED, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'decline' }),
  ),
  row('a supplement of nothing', 'supplement-items-missing', '/items', AUDITED, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'request-supplement', reason: 'photo-not-standard' }),
  ),
  row('half a working day', 'invalid-field', '/workdays', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, {
      action: 'request-supplement',
      reason: 'photo-not-standard',
      workdays: 1.5,
    }),
  ),
  row('31 working days', 'invalid-field', '/workdays', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, {
      action: 'request-supplement',
      reason: 'photo-not-standard',
      workdays: 31,
    }),
  ),
  row('a huge number of working days', 'invalid-field', '/workdays', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'request-supplement', workdays: 1e300 }),
  ),
];

const OF_THE_COURIER: readonly BadInput[] = [
  row('no signature', 'signature-invalid', undefined, AUDIT, () =>
    scene.callback({ body: scene.report(), key: null }),
  ),
  row('a forged signature', 'signature-invalid', undefined, AUDIT, () =>
    scene.callback(signedReport(scene.report(), scene.set.api.clock.at, 'guessed-secret')),
  ),
  row('a body other than the signed one', 'signature-invalid', undefined, AUDIT, () =>
    scene.callback({
      ...scene.told(scene.report()),
      body: scene.report({ report: 'delivered' }),
    }),
  ),
  row('a signature of six minutes ago', 'signature-invalid', undefined, AUDIT, () =>
    scene.callback(signedReport(scene.report(), scene.minutesAgo(6))),
  ),
  row('a signature of the time to come', 'signature-invalid', undefined, AUDIT, () =>
    scene.callback(signedReport(scene.report(), scene.minutesAgo(-6))),
  ),
  row('a time that is none', 'signature-invalid', undefined, AUDIT, () =>
    scene.callback(signedReport(scene.report(), 'soon')),
  ),
  row('a parcel that is not ours', 'not-found', undefined, NOTHING, () =>
    scene.callback(scene.told(scene.report({ trackingNumber: 'EB000000005CN' }))),
  ),
  row('an unknown report', 'invalid-field', '/report', NOTHING, () =>
    scene.callback(scene.told(scene.report({ report: 'eaten' }))),
  ),
  row('an event before all calendars', 'invalid-field', '/occurredAt', NOTHING, () =>
    scene.callback(scene.told(scene.report({ occurredAt: '0001-01-01T00:00:00Z' }))),
  ),
];

const OF_ADDRESSES: readonly BadInput[] = [
  row('a cursor that is none', 'cursor-invalid', undefined, NOTHING, () =>
    page('/api/v1/tasks', 'next please'),
  ),
  row('a cursor of another list', 'cursor-invalid', undefined, NOTHING, () =>
    page('/api/v1/tasks', cursor({ createdAt: scene.set.api.clock.at, id: scene.set.open.id })),
  ),
  row('a cursor in the year 0', 'cursor-invalid', undefined, NOTHING, () =>
    page('/api/v1/applications', cursor({ createdAt: '0000-01-01T00:00:00Z', id: scene.set.open.id })),
  ),
  row('a due date in the year 0', 'cursor-invalid', undefined, NOTHING, () =>
    page('/api/v1/tasks', cursor({ dueAt: '0000-01-01T00:00:00Z', id: scene.set.open.id })),
  ),
  row('a cursor with NUL', 'cursor-invalid', undefined, NOTHING, () =>
    page('/api/v1/tasks', cursor({ dueAt: scene.set.api.clock.at, id: NUL })),
  ),
  row('a page of 101', 'invalid-field', '/limit', NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/tasks?limit=101'),
  ),
  row('a page of 1.5', 'invalid-field', '/limit', NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/tasks?limit=1.5'),
  ),
  row('two limits', 'invalid-field', '/limit', NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/tasks?limit=1&limit=2'),
  ),
  row('an unknown filter', 'unknown-field', '/office', NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/tasks?office=zmd-xincai'),
  ),
  row('NUL in a filter', 'invalid-text', '/kind', NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/tasks?kind=%00'),
  ),
  row('an id that is none', 'not-found', undefined, NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/applications/1%27%20OR%201=1'),
  ),
  row('NUL for an id', 'invalid-text', '/id', NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/applications/%00'),
  ),
  row('an address that cannot be decoded', 'malformed-request', undefined, NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/applications/%ZZ'),
  ),
  row('an address that leads nowhere', 'not-found', undefined, NOTHING, () =>
    scene.set.desk.clerk.call('GET', '/api/v1/payments'),
  ),
  row('a method that is not served', 'not-found', undefined, NOTHING, () =>
    scene.set.owner.call('PUT', '/api/v1/applications'),
  ),
];

const upload = (content: Uint8Array, kind = 'photo', type = 'image/png') =>
  scene.set.owner.call('POST', `/api/v1/documents/${kind}`, {
    body: content,
    headers: { 'Content-Type': type },
  });
const bytes = (text: string) => new TextEncoder().encode(text);

/** The answer is kept under its key. */
const A_KEY = { idempotency_key: 1 };

const OF_FILES: readonly BadInput[] = [
  row('a document of 6 MB', 'body-too-large', undefined, NOTHING, () =>
    upload(Uint8Array.from({ length: 6_000_000 }, (_, at) => PNG[at] ?? 0)),
  ),
  row('a web page called a picture', 'document-type-not-accepted', undefined, A_KEY, () =>
    upload(bytes('<script>alert(1)</script>')),
  ),
  row('a drawing with a script', 'document-type-not-accepted', undefined, A_KEY, () =>
    upload(bytes('<svg onload="alert(1)"/>'), 'photo', 'image/svg+xml'),
  ),
  row('an archive', 'document-type-not-accepted', undefined, A_KEY, () => upload(bytes('PK\u0003\u0004'))),
  row('nothing', 'document-empty', undefined, A_KEY, () => upload(new Uint8Array())),
  row('a kind that climbs', 'not-found', undefined, NOTHING, () => upload(PNG, '..%2f..%2fetc')),
];

refuses(scene, {
  decisions: OF_DECISIONS,
  'the courier': OF_THE_COURIER,
  addresses: OF_ADDRESSES,
  files: OF_FILES,
});

test('a status that stops the service is named', async () => {
  const blocked = await applicantFor(scene.set.api, 'plate-reissue', { today: scene.set.api.clock.today });
  await scene.set.api.db.vehicle.update({
    where: { id: blocked.applicant.vehicleId ?? '' },
    data: { statuses: ['L'] },
  });
  const refused = await blocked.ask(applications.create, { body: await blocked.submission() });
  expect(refused.problem).toMatchObject({
    code: 'status-blocking',
    title: expect.stringContaining('“暂扣”'),
  });
});

test('one open application of a service for a subject, also when they race', async () => {
  const eager = await applicantFor(scene.set.api, 'plate-reissue', { today: scene.set.api.clock.today });
  const body = await eager.submission();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => eager.ask(applications.create, { body })),
  );
  const codes = answers.map((answer) => (answer.status === 201 ? 'created' : answer.problem.code)).sort();
  expect(codes).toEqual(['created', ...Array.from({ length: 5 }, () => 'duplicate-application')]);
});

test('what is foreign and what is missing get the same words', async () => {
  const words = async (subject: object) => {
    const { requestId: _own, ...problem } = problemOf(
      await scene.create(scene.set.holder, { ...scene.set.plate, subject }),
    );
    return problem;
  };
  expect(await words(scene.set.plate.subject)).toEqual(
    await words({ plateCategory: '02', plateNumber: '豫QZZ998' }),
  );
});

test('a report that is repeated or comes late changes nothing more', async () => {
  const told = scene.told(scene.report({ eventNo: 'EMS-7', report: 'picked-up' }));
  const [first, again] = [await scene.callback(told), await scene.callback(told)];
  expect([first.status, again.status]).toEqual([202, 202]);
  expect([first.body, again.body]).toEqual([{ news: true }, { news: false }]);
  const view = (await scene.set.desk.clerk.ask(applications.read, { params: { id: scene.set.posted.id } }))
    .body;
  expect(view.timeline.filter(({ type }) => type === 'parcel-reported')).toHaveLength(1);
  expect(view.parcels).toMatchObject([
    { trackingNumber: TRACKING_NUMBER, movements: [{ report: 'picked-up' }] },
  ]);
});

test('markup is kept as it was written and sent as JSON only', async () => {
  const author = await applicantFor(scene.set.api, 'plate-reissue', { today: scene.set.api.clock.today });
  const lostAt = '<img src=x onerror=alert(1)>"\';--\u202e=1+1';
  const whole = await author.submission();
  const { id } = (
    await author.ask(applications.create, { body: { ...whole, form: { ...whole.form, lostAt } } })
  ).body;
  const told = await author.ask(applications.read, { params: { id } });
  expect(told.body.form).toMatchObject({ lostAt });
  expect(told.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(told.headers.get('x-content-type-options')).toBe('nosniff');
  expect(told.headers.get('content-security-policy')).toContain("script-src 'self'");
});

describe('requests from other sites', () => {
  const SITES = [
    ['a form of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour under the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['a script of another origin', { Origin: 'https://evil.example' }],
    ['an origin that is kept secret', { Origin: 'null' }],
  ] as const;
  test.each(SITES)('%s', async (_, headers) => {
    const before = await countRows(scene.set.api.db);
    expect(problemOf(await scene.create(scene.set.owner, scene.set.plate, { headers })).code).toBe(
      'cross-site-request',
    );
    expect(changedRows(before, await countRows(scene.set.api.db))).toEqual({});
  });

  test('a page under another host name', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = {
        Host: 'evil.example',
        Origin: scene.set.api.url,
        Cookie: scene.set.owner.cookie(),
        'Content-Type': 'application/json',
      };
      httpRequest(`${scene.set.api.url}/api/v1/applications`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end(JSON.stringify(scene.set.plate));
    });
    expect(status).toBe(403);
  });

  test('where the own address is known, an origin that contradicts it is foreign whatever the browser says', async () => {
    const { databaseUrl, clock } = scene.set.api;
    const strict = await listenOn(databaseUrl, { clock, publicUrl: 'https://yizhan.example' });
    const track = async (headers: Record<string, string>) => {
      const body = { number: 'x', secret: 'x' };
      return (await nobody(strict.url).ask(publicContracts.track, { body, headers })).problem.code;
    };
    const site = { 'Sec-Fetch-Site': 'same-origin' };
    expect(await track({ ...site, Origin: 'https://evil.example' })).toBe('cross-site-request');
    expect(await track({ ...site, Origin: 'https://yizhan.example' })).toBe('not-found');
    await strict.stop();
  });

  test('the own pages, and programs that tell of no site, are served', async () => {
    for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' }, { Origin: scene.set.api.url }, {}]) {
      const told = await nobody(scene.set.api.url).ask(publicContracts.track, {
        body: { number: 'x', secret: 'x' },
        headers,
      });
      expect(told.problem.code).toBe('not-found');
    }
  });
});
