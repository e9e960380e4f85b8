// Nobody sets what the platform sets: every body × every object in it × every field that is the server's, refused and not stored.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import type { RouteContract } from '../../../api/contract/define.ts';
import { CONTRACTS } from '../../../api/contract/index.ts';
import { CALLERS, reachIn } from '../../../api/permission-table.ts';
import { AGENT, individual, unit } from '../../../domain/registration/testing/samples.ts';
import { isStrict, type ObjectAt, objectsIn, objectsOf, withField } from '../../harness/body-shapes.ts';
import { ASKS } from '../../harness/permission-asks.ts';
import { permissionScene, type TestCaller } from '../../harness/permission-scene.ts';
import { differing, digestTables } from '../../harness/rows.ts';

const scene = permissionScene();

const SERVER_OWNED: Readonly<Record<string, unknown>> = {
  ...{ id: randomUUID(), role: 'administrator', kind: 'staff', state: 'active', office: 'zmd-xincai' },
  ...{ ownerId: randomUUID(), applicantId: randomUUID(), personId: randomUUID(), unitId: randomUUID() },
  ...{ accountId: randomUUID(), vehicleId: randomUUID(), licenceId: randomUUID(), assigneeId: randomUUID() },
  ...{ unitHead: true, version: 1, number: 'ZMD-1', lifecycle: 'L-POST', stage: 'ended', open: false },
  ...{ decidedBy: randomUUID(), filedById: randomUUID(), createdById: randomUUID(), createdAt: '2015-01-01' },
  ...{ dueAt: '2030-01-01T00:00:00Z', submittedAt: '2015-01-01T00:00:00Z', closedAt: null, leaseUntil: null },
  ...{ feeFen: 0, zone: 'city', pickupCode: '000000', trackingSecretHash: 'x', snapshot: {}, events: [] },
  ...{ mustChangePassword: false, passwordHash: 'x', sessionEpoch: 0, totpSealed: null, oidcSubject: 'me' },
  ...{
    mobileIndex: 'x',
    idDocNoIndex: 'x',
    contentSealed: 'x',
    scopes: ['application:read'],
    expiresAt: null,
  },
  ...{ erasedAt: null, forId: randomUUID(), constructor: {}, prototype: {} },
};

const address = { recipient: '王小明', mobile: '13900000000', division: '411702' };
const delivery = { mode: 'post', ...address, address: '解放路100号', postcode: '463000' };
const filled = { subject: { licenceNo: '412801199003071234' }, form: {}, documents: [], delivery };
const permit = { number: '豫Q驻2015第00123号', validTo: null };
const person = { ...individual('local', 'resident-id'), residencePermit: permit };
const change = (body: object) => ({ matter: 'registration-change', accountId: randomUUID(), change: body });

/** The result by post, at the counter, and printed. */
const everyWay = [
  filled,
  { ...filled, delivery: { mode: 'pickup' } },
  { ...filled, delivery: { mode: 'print' } },
];
const submitted = everyWay.map((body) => ({ service: 'licence-renewal', ...body }));

/** Bodies with every object that the contract knows, where the ordinary one leaves some out. */
const WHOLE: Readonly<Record<string, readonly unknown[]>> = {
  signIn: [
    { login: 'nobody', password: 'x' },
    { login: 'nobody', code: '000000' },
  ],
  createApplication: submitted,
  checkApplication: submitted,
  createApplications: submitted.map((body) => ({ items: [{ ...body, key: 'item-0001' }] })),
  editDraft: everyWay,
  submitDraft: everyWay,
  changeDelivery: everyWay.map((body) => ({ delivery: body.delivery })),
  lookUpViolations: [{ recordNo: '4117020000000000' }, { plateCategory: '02', plateNumber: '豫QZ0001' }],
  handleAtWindow: [
    { items: [{ key: 'item-0001', act: 'decide', recordNo: '0', licenceNo: null }] },
    { items: [{ key: 'item-0001', act: 'record-payment', decisionNo: '0' }] },
  ],
  decide: [{ action: 'request-supplement', reason: 'x', items: [{ pointer: '/form', note: '请补充' }] }],
  fileRegistration: [
    { matter: 'individual-registration', individual: person },
    { matter: 'registration-upgrade', accountId: randomUUID(), individual: person },
    { matter: 'unit-registration', unit: unit('hospital', { agent: AGENT }) },
    change({ kind: 'mobile', mobile: '13900000000' }),
    change({ kind: 'name', name: '王小明' }),
    change({ kind: 'id-number', document: person.document }),
    change({ kind: 'reduce-to-online' }),
    change({ kind: 'unit-options', options: [3] }),
    change({ kind: 'unit-agent', agent: AGENT }),
    change({
      ...{ kind: 'unit-legal-representative' },
      legalRepresentative: { name: '张法定', document: person.document },
    }),
  ],
};

/** Bodies in a form that is not ours: what they bring besides is passed over, and goes nowhere. */
const FORMS_OF_OTHERS: Readonly<Record<string, string>> = {
  receiveCourierEvent: 'the courier’s',
  decodePayloads: 'Temporal’s',
};

/** A notice of a bank is a text: it has no fields until its signature has been found good. */
const WRITES = CONTRACTS.filter(({ body }) => body !== undefined && objectsOf(body).length > 0);
const OURS = WRITES.filter(({ operation }) => !(operation in FORMS_OF_OTHERS));

/** Somebody whom the route lets as far as reading the body. */
function callerOf({ operation, access }: RouteContract): TestCaller {
  const permitted = CALLERS.find((name) => !['none', null].includes(reachIn(operation, name)));
  const caller = scene.set.callers.get(typeof access === 'string' ? 'anonymous' : (permitted ?? 'anonymous'));
  if (!caller) throw new Error(`nobody may call ${operation}`);
  return caller;
}

function bodiesOf({ operation }: RouteContract): readonly unknown[] {
  return WHOLE[operation] ?? [ASKS[operation]?.asking?.(randomUUID(), scene.set).body];
}

const pointerOf = (path: readonly (string | number)[], name: string) =>
  [...path, name].map((step) => `/${step}`).join('');

let asked = 0;

async function tryFields(
  contract: RouteContract,
  body: unknown,
  { schema, path }: ObjectAt,
): Promise<string[]> {
  const caller = callerOf(contract);
  const names = Object.keys(SERVER_OWNED).filter((name) => !(name in schema.shape));
  const surprises: string[] = [];
  for (const name of names) {
    const sent = withField(body, path, { [name]: SERVER_OWNED[name] });
    const params = { id: randomUUID(), orderNo: 'PAY-20151103-999999-0' };
    const told = await caller.ask(contract, { params, version: 1, body: sent });
    asked += 1;
    const { code, pointer } = told.problem;
    if (code !== 'unknown-field' || pointer !== pointerOf(path, name))
      surprises.push(`${pointerOf(path, name)}: ${code} at ${pointer}`);
  }
  return surprises;
}

test('every object of every body is strict, but for forms that are not ours', () => {
  const loose = WRITES.filter(({ body }) => body && objectsOf(body).some((schema) => !isStrict(schema)));
  expect(loose.map(({ operation }) => operation).sort()).toEqual(Object.keys(FORMS_OF_OTHERS).sort());
  expect(OURS.length).toBeGreaterThan(25);
});

test.each(OURS.map((contract) => [contract.operation, contract] as const))(
  '%s: a field that is the server’s is refused wherever it stands, and nothing is stored',
  async (_, contract) => {
    const { db } = scene.set.api;
    const { body: schema } = contract;
    if (!schema) throw new Error('a route without a body');
    const before = await digestTables(db);
    const reached = new Set<ObjectAt['schema']>();
    for (const body of bodiesOf(contract)) {
      const objects = objectsIn(schema, body);
      expect(objects[0]?.path).toEqual([]);
      for (const object of objects) {
        if (reached.has(object.schema)) continue;
        reached.add(object.schema);
        expect(await tryFields(contract, body, object)).toEqual([]);
      }
    }
    expect(objectsOf(schema).filter((object) => !reached.has(object))).toEqual([]);
    const changed = differing(before, await digestTables(db));
    expect(changed.filter((name) => name !== 'session')).toEqual([]);
  },
);

test('the answers of a form are those that its service asks for', async () => {
  const caller = scene.set.callers.get('window-user');
  const { form } = scene.set.window;
  for (const name of Object.keys(SERVER_OWNED)) {
    const body = { service: 'licence-renewal', form: { ...form, [name]: SERVER_OWNED[name] } };
    const told = await caller?.ask(applications.create, { body });
    expect(told?.problem).toMatchObject({ code: 'unknown-field', pointer: `/form/${name}` });
  }
  const draft = { service: 'licence-renewal', form: { ...form, ...SERVER_OWNED }, submit: false };
  const id = (await caller?.ask(applications.create, { body: draft }))?.body.id ?? '';
  const kept = (await caller?.ask(applications.read, { params: { id } }))?.body;
  expect(kept?.form).toEqual(form);
  expect(kept?.applicantId).toBe(caller?.accountId);
});

test('what forms of others bring besides is dropped before it is looked at', () => {
  for (const { operation, body } of WRITES.filter((contract) => contract.operation in FORMS_OF_OTHERS)) {
    const sent = ASKS[operation]?.asking?.('', scene.set).body;
    for (const { path } of body ? objectsIn(body, sent) : []) {
      const read = body?.parse(withField(sent, path, SERVER_OWNED));
      expect(JSON.stringify(read)).not.toMatch(/administrator|sessionEpoch/);
    }
  }
});

test('so many were tried', () => {
  console.log(`${asked} bodies with a field that is the server’s`);
  expect(asked).toBeGreaterThan(1_500);
});
