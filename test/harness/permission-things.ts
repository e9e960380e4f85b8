// Objects of every kind that routes name: whose each is, and the fields by which rules see it.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import type { TableCaller } from '../../api/permission-table.ts';
import type { Database } from '../../db/client.ts';
import { STAFF_ROLES } from '../../domain/permissions/role.ts';
import { individual } from '../../domain/registration/testing/samples.ts';
import type { Applicant } from '../../prisma/seed/applicants.ts';
import type { TestApi } from './api.ts';
import { newSession } from './appointments.ts';
import { copyCase } from './case-copies.ts';
import { type Person, upload } from './people.ts';
import { certificates } from './permission-certificates.ts';
import { paymentOrders } from './permission-payments.ts';
import { differences } from './permission-statements.ts';
import { ELSEWHERE, HERE, missing, type Thing, thing } from './permission-thing.ts';
import { keys, listings } from './permission-unit-things.ts';
import { type ViolationThing, violations } from './permission-violations.ts';
import { file } from './window.ts';

export { ELSEWHERE, HERE, MISSING, type Thing } from './permission-thing.ts';

export type CallerName = 'anonymous' | TableCaller;

/** Accounts that never call; they own what is not the callers'. */
export interface Bystanders {
  readonly stranger: Applicant;
  /** Of another office. */
  readonly far: Applicant;
  readonly colleague: string;
  readonly colleagueElsewhere: string;
  readonly unit: string;
  readonly otherUnit: string;
  /** Of the callers' unit. */
  readonly operator: string;
  readonly otherOperator: string;
}

export type ThingKind =
  | 'application'
  | 'document'
  | 'task'
  | 'batch'
  | 'account'
  | 'staff'
  | 'substitution'
  | 'booking'
  | 'appointmentSession'
  | 'apiKey'
  | 'operator'
  | 'session'
  | 'registration'
  | 'bodyCertificate'
  | 'listing'
  | 'difference'
  | 'paymentOrder'
  | ViolationThing;

export type Things = Readonly<Record<ThingKind, readonly Thing[]>>;

interface Setting {
  readonly api: TestApi;
  readonly at: (name: CallerName) => Person;
  readonly by: Bystanders;
}

/** Lays out what the callers ask for. */
export async function layOutThings(setting: Setting): Promise<Things> {
  const { db } = setting.api;
  const cases = await layOutCases(setting);
  const registration = await registrations(setting);
  const filed = registration.filter(({ ownerId }) => ownerId !== null);
  const { id: reviewId } = await db.task.findFirstOrThrow({ where: { kind: 'review-registration' } });
  return {
    ...(await layOutPeople(setting)),
    ...cases,
    registration: [...registration, missing()],
    batch: await batches(setting),
    application: [...cases.application, ...filed, missing()],
    listing: await listings(setting.api, setting.by),
    difference: await differences(setting.api.db),
    paymentOrder: await paymentOrders(setting.api, cases.application),
    ...(await violations({
      api: setting.api,
      online: setting.at('online-user').accountId,
      window: setting.at('window-user').accountId,
      stranger: setting.by.stranger.accountId,
      colleague: setting.by.colleague,
    })),
    bodyCertificate: await certificates(setting.api.db, setting.by, cases.application),
    task: [...cases.task, thing('review of a registration', reviewId, { role: 'reviewer' }), missing()],
  };
}

/** One case is filed as people file it; the others are the same in other hands. */
async function layOutCases({ api: { db }, at, by }: Setting) {
  const self = at('window-user');
  const documents = [await upload(self, 'body-certificate')];
  const body = {
    service: 'licence-renewal',
    form: {},
    delivery: { mode: 'pickup' },
    documents,
    submit: false,
  };
  const draft = (await self.ask(applications.create, { body })).body;
  const copy = async (what: string, ownerId: string, more: Partial<Thing> = {}) => {
    const made = thing(what, randomUUID(), { ownerId, ...more });
    await copyCase(db, draft.id, made);
    return made;
  };
  const list = [
    await copy('of the online user', at('online-user').accountId),
    await copy('of the window user', self.accountId),
    await copy('of the operator', at('unit-operator').accountId, { unitId: by.unit }),
    await copy('of the head', at('unit-head').accountId, { unitId: by.unit }),
    await copy('of another unit', by.otherOperator, { unitId: by.otherUnit }),
    await copy('of a stranger', by.stranger.accountId),
    await copy('of another office', by.far.accountId, { office: ELSEWHERE }),
    await copy('a draft of a stranger', by.stranger.accountId, { isLoose: true }),
    thing('a draft of the window user', draft.id, { ownerId: self.accountId, isLoose: true }),
  ];
  const documentRows = await db.document.findMany({
    where: { applicationId: { in: list.map(({ id }) => id) } },
  });
  const documentOf = (of: Thing) => ({
    ...of,
    id: documentRows.find(({ applicationId }) => applicationId === of.id)?.id ?? '',
  });
  const loose = thing('loose, of the online user', await upload(at('online-user'), 'photo'), {
    ...{ ownerId: at('online-user').accountId, office: null, isLoose: true },
  });
  return {
    application: list,
    document: [...list.map(documentOf), loose, missing()],
    task: await layOutTasks(db, list, by),
  };
}

/** Work of every role that has some, held and free, here and elsewhere, done and to be done. */
async function layOutTasks(db: Database, cases: readonly Thing[], by: Bystanders) {
  const roles = [
    ...(['clerk', 'reviewer', 'production', 'dispatch'] as const).map((role) => ({ role, more: {} })),
    { role: 'clerk', more: { assigneeId: by.colleague, leaseUntil: new Date('2030-01-01') } },
    { role: 'clerk', more: { state: 'closed' } },
    { role: 'clerk', more: { office: ELSEWHERE } },
  ];
  const tasks: Thing[] = [];
  for (const [index, { role, more }] of roles.entries()) {
    const { id: applicationId = '' } = cases[index % cases.length] ?? {};
    const id = randomUUID();
    await db.task.create({
      data: {
        ...{ id, applicationId, kind: role === 'production' ? 'produce' : 'accept', role, office: HERE },
        ...{ service: 'licence-renewal', state: 'open', createdAt: new Date('2015-11-03T02:00:00Z') },
        ...more,
      },
    });
    const office = 'office' in more ? ELSEWHERE : HERE;
    tasks.push(thing(`${Object.keys(more)[0] ?? 'free'} of a ${role}`, id, { office, role }));
  }
  return tasks;
}

async function layOutPeople({ api, at, by }: Setting) {
  const { db } = api;
  const of = (what: string, id: string, more: Partial<Thing> = {}) =>
    thing(what, id, { ownerId: id, ...more });
  const stranger = of('a stranger', by.stranger.accountId);
  const colleague = of('a colleague', by.colleague);
  const elsewhere = of('a colleague elsewhere', by.colleagueElsewhere, { office: ELSEWHERE });
  const user = { ...stranger, isOther: true };
  return {
    account: [
      of('the online user', at('online-user').accountId),
      of('the operator', at('unit-operator').accountId, { unitId: by.unit }),
      stranger,
      of('somebody of another office', by.far.accountId, { office: ELSEWHERE }),
      { ...colleague, isOther: true },
      missing(),
    ],
    staff: [of('the administrator', at('administrator').accountId), colleague, elsewhere, user, missing()],
    operator: [
      of('the head', at('unit-head').accountId, { unitId: by.unit }),
      of('a second operator', by.operator, { unitId: by.unit }),
      of('of another unit', by.otherOperator, { unitId: by.otherUnit }),
      user,
      missing(),
    ],
    substitution: await substitutions(db, at('supervisor').accountId, by),
    booking: await bookings(db, at('online-user').accountId, by),
    appointmentSession: await appointmentSessions(db),
    apiKey: await keys(db, by),
    session: await sessions(db, at),
  };
}

async function substitutions(db: Database, createdById: string, by: Bystanders) {
  const until = new Date('2015-11-20T00:00:00Z');
  const from = new Date('2015-11-19T00:00:00Z');
  const shared = { from, until, reason: '年休假', createdById, createdAt: from };
  const made = [
    thing('of the office', randomUUID()),
    thing('of another office', randomUUID(), { office: ELSEWHERE }),
  ];
  for (const { id, office } of made)
    await db.substitution.create({
      data: {
        ...{ ...shared, id, office: office ?? '' },
        absentId: by.colleague,
        substituteId: by.colleagueElsewhere,
      },
    });
  return [...made, missing()];
}

async function bookings(db: Database, ownId: string, by: Bystanders) {
  const made = [
    thing('of the online user', randomUUID(), { ownerId: ownId }),
    thing('of a stranger', randomUUID(), { ownerId: by.stranger.accountId }),
    thing('of another office', randomUUID(), { ownerId: by.far.accountId, office: ELSEWHERE }),
  ];
  for (const [index, { id, ownerId, office }] of made.entries())
    await db.counterBooking.create({
      data: {
        ...{ id, accountId: ownerId ?? '', office: office ?? '', purpose: 'upgrade', half: 'am' },
        ...{ on: new Date('2015-11-05'), seat: index + 1, code: `YZ00000000${index}`, createdAt: new Date() },
      },
    });
  return [...made, missing()];
}

async function appointmentSessions(db: Database) {
  const here = await newSession(db, { state: 'planned' });
  const there = await newSession(db, { state: 'planned', office: ELSEWHERE });
  return [thing('of the office', here), thing('of another office', there, { office: ELSEWHERE }), missing()];
}

/** Each caller's session once more, under a handle of its own. */
async function sessions(db: Database, at: Setting['at']) {
  const names: readonly CallerName[] = [
    ...(['online-user', 'window-user', 'unit-operator', 'unit-head'] as const),
    ...STAFF_ROLES,
  ];
  const made = names.map((name) => thing(`of ${name}`, randomUUID(), { ownerId: at(name).accountId }));
  for (const { id, ownerId } of made)
    await db.$executeRaw`
      INSERT INTO session (sid, sess, expire)
      SELECT ${id}, jsonb_set(sess::jsonb, '{handle}', to_jsonb(${id}::text))::json, expire
      FROM session WHERE sess->>'accountId' = ${ownerId} LIMIT 1`;
  return [...made, missing()];
}

async function batches({ api: { db }, at, by }: Setting) {
  const takenAt = new Date('2015-11-03T02:00:00Z');
  const made = [
    thing('of the office', randomUUID()),
    thing('of another office', randomUUID(), { office: ELSEWHERE }),
  ];
  for (const { id, office } of made) {
    const takenById = office === HERE ? at('production').accountId : by.colleagueElsewhere;
    await db.productionBatch.create({ data: { id, office: office ?? '', takenById, takenAt } });
  }
  return [...made, missing()];
}

async function registrations({ api: { db }, at }: Setting) {
  const form = { matter: 'individual-registration', individual: individual('hk', 'hk-id') } as const;
  const { id } = await file(at('registrar'), form);
  const { applicantId: ownerId } = await db.application.findUniqueOrThrow({ where: { id } });
  const elsewhere = thing('a registration of another office', randomUUID(), { ownerId, office: ELSEWHERE });
  await db.$executeRaw`
    INSERT INTO application
    SELECT r.* FROM application a, jsonb_populate_record(a, jsonb_build_object(
      'id', ${elsewhere.id}::text, 'number', a.number || 'B', 'office', ${ELSEWHERE}::text)) r
    WHERE a.id = ${id}::uuid`;
  const ordinary = await db.application.findFirstOrThrow({ where: { office: HERE, state: 'submitted' } });
  return [
    thing('a registration', id, { ownerId }),
    elsewhere,
    thing('no registration', ordinary.id, { isOther: true }),
  ];
}
