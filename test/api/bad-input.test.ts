// What must not get in with an application or a text: refused in one form, by a known code, storing nothing but its audit row.

import { nobody } from '../harness/people.ts';
import { AUDITED, type BadInput, KEY, NOTHING, refuses, row, sceneOf } from '../harness/scene.ts';

const scene = sceneOf();

const OF_THE_REGISTER: readonly BadInput[] = [
  row('an unknown service', 'service-unknown', '/service', KEY, () =>
    scene.withPlate({ service: 'plate-theft' }),
  ),
  row('a service named like a part of every object', 'service-unknown', '/service', KEY, () =>
    scene.withPlate({ service: 'constructor' }),
  ),
  row('an unknown plate category', 'plate-category-unknown', '/subject/plateCategory', KEY, () =>
    scene.withPlate({ subject: { ...scene.set.plate.subject, plateCategory: '99' } }),
  ),
  row('a vehicle service without a vehicle', 'plate-category-unknown', '/subject/plateCategory', KEY, () =>
    scene.create(scene.set.owner, { ...scene.set.plate, subject: {} }),
  ),
  row(
    'a plate with a letter that plates do not have',
    'plate-number-invalid',
    '/subject/plateNumber',
    KEY,
    () => scene.withPlate({ subject: { plateCategory: '02', plateNumber: '豫QI1234' } }),
  ),
  row('a VIN with a wrong check character', 'vin-invalid', '/subject/vin', KEY, () =>
    scene.withPlate({ subject: { vin: 'LSVAA49J232047371' } }),
  ),
  row('an identity number with a wrong check character', 'id-number-invalid', '/subject/licenceNo', KEY, () =>
    scene.create(scene.set.holder, { ...scene.set.licence, subject: { licenceNo: '11010519491231002Y' } }),
  ),
  row('a division of no province', 'zone-unknown', '/delivery/division', KEY, () =>
    scene.withAddress({ division: '990000' }),
  ),
  row('a division the post does not reach', 'address-not-deliverable', '/delivery', AUDITED, () =>
    scene.withAddress({ division: '710000' }),
  ),
  row('a mobile number of too few digits', 'mobile-invalid', '/delivery/mobile', KEY, () =>
    scene.withAddress({ mobile: '1381234' }),
  ),
  row('somebody else’s vehicle', 'subject-not-own', '/subject', AUDITED, () =>
    scene.create(scene.set.holder, scene.set.plate),
  ),
  row('a vehicle that does not exist', 'subject-not-own', '/subject', AUDITED, () =>
    scene.withPlate({ subject: { plateCategory: '02', plateNumber: '豫QZZ999' } }),
  ),
  row('somebody else’s licence', 'subject-not-own', '/subject', AUDITED, () =>
    scene.create(scene.set.owner, scene.set.licence),
  ),
  row('no way of delivery', 'delivery-required', '/delivery', AUDITED, () =>
    scene.withPlate({ delivery: null }),
  ),
];

const OF_FORMS: readonly BadInput[] = [
  row('a field the service does not have', 'unknown-field', '/form/colour', KEY, () =>
    scene.withForm({ colour: 'blue' }),
  ),
  row('a field that belongs to every object', 'unknown-field', '/form/constructor', KEY, () =>
    scene.withForm({ constructor: 'x' }),
  ),
  row('a required field left out', 'field-required', '/form/lostAt', KEY, () =>
    scene.withForm({ lostAt: ' ' }),
  ),
  row('a choice that is none', 'invalid-field', '/form/reason', KEY, () =>
    scene.withForm({ reason: 'sold' }),
  ),
  row('a date that does not exist', 'invalid-field', '/form/lostOn', KEY, () =>
    scene.withForm({ lostOn: '2015-02-29' }),
  ),
  row('a date to come', 'invalid-field', '/form/lostOn', AUDITED, () =>
    scene.withForm({ lostOn: '2015-11-04' }),
  ),
  row('a text too long', 'invalid-field', '/form/lostAt', KEY, () =>
    scene.withForm({ lostAt: '字'.repeat(101) }),
  ),
  row('an object for a text', 'invalid-field', '/form/lostAt', KEY, () =>
    scene.withForm({ lostAt: { zh: '文明路' } }),
  ),
  row('a list for a form', 'invalid-field', '/form', NOTHING, () => scene.withPlate({ form: [] })),
  row('a declaration not made', 'invalid-field', '/form/declaration', KEY, () =>
    scene.withForm({ declaration: false }),
  ),
  row('an address without a street', 'field-required', '/delivery/address', NOTHING, () =>
    scene.withAddress({ address: undefined }),
  ),
  row('a delivery by pigeon', 'invalid-field', '/delivery/mode', NOTHING, () =>
    scene.withPlate({ delivery: { mode: 'pigeon' } }),
  ),
  row('21 documents', 'invalid-field', '/documents', NOTHING, () =>
    scene.withPlate({ documents: Array.from({ length: 21 }, () => crypto.randomUUID()) }),
  ),
  row('a document id that is none', 'invalid-field', '/documents/0', NOTHING, () =>
    scene.withPlate({ documents: ["'; DROP TABLE document; --"] }),
  ),
];

const SERVER_OWNED = [
  'state',
  'acceptBy',
  'applicantId',
  'id',
  'number',
  'version',
  'office',
  'feeFen',
  'role',
] as const;
const MASS_ASSIGNMENT: readonly BadInput[] = [
  ...SERVER_OWNED.map((field) =>
    row(`${field} set by the applicant`, 'unknown-field', `/${field}`, NOTHING, () =>
      scene.withPlate({ [field]: 'done' }),
    ),
  ),
  row('who decided, set by the clerk', 'unknown-field', '/actor', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'accept', actor: 'x' }),
  ),
  row('a state set with a decision', 'unknown-field', '/state', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'accept', state: 'done' }),
  ),
  row('an action of the system', 'invalid-field', '/action', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'record-register', produces: false }),
  ),
  row('an action of the applicant', 'invalid-field', '/action', NOTHING, () =>
    scene.onOpen(scene.set.desk.clerk, { action: 'withdraw' }),
  ),
];

const NUL = '前\u0000后';
const LONE = '前\ud800后';
const raw = (body: string) => scene.create(scene.set.owner, body);
const deep = (levels: number, opening: string, closing: string) =>
  raw(`{"service":"plate-reissue","form":${opening.repeat(levels)}1${closing.repeat(levels)}}`);

const OF_BYTES: readonly BadInput[] = [
  row('broken JSON', 'malformed-request', undefined, NOTHING, () => raw('{"service":')),
  row('JSON that is a text', 'malformed-request', undefined, NOTHING, () => raw('"plate-reissue"')),
  row('JSON that is a list', 'invalid-field', '', NOTHING, () => raw('[]')),
  row('an empty body', 'field-required', '/service', NOTHING, () => raw('')),
  row('a form instead of JSON', 'media-type-not-supported', undefined, NOTHING, () =>
    scene.create(scene.set.owner, 'service=plate-reissue', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
  ),
  row('JSON called text', 'media-type-not-supported', undefined, NOTHING, () =>
    scene.create(scene.set.owner, scene.set.plate, { headers: { 'Content-Type': 'text/plain' } }),
  ),
  row('JSON in a character set nobody uses', 'media-type-not-supported', undefined, NOTHING, () =>
    scene.create(scene.set.owner, scene.set.plate, {
      headers: { 'Content-Type': 'application/json; charset=koi8-r' },
    }),
  ),
  row('an unknown encoding', 'media-type-not-supported', undefined, NOTHING, () =>
    scene.create(scene.set.owner, scene.set.plate, { headers: { 'Content-Encoding': 'zstd-of-tomorrow' } }),
  ),
  row('a body of 1 MB', 'body-too-large', undefined, NOTHING, () =>
    scene.withForm({ lostAt: 'x'.repeat(1_000_000) }),
  ),
  row('10,000 objects in one another', 'malformed-request', '/form/a/a/a/a/a/a/a/a/a/a/a', NOTHING, () =>
    deep(10_000, '{"a":', '}'),
  ),
  row('45,000 lists in one another', 'malformed-request', '/form/0/0/0/0/0/0/0/0/0/0/0', NOTHING, () =>
    deep(45_000, '[', ']'),
  ),
  row('__proto__ in the body', 'unknown-field', '/__proto__', NOTHING, () =>
    raw('{"service":"plate-reissue","__proto__":{"submit":false}}'),
  ),
  row('__proto__ in the form', 'unknown-field', '/form/__proto__', NOTHING, () =>
    raw('{"service":"plate-reissue","form":{"__proto__":{"reason":"lost"}}}'),
  ),
  row('constructor in the body', 'unknown-field', '/constructor', NOTHING, () =>
    raw('{"service":"plate-reissue","constructor":{}}'),
  ),
  row('a number beyond all bounds', 'malformed-request', '/form/lostAt', NOTHING, () =>
    raw('{"service":"plate-reissue","form":{"lostAt":1e999}}'),
  ),
  row('NUL in a key', 'invalid-text', '/form', NOTHING, () => scene.withForm({ [NUL]: 'x' })),
  row('a lone surrogate in a key', 'invalid-text', '/form', NOTHING, () =>
    raw('{"service":"plate-reissue","form":{"\\ud800":"x"}}'),
  ),
];

/** Every text that can be sent, one by one spoilt. */
const TEXTS: readonly (readonly [pointer: string, send: (text: string) => ReturnType<BadInput['ask']>])[] = [
  ['/service', (text) => scene.withPlate({ service: text })],
  [
    '/subject/plateNumber',
    (text) => scene.withPlate({ subject: { plateCategory: '02', plateNumber: text } }),
  ],
  ['/subject/vin', (text) => scene.withPlate({ subject: { vin: text } })],
  ['/form/lostAt', (text) => scene.withForm({ lostAt: text })],
  ['/delivery/recipient', (text) => scene.withAddress({ recipient: text })],
  ['/delivery/address', (text) => scene.withAddress({ address: text })],
  ['/delivery/mobile', (text) => scene.withAddress({ mobile: text })],
  [
    '/note',
    (text) =>
      scene.onOpen(scene.set.desk.clerk, { action: 'decline', reason: 'identity-mismatch', note: text }),
  ],
  ['/reason', (text) => scene.onOpen(scene.set.desk.clerk, { action: 'decline', reason: text })],
  [
    '/items/0/note',
    (text) =>
      scene.onOpen(scene.set.desk.clerk, {
        action: 'request-supplement',
        reason: 'photo-not-standard',
        items: [{ pointer: '/x', note: text }],
      }),
  ],
  [
    '/trackingNumber',
    (text) => scene.onOpen(scene.set.desk.dispatch, { action: 'dispatch', trackingNumber: text }),
  ],
  ['/pickupCode', (text) => scene.onOpen(scene.set.desk.clerk, { action: 'hand-over', pickupCode: text })],
  [
    '/login',
    (text) =>
      nobody(scene.set.api.url).call('POST', '/api/v1/session', { body: { login: text, password: 'x' } }),
  ],
  [
    '/password',
    (text) =>
      nobody(scene.set.api.url).call('POST', '/api/v1/session', { body: { login: 'x', password: text } }),
  ],
  [
    '/number',
    (text) =>
      nobody(scene.set.api.url).call('POST', '/api/v1/tracking', { body: { number: text, secret: 'x' } }),
  ],
  [
    '/secret',
    (text) =>
      nobody(scene.set.api.url).call('POST', '/api/v1/tracking', { body: { number: 'x', secret: text } }),
  ],
  ['/eventNo', (text) => scene.callback(scene.told(scene.report({ eventNo: text })))],
  ['/place', (text) => scene.callback(scene.told(scene.report({ place: text })))],
];
const OF_TEXTS: readonly BadInput[] = TEXTS.flatMap(([pointer, send]) => [
  row(`NUL in ${pointer}`, 'invalid-text', pointer, NOTHING, () => send(NUL)),
  row(`a lone surrogate in ${pointer}`, 'invalid-text', pointer, NOTHING, () => send(LONE)),
]);

refuses(scene, {
  'the register': OF_THE_REGISTER,
  forms: OF_FORMS,
  'mass assignment': MASS_ASSIGNMENT,
  bytes: OF_BYTES,
  texts: OF_TEXTS,
});
