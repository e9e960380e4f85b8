// Who may register online, and who has to come to a window.
import { ACCOUNT_STATES, nextAccountState } from './account-life.ts';
import { checkOnline, type KnownIdentity, type OnlineClaim, type OnlineSubtype } from './online.ts';
import { checkPassword } from './password.ts';
import { missingScan, scansNeeded } from './scans.ts';
import { AGENT, individual, unit } from './testing/samples.ts';

const claim = (subtype: OnlineSubtype, more: Partial<OnlineClaim> = {}): OnlineClaim => ({
  subtype,
  name: '王小明',
  mobile: '13812341234',
  ...more,
});

const driver: KnownIdentity = {
  name: '王小明',
  deceased: false,
  mobile: '13812341234',
  ownsLocalVehicle: false,
  holdsLocalLicence: true,
  ownsAnything: true,
  openLicenceApplication: false,
  livingAccount: null,
  lostForWantOfPlate: false,
};
const THEIRS = { hasThisMobile: true };
const OTHERS = { hasThisMobile: false };
const owner = { ...driver, holdsLocalLicence: false, ownsLocalVehicle: true };
const learner = { ...driver, holdsLocalLicence: false, ownsAnything: false, openLicenceApplication: true };
const stranger = { ...learner, openLicenceApplication: false };

test.each<readonly [string, OnlineClaim, KnownIdentity | null, string | undefined]>([
  ['a driver', claim('owner-or-driver'), driver, undefined],
  ['an owner', claim('owner-or-driver'), owner, undefined],
  [
    'a driver from elsewhere',
    claim('owner-or-driver'),
    { ...driver, holdsLocalLicence: false },
    'register-mismatch',
  ],
  ['somebody unknown', claim('owner-or-driver'), null, 'register-mismatch'],
  ['another name', claim('owner-or-driver', { name: '王小朋' }), driver, 'register-mismatch'],
  ['another mobile', claim('owner-or-driver', { mobile: '13812341235' }), driver, 'register-mismatch'],
  ['no mobile on file', claim('owner-or-driver'), { ...driver, mobile: null }, 'register-mismatch'],
  ['somebody dead', claim('owner-or-driver'), { ...driver, deceased: true }, 'register-mismatch'],
  [
    'somebody registered',
    claim('owner-or-driver'),
    { ...driver, livingAccount: THEIRS },
    'already-registered',
  ],
  [
    'somebody registered under another mobile learns nothing',
    claim('owner-or-driver', { mobile: '13812341235' }),
    { ...driver, livingAccount: OTHERS },
    'register-mismatch',
  ],
  ['a learner', claim('learner'), learner, undefined],
  ['a learner who left no mobile', claim('learner'), { ...learner, mobile: null }, undefined],
  [
    'a learner with another mobile',
    claim('learner', { mobile: '13812341235' }),
    learner,
    'register-mismatch',
  ],
  ['a learner whose application is over', claim('learner'), stranger, 'register-mismatch'],
  ['a new car’s owner', claim('new-car-owner'), null, undefined],
  ['a new car’s owner known by name', claim('new-car-owner'), stranger, undefined],
  [
    'a new car’s owner with another name',
    claim('new-car-owner', { name: '王' }),
    stranger,
    'register-mismatch',
  ],
  ['a new car’s owner with a car', claim('new-car-owner'), owner, 'register-mismatch'],
  ['a new car’s owner who learns to drive', claim('new-car-owner'), learner, 'register-mismatch'],
  [
    'a new car’s owner who let the day pass',
    claim('new-car-owner'),
    { ...stranger, lostForWantOfPlate: true },
    'mobile-barred',
  ],
  [
    'a new car’s owner who has an account',
    claim('new-car-owner'),
    { ...stranger, mobile: null, livingAccount: THEIRS },
    'already-registered',
  ],
  [
    'a new car’s owner whose account has another mobile',
    claim('new-car-owner'),
    { ...stranger, mobile: null, livingAccount: OTHERS },
    'register-mismatch',
  ],
  [
    'a learner who left no mobile and has an account with another',
    claim('learner'),
    { ...learner, mobile: null, livingAccount: OTHERS },
    'register-mismatch',
  ],
  [
    'an owner who let the day pass as a new car’s owner',
    claim('owner-or-driver'),
    { ...owner, lostForWantOfPlate: true },
    'mobile-barred',
  ],
])('%s', (_who, asked, known, code) => {
  expect(checkOnline(asked, known)?.code).toBe(code);
});

test.each([
  ['abcd1234', true],
  ['ABCDefgh', true],
  ['一二三四五六七8', true],
  ['abcdefgh', false],
  ['12345678', false],
  ['abc1234', false],
  ['', false],
])('the password %s: %s', (password, good) => {
  expect(checkPassword(password) === null).toBe(good);
});

test('an account moves only as §8 has it', () => {
  const moves = ACCOUNT_STATES.map((state) =>
    (['suspend', 'reinstate', 'cancel'] as const).map((action) => nextAccountState(state, action)),
  );
  expect(Object.fromEntries(ACCOUNT_STATES.map((state, index) => [state, moves[index]]))).toEqual({
    pending: [null, null, null],
    active: ['suspended', null, 'cancelled'],
    suspended: [null, 'active', 'cancelled'],
    cancelled: [null, null, null],
    rejected: [null, null, null],
  });
});

test('scans are asked for by what is registered', () => {
  const at = { matter: 'individual-registration' } as const;
  const elsewhere = { ...at, individual: individual('mainland-temporary', 'resident-id') };
  expect(scansNeeded({ ...at, individual: individual('local', 'resident-id') })).toEqual([
    'identity-document',
  ]);
  expect(scansNeeded(elsewhere)).toEqual(['identity-document', 'residence-permit']);
  expect(scansNeeded({ matter: 'unit-registration', unit: unit('school', { agent: AGENT }) })).toEqual([
    'identity-document',
    'organisation-code-certificate',
    'authorisation',
  ]);
  expect(missingScan(elsewhere, ['identity-document'])).toMatchObject({
    code: 'document-missing',
    slots: { documentEn: 'copy of the residence permit' },
  });
  expect(missingScan(elsewhere, ['residence-permit', 'identity-document'])).toBeNull();
});
