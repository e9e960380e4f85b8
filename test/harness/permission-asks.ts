// How every route is asked so that nothing but the caller speaks against it, and what then follows. A new route needs a row.
import type { Asking } from './people.ts';
import type { PermissionScene } from './permission-scene.ts';
import type { ThingKind } from './permission-things.ts';

export interface Ask {
  /** What the route names, in its address or in its body. */
  readonly on?: ThingKind;
  /** What comes after the question of access: `done`, or refusals that are about something else. */
  readonly leadsTo: readonly string[];
  readonly asking?: (id: string, scene: PermissionScene) => Asking;
  /** Asked after all the others, in this order: it ends sessions. */
  readonly last?: number;
}

const done = ['done'] as const;
/** Nothing is changed by a request that names a version nobody has seen. */
const stale = { leadsTo: ['version-stale'], on: 'application' } as const;
const version = 999_999_999;
const taken = { login: 'clerk', displayName: '民警' };
const NOBODY = '00000000-0000-4000-8000-000000000000';

const of = (id: string, body?: unknown): Asking => ({
  params: { id },
  ...(body === undefined ? {} : { body }),
});
const batch = (applicationId: string): Asking => ({
  body: { action: 'accept', items: [{ applicationId, version }] },
});

export const ASKS: Readonly<Record<string, Ask>> = {
  listServices: { leadsTo: done },
  readService: { leadsTo: done, asking: () => ({ params: { service: 'plate-reissue' } }) },
  track: {
    leadsTo: ['not-found'],
    asking: () => ({ body: { number: 'ZMD-20151103-000001-0', secret: 'x' } }),
  },
  receiveCourierEvent: {
    leadsTo: ['signature-invalid'],
    asking: (_, { api }) => ({
      body: {
        eventNo: 'E1',
        trackingNumber: 'EA123456785CN',
        report: 'delivered',
        occurredAt: api.clock.at,
      },
    }),
  },

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

  listAppointmentSites: { leadsTo: done },
  listAppointmentSessions: { leadsTo: done },
  createAppointmentSession: {
    leadsTo: ['site-unknown'],
    asking: () => ({
      body: { siteId: NOBODY, on: '2015-11-10', from: '09:00', to: '11:00', capacity: 10 },
    }),
  },
  publishAppointmentSession: {
    on: 'appointmentSession',
    leadsTo: ['done', 'session-already-open', 'session-closed'],
    asking: (id) => of(id),
  },
  closeAppointmentSession: {
    on: 'appointmentSession',
    leadsTo: ['done', 'session-closed'],
    asking: (id) => of(id, { reason: '设备检修' }),
  },

  listExaminingHospitals: { leadsTo: done },
  addExaminingHospital: {
    leadsTo: ['hospital-unknown'],
    asking: () => ({ body: { orgCode: '000000000' } }),
  },
  removeExaminingHospital: { on: 'listing', leadsTo: done, asking: (id) => of(id) },

  listApiKeys: { leadsTo: done },
  createApiKey: {
    leadsTo: ['key-operator-unfit'],
    asking: () => ({ body: { name: '体检系统', scopes: ['document:read'], operatorId: NOBODY } }),
  },
  revokeApiKey: { on: 'apiKey', leadsTo: done, asking: (id) => of(id) },

  createApplication: {
    leadsTo: ['plate-category-unknown'],
    asking: () => ({ body: { service: 'plate-reissue', form: {}, subject: {} } }),
  },
  checkApplication: {
    leadsTo: done,
    asking: () => ({
      body: {
        service: 'plate-replace',
        subject: { vin: '1M8GDM9AXKP042788' },
        form: { reason: 'faded', plates: 'both', declaration: true },
      },
    }),
  },
  createApplications: {
    leadsTo: ['plate-category-unknown'],
    asking: () => ({
      body: { items: [{ key: 'item-0001', service: 'plate-reissue', form: {}, subject: {} }] },
    }),
  },
  printBodyCertificate: { on: 'bodyCertificate', leadsTo: done, asking: (id) => of(id) },
  listApplications: { leadsTo: done },
  readApplication: { on: 'application', leadsTo: done, asking: (id) => of(id) },
  explainDates: { on: 'application', leadsTo: done, asking: (id) => of(id) },
  editDraft: { ...stale, asking: (id) => ({ ...of(id, { form: {} }), version }) },
  submitDraft: { ...stale, asking: (id, { window: { form } }) => ({ ...of(id, { form }), version }) },
  supplement: { ...stale, asking: (id, { window: { form } }) => ({ ...of(id, { form }), version }) },
  withdrawApplication: { ...stale, asking: (id) => ({ ...of(id), version }) },
  changeDelivery: { ...stale, asking: (id) => ({ ...of(id, { delivery: { mode: 'pickup' } }), version }) },
  discloseApplication: { on: 'application', leadsTo: done, asking: (id) => of(id, { reason: 'decide' }) },
  decide: { ...stale, asking: (id) => ({ ...of(id, { action: 'accept' }), version }) },
  previewBulkDecision: { ...stale, asking: batch },
  bulkDecide: { ...stale, asking: batch },

  // The cases of the scene are about no number: what follows the question of access says so.
  readPlateSelection: { on: 'application', leadsTo: ['no-plate-selection'], asking: (id) => of(id) },
  tryPlateNumber: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id, { number: '豫QA1234' }),
  },
  drawPlateNumbers: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id),
  },
  choosePlateNumber: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id, { number: '豫QA1234' }),
  },
  leavePlateSelection: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id),
  },
  recordPlateRegistration: {
    ...stale,
    asking: (id) => ({ ...of(id, { vin: 'x', idNumber: 'x', mobile: 'x' }), version }),
  },
  releasePlateLock: {
    on: 'application',
    leadsTo: ['no-plate-selection'],
    asking: (id) => of(id, { reason: 'data-corrected' }),
  },

  readTemporaryPlate: { on: 'application', leadsTo: ['temporary-plate-not-issued'], asking: (id) => of(id) },
  printTemporaryPlate: { on: 'application', leadsTo: ['temporary-plate-not-issued'], asking: (id) => of(id) },

  listTasks: { leadsTo: done },
  claimTask: { on: 'task', leadsTo: ['done', 'task-not-yours', 'task-closed'], asking: (id) => of(id) },
  releaseTask: { on: 'task', leadsTo: ['done', 'task-not-yours', 'task-closed'], asking: (id) => of(id) },
  assignTask: { on: 'task', leadsTo: ['done', 'task-closed'], asking: (id) => of(id, { assigneeId: null }) },
  takeProductionBatch: { leadsTo: done, asking: () => ({ body: { size: 1 } }) },

  printReceipt: { on: 'application', leadsTo: ['done', 'receipt-not-ready'], asking: (id) => of(id) },
  printForm: { on: 'application', leadsTo: ['done', 'form-not-offered'], asking: (id) => of(id) },
  discloseForm: {
    on: 'application',
    leadsTo: ['done', 'form-not-offered'],
    asking: (id) => of(id, { reason: 'decide' }),
  },
  printPickupSlip: { on: 'application', leadsTo: ['pickup-not-ready'], asking: (id) => of(id) },
  listProductionBatches: { leadsTo: done },
  readProductionBatch: { on: 'batch', leadsTo: done, asking: (id) => of(id) },
  printManifest: { on: 'batch', leadsTo: done, asking: (id) => of(id) },
  showPickupPass: { on: 'application', leadsTo: ['pickup-not-ready'], asking: (id) => of(id) },
  readPickupProxy: { on: 'application', leadsTo: done, asking: (id) => of(id) },
  namePickupProxy: {
    on: 'application',
    leadsTo: ['proxy-not-offered', 'id-number-invalid'],
    asking: (id) => of(id, { name: '李雷', idDocKind: 'resident-id', idDocNo: '1' }),
  },
  revokePickupProxy: { on: 'application', leadsTo: ['proxy-unnamed'], asking: (id) => of(id) },
  lookUpApplication: { leadsTo: ['scan-unknown'], asking: () => ({ body: { scanned: 'nothing of ours' } }) },

  uploadDocument: {
    leadsTo: ['document-type-not-accepted'],
    asking: () => ({
      params: { kind: 'photo' },
      body: new Uint8Array([1, 2, 3]),
      headers: { 'Content-Type': 'image/png' },
    }),
  },
  readDocument: { on: 'document', leadsTo: done, asking: (id) => of(id) },
  searchAudit: { leadsTo: done },
  exportAudit: { leadsTo: done },
  listServiceSwitches: { leadsTo: done },
  changeServiceSwitch: {
    leadsTo: ['service-switch-fixed'],
    asking: () => ({ params: { service: 'plate-reissue' }, body: { isOpen: false, reason: '试验' } }),
  },
  decodePayloads: { leadsTo: done, asking: () => ({ body: { payloads: [] } }) },
};
