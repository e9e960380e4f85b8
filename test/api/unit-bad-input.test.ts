// Bad registrations of units, and bad upgrades and changes: each refused with its code and pointer, and nothing stored.
import { addDays, parseLocalDate } from '../../domain/calendar/local-date.ts';
import {
  mayChooseOption,
  UNIT_KINDS,
  UNIT_OPTIONS,
  type UnitKind,
} from '../../domain/registration/unit-kinds.ts';
import { newAgent, newMobile, newPaper, newUnit, usccOf } from '../harness/identities.ts';
import { upload } from '../harness/people.ts';
import { AUDITED, NOTHING, refuses, row } from '../harness/scene.ts';
import { problemOf } from '../harness/told.ts';
import { windowScene } from '../harness/window-scene.ts';

const scene = windowScene();
const TODAY = parseLocalDate('2015-11-03');
const unit = newUnit('hospital');

/** Files the unit with an agent who could act for it but for what is changed. */
function byAgent(change: object, authorised: object | null = {}) {
  const agent = newAgent(unit.name);
  const authorisation = authorised && { ...agent.authorisation, ...authorised };
  return scene.unit({ agent: { ...agent, authorisation, ...change } }, { ...unit, agent });
}

const unauthorised = (what: string, authorised: object | null) =>
  row(what, 'agent-without-authorisation', '/unit/agent/authorisation', AUDITED, () =>
    byAgent({}, authorised),
  );

const headed = (document: object) =>
  scene.unit({
    legalRepresentative: { name: '张法定', document: { ...newPaper('resident-id'), ...document } },
  });

const change = (of: object, accountId = scene.set.unitHeadId) =>
  scene.post({
    matter: 'registration-change',
    ...{ accountId, change: of },
    documents: [scene.set.scans['identity-document'], scene.set.scans.authorisation],
  });

const upgrade = (of: object) =>
  scene.post({
    matter: 'registration-upgrade',
    individual: scene.set.user,
    documents: [scene.set.scans['identity-document']],
    ...of,
  });

const SERVER_OWNED = [
  ...['id', 'state', 'kind', 'role', 'unitHead', 'office', 'accountId', 'unitId', 'login', 'apiKeys'],
  ...['createdAt', 'legalRepresentativeSealed', 'accounts', 'password', 'sessionEpoch'],
];

refuses(scene, {
  'a code': [
    row('with a wrong check character', 'org-code-invalid', '/unit/orgCode', AUDITED, () =>
      scene.unit({ orgCode: '71526726-0' }),
    ),
    row('of a licence with a wrong check character', 'org-code-invalid', '/unit/uscc', AUDITED, () =>
      scene.unit({ orgCode: null, uscc: '9144030071526726XH' }),
    ),
    row('of a licence with another unit’s inside', 'org-code-invalid', '/unit/uscc', AUDITED, () =>
      scene.unit({ uscc: '9144030071526726XG' }),
    ),
    row('neither of one kind nor of the other', 'org-code-invalid', '/unit/orgCode', AUDITED, () =>
      scene.unit({ orgCode: null }),
    ),
    row('that is registered', 'unit-already-registered', '/unit', AUDITED, () =>
      scene.unit({}, scene.set.unit),
    ),
    row('that is registered, in a business licence', 'unit-already-registered', '/unit', AUDITED, () => {
      const { orgCode } = scene.set.unit;
      return scene.unit({ orgCode: null, uscc: usccOf(orgCode ?? '') }, scene.set.unit);
    }),
    row('that was registered under another name', 'unit-name-mismatch', '/unit/name', AUDITED, () =>
      scene.unit({ name: '驻马店市另一家有限公司' }, scene.set.closed),
    ),
    row(
      'that was another’s to represent',
      'legal-representative-mismatch',
      '/unit/legalRepresentative/name',
      AUDITED,
      () =>
        scene.unit(
          { legalRepresentative: { ...scene.set.closed.legalRepresentative, name: '张别人' } },
          scene.set.closed,
        ),
    ),
  ],

  'an agent': [
    unauthorised('without authorisation', null),
    unauthorised('with that of somebody else', { agentName: '别人' }),
    unauthorised('with that of another unit', { unitName: '别的单位' }),
    unauthorised('with one nobody sealed', { sealed: false }),
    unauthorised('with one of tomorrow', { signedOn: addDays(TODAY, 1) }),
    row(
      'whose document has expired',
      'identity-document-expired',
      '/unit/agent/document/validTo',
      AUDITED,
      () => byAgent({ document: newPaper('resident-id', { validTo: addDays(TODAY, -1) }) }),
    ),
    row('with a wrong number', 'id-number-invalid', '/unit/agent/document/number', AUDITED, () =>
      byAgent({ document: newPaper('resident-id', { number: '412801199003071235' }) }),
    ),
    row('without a mobile', 'mobile-invalid', '/unit/agent/mobile', AUDITED, () =>
      byAgent({ mobile: '110' }),
    ),
    row('whose authorisation was not scanned', 'document-missing', '/documents', AUDITED, () =>
      scene.post({
        ...{ matter: 'unit-registration', unit: { ...unit, agent: newAgent(unit.name) } },
        documents: [scene.set.scans['identity-document'], scene.set.scans['organisation-code-certificate']],
      }),
    ),
  ],

  'a legal representative': [
    row(
      'whose document has expired',
      'identity-document-expired',
      '/unit/legalRepresentative/document/validTo',
      AUDITED,
      () => headed({ validTo: addDays(TODAY, -1) }),
    ),
    row(
      'with a wrong number',
      'id-number-invalid',
      '/unit/legalRepresentative/document/number',
      AUDITED,
      () => headed({ number: '412801199003071235' }),
    ),
  ],

  services: [
    row('none', 'field-required', '/unit/options', AUDITED, () => scene.unit({ options: [] })),
    row('one twice', 'invalid-field', '/unit/options', NOTHING, () => scene.unit({ options: [3, 3] })),
    row('one that there is not', 'invalid-field', '/unit/options/0', NOTHING, () =>
      scene.unit({ options: [7] }),
    ),
  ],

  'a field': [
    ...SERVER_OWNED.map((name) =>
      row(`${name} of the unit`, 'unknown-field', `/unit/${name}`, NOTHING, () =>
        scene.unit({ [name]: 'x' }),
      ),
    ),
    ...['unitId', 'verified'].map((name) =>
      row(`${name} of the agent`, 'unknown-field', `/unit/agent/${name}`, NOTHING, () =>
        byAgent({ [name]: 'x' }),
      ),
    ),
    row('of a kind unknown', 'invalid-field', '/unit/unitKind', NOTHING, () =>
      scene.unit({ unitKind: 'bank' }),
    ),
  ],

  'an upgrade': [
    row('of a window user', 'upgrade-not-needed', undefined, AUDITED, () =>
      upgrade({ accountId: scene.set.userId }),
    ),
    row('of nobody', 'not-found', undefined, AUDITED, () => upgrade({})),
    row('of a member of the staff', 'not-found', undefined, AUDITED, () =>
      upgrade({ accountId: scene.set.staff.reviewer.accountId }),
    ),
    row('under a code nobody has', 'not-found', undefined, AUDITED, () =>
      upgrade({ bookingCode: 'YZ000000000' }),
    ),
    row('that names the kind to become', 'unknown-field', '/kind', NOTHING, () =>
      upgrade({ accountId: scene.set.userId, kind: 'ind-window' }),
    ),
  ],

  'a change': [
    row('of an account that waits', 'account-not-active', undefined, AUDITED, () =>
      change({ kind: 'name', name: '欧阳新' }, scene.set.waitingId),
    ),
    row('of nobody’s account', 'not-found', undefined, AUDITED, () =>
      change({ kind: 'name', name: '欧阳新' }, '6f9619ff-8b86-4d11-b42d-00c04fc964ff'),
    ),
    row('of a unit’s name', 'change-not-applicable', '/change/kind', AUDITED, () =>
      change({ kind: 'name', name: '别的单位' }),
    ),
    row('of a unit to an online user', 'change-not-applicable', '/change/kind', AUDITED, () =>
      change({ kind: 'reduce-to-online' }),
    ),
    row('of a person’s services', 'change-not-applicable', '/change/kind', AUDITED, () =>
      change({ kind: 'unit-options', options: [3] }, scene.set.userId),
    ),
    row('to a service not for the unit', 'option-not-allowed', '/change/options/1', AUDITED, () =>
      change({ kind: 'unit-options', options: [3, 1] }),
    ),
    row('to a mobile that is none', 'mobile-invalid', '/change/mobile', AUDITED, () =>
      change({ kind: 'mobile', mobile: '110' }, scene.set.userId),
    ),
    row('to somebody else’s number', 'register-mismatch', '/change/document/number', AUDITED, () =>
      change({ kind: 'id-number', document: scene.set.owner.document }, scene.set.userId),
    ),
    row(
      'to an agent who is not authorised',
      'agent-without-authorisation',
      '/change/agent/authorisation',
      AUDITED,
      () => change({ kind: 'unit-agent', agent: newAgent('别的单位') }),
    ),
    row('without a scan', 'document-missing', '/documents', AUDITED, () =>
      scene.post({
        ...{ matter: 'registration-change', accountId: scene.set.userId, documents: [] },
        change: { kind: 'mobile', mobile: newMobile() },
      }),
    ),
    row('of more than was asked', 'unknown-field', '/change/state', NOTHING, () =>
      change({ kind: 'mobile', mobile: newMobile(), state: 'active' }, scene.set.userId),
    ),
  ],
});

test('a service that is not for a kind of unit is refused, for every pair of the two', async () => {
  const kinds = Object.keys(UNIT_KINDS).filter((kind): kind is UnitKind => kind in UNIT_KINDS);
  const options = ([1, 2, 3, 4, 5, 6] as const).filter((option) => option in UNIT_OPTIONS);
  const pairs = kinds.flatMap((kind) => options.map((option) => ({ kind, option })));
  const wrong = pairs.filter(({ kind, option }) => !mayChooseOption(kind, option));
  // Nine kinds of six options; the table of §6 has eighteen ticks.
  expect(wrong).toHaveLength(9 * 6 - 18);
  for (const { kind, option } of wrong) {
    const { code, pointer } = problemOf(await scene.unit({ options: [3, option] }, newUnit(kind)));
    const refused = { code: 'option-not-allowed', pointer: '/unit/options/1' };
    expect({ kind, option, code, pointer }).toEqual({ kind, option, ...refused });
  }
});

test('an account of another office is no account', async () => {
  const { staff, userId } = scene.set;
  const documents = [await upload(staff.outsideRegistrar, 'identity-document')];
  const body = { matter: 'registration-change', accountId: userId, documents };
  const asked = { ...body, change: { kind: 'mobile', mobile: newMobile() } };
  expect(problemOf(await scene.post(asked, staff.outsideRegistrar)).code).toBe('not-found');
});

test('one change of an account is decided before the next is taken down', async () => {
  const asked = () => change({ kind: 'mobile', mobile: newMobile() }, scene.set.userId);
  const answers = await Promise.all([asked(), asked()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(problemOf(await asked()).code).toBe('duplicate-application');
});
