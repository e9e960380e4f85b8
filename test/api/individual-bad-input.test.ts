// Bad registrations of individuals at the window: each refused with its code and pointer, and nothing stored but the trail.
import { addDays, parseLocalDate } from '../../domain/calendar/local-date.ts';
import {
  ID_DOCUMENTS,
  type IdDocKind,
  mayIdentifyBy,
  RESIDENT_CATEGORIES,
  type ResidentCategory,
} from '../../domain/identity/identity-document.ts';
import { newIndividual, newMobile, newNumber, newPaper } from '../harness/identities.ts';
import { upload } from '../harness/people.ts';
import { AUDITED, NOTHING, refuses, row } from '../harness/scene.ts';
import { problemOf } from '../harness/told.ts';
import { windowScene } from '../harness/window-scene.ts';

const scene = windowScene();

const NUMBER = '/individual/document/number';
const TODAY = parseLocalDate('2015-11-03');

/** Somebody of a category whose document has this number. */
const numbered = (category: ResidentCategory, kind: IdDocKind, number: string) => () =>
  scene.individual({ document: newPaper(kind, { number }) }, newIndividual(category, kind));

const wrongNumber = (what: string, category: ResidentCategory, kind: IdDocKind, number: string) =>
  row(what, 'id-number-invalid', NUMBER, AUDITED, numbered(category, kind, number));

const withDocument = (more: object, kind: IdDocKind = 'resident-id') =>
  scene.individual({ document: { ...scene.set.owner.document, ...newPaper(kind, { ...more }) } });

const dates = (what: string, pointer: string, more: object, kind: IdDocKind = 'resident-id') =>
  row(what, 'identity-document-dates-invalid', `/individual/document${pointer}`, AUDITED, () =>
    withDocument(more, kind),
  );

const elsewhere = (change: object) => () =>
  scene.individual(change, newIndividual('mainland-temporary', 'resident-id'));

const SERVER_OWNED = [
  ...['id', 'state', 'kind', 'role', 'subtype', 'personId', 'unitId', 'unitHead', 'office', 'accountId'],
  ...[
    'applicantId',
    'password',
    'passwordHash',
    'mustChangePassword',
    'sessionEpoch',
    'login',
    'displayName',
  ],
  ...['acceptBy', 'filedById', 'version', 'createdAt', 'totpSealed', 'deceased', 'contactSince'],
];

refuses(scene, {
  'a number': [
    wrongNumber('with a wrong check digit', 'local', 'resident-id', '412801199003071235'),
    wrongNumber('of a day that never was', 'local', 'resident-id', '41280119900230123X'),
    wrongNumber('of somebody not born yet', 'local', 'resident-id', '412801201603071239'),
    wrongNumber('of no province', 'local', 'resident-id', '992801199003071230'),
    wrongNumber('of 17 digits', 'local', 'resident-id', '41280119900307123'),
    wrongNumber('of a temporary card', 'local', 'temporary-resident-id', '412801199003071235'),
    wrongNumber('of Hong Kong', 'hk', 'hk-id', 'A123456(7)'),
    wrongNumber('of Macau', 'macau', 'macau-id', '2234567(8)'),
    wrongNumber('of a Taiwan permit', 'taiwan', 'taiwan-permit', '1234567'),
    wrongNumber('of a travel document', 'taiwan', 'china-travel-document', '12345678'),
    wrongNumber('of a Chinese passport', 'overseas-chinese', 'chinese-passport', 'Z12345678'),
    wrongNumber('of a foreign passport', 'foreigner', 'foreign-passport', 'X123'),
    wrongNumber('of another travel document', 'foreigner', 'other-travel-document', 'T123456789012'),
    wrongNumber('of a diplomat', 'diplomatic', 'diplomatic-id', 'D-1'),
    row('of a residence permit', 'id-number-invalid', '/individual/residencePermit/number', AUDITED, () =>
      elsewhere({ residencePermit: { number: '豫Q', validTo: null } })(),
    ),
  ],

  'a document': [
    row('that expired yesterday', 'identity-document-expired', '/individual/document/validTo', AUDITED, () =>
      withDocument({ validTo: addDays(TODAY, -1) }),
    ),
    dates('issued tomorrow', '/issuedOn', { issuedOn: addDays(TODAY, 1) }),
    dates('good from tomorrow', '/validFrom', { validFrom: addDays(TODAY, 1) }),
    dates('that ends before it begins', '/validTo', { validTo: parseLocalDate('2015-10-01') }),
    dates(
      'that is temporary for four months',
      '/validTo',
      { validTo: parseLocalDate('2016-02-09') },
      'temporary-resident-id',
    ),
    dates('that is temporary for ever', '/validTo', { validTo: null }, 'temporary-resident-id'),
    row('that identifies nobody', 'document-kind-not-accepted', '/individual/document/kind', AUDITED, () =>
      withDocument({}, 'residence-permit'),
    ),
  ],

  somebody: [
    row('born on another day than the number says', 'identity-differs', '/individual/birthOn', AUDITED, () =>
      scene.individual({ birthOn: '1990-03-08' }),
    ),
    row('of the other sex than the number says', 'identity-differs', '/individual/birthOn', AUDITED, () =>
      scene.individual({ sex: 'F' }),
    ),
    row('born tomorrow', 'identity-differs', '/individual/birthOn', AUDITED, () =>
      scene.individual({ birthOn: addDays(TODAY, 1) }, newIndividual('hk', 'hk-id')),
    ),
    row('foreign of no nation', 'nationality-required', '/individual/nationality', AUDITED, () =>
      scene.individual({ nationality: null }, newIndividual('foreigner', 'foreign-passport')),
    ),
    row(
      'from elsewhere without a permit',
      'residence-permit-required',
      '/individual/residencePermit',
      AUDITED,
      elsewhere({ residencePermit: null }),
    ),
    row(
      'from elsewhere with a permit that is over',
      'identity-document-expired',
      '/individual/residencePermit/validTo',
      AUDITED,
      elsewhere({ residencePermit: { number: newNumber('residence-permit'), validTo: addDays(TODAY, -1) } }),
    ),
    row('with a telephone for a mobile', 'mobile-invalid', '/individual/mobile', AUDITED, () =>
      scene.individual({ mobile: '0396-2812345' }),
    ),
    row('registered already', 'already-registered', undefined, AUDITED, () =>
      scene.individual({}, scene.set.user),
    ),
    row('who waits for the review', 'already-registered', undefined, AUDITED, () =>
      scene.individual({}, scene.set.waiting),
    ),
    row('whose temporary card has a registered number', 'already-registered', undefined, AUDITED, () =>
      scene.individual(
        { document: newPaper('temporary-resident-id', { number: scene.set.user.document.number }) },
        scene.set.user,
      ),
    ),
    row('on file under another name', 'register-mismatch', '/individual/name', AUDITED, () =>
      scene.individual({ name: '欧阳别人' }),
    ),
    row('local with nothing on file', 'nothing-on-file', undefined, AUDITED, () =>
      scene.individual({}, newIndividual('local', 'resident-id')),
    ),
  ],

  scans: [
    row('none', 'document-missing', '/documents', AUDITED, () =>
      scene.post({ matter: 'individual-registration', individual: scene.set.owner, documents: [] }),
    ),
    row('without the permit', 'document-missing', '/documents', AUDITED, () =>
      scene.post({
        matter: 'individual-registration',
        individual: newIndividual('mainland-temporary', 'resident-id'),
        documents: [scene.set.scans['identity-document']],
      }),
    ),
    row('that nobody uploaded', 'document-unknown', '/documents', AUDITED, () =>
      scene.post({
        matter: 'individual-registration',
        individual: scene.set.owner,
        documents: ['6f9619ff-8b86-4d11-b42d-00c04fc964ff'],
      }),
    ),
  ],

  'a field': [
    ...SERVER_OWNED.map((name) =>
      row(`${name} of the person`, 'unknown-field', `/individual/${name}`, NOTHING, () =>
        scene.individual({ [name]: 'x' }),
      ),
    ),
    ...SERVER_OWNED.map((name) =>
      row(`${name} of the filing`, 'unknown-field', `/${name}`, NOTHING, () =>
        scene.post({ matter: 'individual-registration', individual: scene.set.owner, [name]: 'x' }),
      ),
    ),
    ...['verified', 'personId'].map((name) =>
      row(`${name} of the document`, 'unknown-field', `/individual/document/${name}`, NOTHING, () =>
        withDocument({ [name]: 'x' }),
      ),
    ),
    row('of a category unknown', 'invalid-field', '/individual/category', NOTHING, () =>
      scene.individual({ category: 'soldier' }),
    ),
    row('of a document unknown', 'invalid-field', '/individual/document/kind', NOTHING, () =>
      scene.individual({ document: { ...scene.set.owner.document, kind: 'library-card' } }),
    ),
    row('of a matter unknown', 'invalid-field', '/matter', NOTHING, () => scene.post({ matter: 'gift' })),
    row('of a day that never was', 'invalid-field', '/individual/birthOn', NOTHING, () =>
      scene.individual({ birthOn: '1990-02-30' }),
    ),
    row('with no name', 'invalid-field', '/individual/name', NOTHING, () => scene.individual({ name: '  ' })),
    row('with a name that cannot be kept', 'invalid-text', '/individual/name', NOTHING, () =>
      scene.individual({ name: '王\u0000明' }),
    ),
    row('with no e-mail address', 'invalid-field', '/individual/email', NOTHING, () =>
      scene.individual({ email: 'not one' }),
    ),
  ],
});

test('a document of another kind of resident is refused, for every pair of the two', async () => {
  const kinds = Object.keys(ID_DOCUMENTS).filter((kind): kind is IdDocKind => kind in ID_DOCUMENTS);
  const categories = Object.keys(RESIDENT_CATEGORIES).filter(
    (category): category is ResidentCategory => category in RESIDENT_CATEGORIES,
  );
  const pairs = categories.flatMap((category) => kinds.map((kind) => ({ category, kind })));
  const wrong = pairs.filter(({ category, kind }) => !mayIdentifyBy(category, kind));
  expect(wrong).toHaveLength(8 * 11 - 12);
  for (const { category, kind } of wrong) {
    const [usual] = RESIDENT_CATEGORIES[category].anyOf;
    const answer = await scene.individual({ document: newPaper(kind) }, newIndividual(category, usual));
    const { code, pointer } = problemOf(answer);
    expect({ category, kind, code, pointer }).toEqual({
      ...{ category, kind, code: 'document-kind-not-accepted', pointer: '/individual/document/kind' },
    });
  }
});

test('somebody registered online is sent to the upgrade, somebody dead nowhere', async () => {
  const { api, user, userId } = scene.set;
  await api.db.account.update({ where: { id: userId }, data: { kind: 'ind-online' } });
  expect(problemOf(await scene.individual({}, user)).code).toBe('upgrade-instead');
  await api.db.account.update({ where: { id: userId }, data: { kind: 'ind-window', state: 'cancelled' } });
  await api.db.person.updateMany({ where: { accounts: { some: { id: userId } } }, data: { deceased: true } });
  const { code, pointer } = problemOf(await scene.individual({}, user));
  expect({ code, pointer }).toEqual({ code: 'register-mismatch', pointer: NUMBER });
});

test('scans of a colleague, of another kind or of another case do not count', async () => {
  const { api, staff, owner, waitingId } = scene.set;
  const body = { matter: 'individual-registration', individual: owner } as const;
  const colleagues = await upload(staff.otherRegistrar, 'identity-document');
  expect(problemOf(await scene.post({ ...body, documents: [colleagues] })).code).toBe('document-unknown');
  const photo = await upload(staff.registrar, 'photo');
  expect(problemOf(await scene.post({ ...body, documents: [photo] })).code).toBe('document-missing');
  const used = await api.db.document.findFirstOrThrow({ where: { application: { applicantId: waitingId } } });
  expect(problemOf(await scene.post({ ...body, documents: [used.id] })).code).toBe('document-unknown');
});

test('nobody but a registrar takes anything down', async () => {
  const { staff, owner, scans } = scene.set;
  const body = {
    matter: 'individual-registration',
    individual: owner,
    documents: [scans['identity-document']],
  };
  for (const by of [staff.reviewer, staff.administrator])
    expect(problemOf(await scene.post(body, by)).code).toBe('not-permitted');
});

test('of two who take the same person down at once, one does', async () => {
  const { staff, owner } = scene.set;
  const filings = [staff.registrar, staff.otherRegistrar].map(async (by) => {
    const documents = [await upload(by, 'identity-document')];
    return by.call('POST', '/api/v1/registrations', {
      body: { matter: 'individual-registration', individual: { ...owner, mobile: newMobile() }, documents },
    });
  });
  const answers = await Promise.all(filings);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});
