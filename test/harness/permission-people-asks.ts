// How the routes about people are asked: sign-in, accounts, staff and operators, registration, keys.
import { type Asks, done, NOBODY, of } from './permission-ask.ts';

const taken = { login: 'clerk', displayName: '民警' };

export const PEOPLE_ASKS: Asks = {
  signIn: {
    leadsTo: ['sign-in-failed'],
    asking: () => ({ body: { login: 'nobody-here', password: 'guessed' } }),
  },
  giveSecondFactor: { leadsTo: ['second-factor-not-awaited'], asking: () => ({ body: { code: '000000' } }) },
  setUpSecondFactor: { leadsTo: ['second-factor-not-awaited'] },
  whoAmI: { leadsTo: done },
  signOut: { leadsTo: done, last: 2 },
  listOwnSessions: { leadsTo: done },
  endOwnSession: { on: 'session', leadsTo: done, asking: (id) => of(id) },
  signOutEverywhere: { leadsTo: done, last: 1 },
  changePassword: {
    leadsTo: ['current-password-wrong'],
    asking: () => ({ body: { current: 'guessed', next: 'Another-2015' } }),
  },
  resetPassword: {
    leadsTo: ['password-reset-failed'],
    asking: () => ({ body: { login: 'nobody-here', code: '000000', next: 'Another-2015' } }),
  },
  sendPhoneCode: {
    leadsTo: ['mobile-invalid'],
    asking: () => ({ body: { mobile: '1', purpose: 'sign-in' } }),
  },
  sendMobileChangeCodes: { leadsTo: ['mobile-invalid'], asking: () => ({ body: { mobile: '1' } }) },
  changeOwnMobile: {
    leadsTo: ['mobile-invalid'],
    asking: () => ({ body: { mobile: '1', codeToOld: '000000', codeToNew: '000000' } }),
  },
  beginOidcSignIn: { leadsTo: ['sign-in-not-offered'] },
  finishOidcSignIn: { leadsTo: ['sign-in-not-offered'] },
  linkStaffIdentity: { on: 'staff', leadsTo: done, asking: (id) => of(id, { subject: null }) },
  searchAccounts: { leadsTo: done, asking: () => ({ body: { mobile: '13900000000' } }) },
  changeAccountState: {
    on: 'account',
    leadsTo: ['account-state-conflict'],
    asking: (id) => of(id, { action: 'reinstate', reason: 'cause-gone' }),
  },
  cancelOwnAccount: {
    leadsTo: ['current-password-wrong'],
    asking: () => ({ body: { password: 'guessed' } }),
  },
  exportOwnData: { leadsTo: done },
  discloseAccount: { on: 'account', leadsTo: done, asking: (id) => of(id, { reason: 'decide' }) },
  listStaff: { leadsTo: done },
  createStaff: {
    leadsTo: ['login-taken'],
    asking: () => ({ body: { ...taken, role: 'clerk', office: 'zmd-yicheng' } }),
  },
  changeStaff: { on: 'staff', leadsTo: done, asking: (id) => of(id, {}) },
  listSubstitutions: { leadsTo: done },
  createSubstitution: {
    leadsTo: ['substitute-unfit'],
    asking: () => ({
      body: {
        ...{ absentId: NOBODY, substituteId: NOBODY, reason: '年休假' },
        ...{ from: '2015-11-03T00:00:00Z', until: '2015-11-10T00:00:00Z' },
      },
    }),
  },
  endSubstitution: { on: 'substitution', leadsTo: done, asking: (id) => of(id) },
  listOperators: { leadsTo: done },
  createOperator: { leadsTo: ['login-taken'], asking: () => ({ body: { ...taken, mobile: '13900000000' } }) },
  removeOperator: { on: 'operator', leadsTo: ['done', 'account-state-conflict'], asking: (id) => of(id) },
  fileRegistration: {
    on: 'account',
    leadsTo: ['mobile-invalid', 'change-not-applicable', 'document-missing'],
    asking: (accountId) => ({
      body: { matter: 'registration-change', accountId, change: { kind: 'mobile', mobile: '1' } },
    }),
  },
  printRegistration: { on: 'registration', leadsTo: done, asking: (id) => of(id) },
  registerOnline: {
    leadsTo: ['mobile-invalid'],
    asking: () => ({
      body: {
        ...{ subtype: 'owner-or-driver', name: '王小明', mobile: '1', code: '000000' },
        ...{ identity: { kind: 'resident-id', number: '412801199003071234' } },
        ...{ password: 'Another-2015', agreesToTerms: true },
      },
    }),
  },
  listCounterSessions: { leadsTo: done },
  bookCounter: {
    leadsTo: ['session-not-offered', 'upgrade-not-needed'],
    asking: () => ({ body: { on: '2015-11-01', half: 'am' } }),
  },
  listCounterBookings: { leadsTo: done },
  cancelCounterBooking: {
    on: 'booking',
    leadsTo: ['done', 'booking-closed'],
    asking: (id) => of(id),
  },
  listApiKeys: { leadsTo: done },
  createApiKey: {
    leadsTo: ['key-operator-unfit'],
    asking: () => ({ body: { name: '体检系统', scopes: ['document:read'], operatorId: NOBODY } }),
  },
  revokeApiKey: { on: 'apiKey', leadsTo: done, asking: (id) => of(id) },
};
