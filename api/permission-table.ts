// Who may call what, kept by hand: a row for every operation of the contract. `npm run check` holds it against contract and rules.
import type { Permission, PermissionAction, Subject } from '../domain/permissions/permission.ts';
import { type Reach, reachOf } from '../domain/permissions/reach.ts';
import { ROLES, type RoleName } from '../domain/permissions/role.ts';

export const ROLE_NAMES = Object.keys(ROLES).filter((name): name is RoleName => name in ROLES);

/** The roles that hold a permission on anything at all. */
export function rolesWith(permission: Permission): readonly RoleName[] {
  return ROLE_NAMES.filter((role) => reachOf(role, permission) !== 'none');
}

/** Everybody who can be told apart, in the order of the table. Who is not signed in may call what is public. */
export const CALLERS = [
  'online-user',
  'window-user',
  'unit-operator',
  'unit-head',
  'registrar',
  'clerk',
  'reviewer',
  'production',
  'dispatch',
  'cashier',
  'publisher',
  'supervisor',
  'auditor',
  'administrator',
  'api-key',
] as const satisfies readonly (RoleName | 'api-key')[];
export type TableCaller = (typeof CALLERS)[number];

type ReachOfEach<C extends readonly unknown[]> = { readonly [K in keyof C]: Reach };

/** What a route asks for, and how far each caller holds it. */
type PermittedRow = readonly [
  permission: `${PermissionAction} ${Subject}`,
  ...reaches: ReachOfEach<typeof CALLERS>,
];

export type TableRow = 'public' | 'signed-machine' | PermittedRow;

const [n, o, u, f, a] = ['none', 'own', 'unit', 'office', 'all'] as const;

// biome-ignore format: a table
export const PERMISSION_TABLE: Readonly<Record<string, TableRow>> = {
  //                                                 online-user, window-user, unit-operator, unit-head
  //                                                 |            registrar, clerk, reviewer, production, dispatch, cashier
  //                                                 |            |                  publisher, supervisor, auditor, administrator
  //                                                 |            |                  |            api-key
  // catalogue
  listServices:          'public',
  readService:           'public',
  // tracking
  track:                 'public',
  // courier
  receiveCourierEvent:   'signed-machine',
  // documents
  uploadDocument:        ['create Document',         o, o, o, o,  o, n, n, n, n, n,  n, n, n, n,  o],
  readDocument:          ['read Document',           o, o, o, o,  f, f, f, n, n, n,  n, f, n, n,  o],
  // session
  signIn:                'public',
  giveSecondFactor:      'public',
  setUpSecondFactor:     'public',
  whoAmI:                ['read OwnAccount',         o, o, o, o,  o, o, o, o, o, o,  o, o, o, o,  n],
  signOut:               'public',
  listOwnSessions:       ['read OwnAccount',         o, o, o, o,  o, o, o, o, o, o,  o, o, o, o,  n],
  endOwnSession:         ['change OwnAccount',       o, o, o, o,  o, o, o, o, o, o,  o, o, o, o,  n],
  signOutEverywhere:     ['change OwnAccount',       o, o, o, o,  o, o, o, o, o, o,  o, o, o, o,  n],
  changePassword:        ['change OwnAccount',       o, o, o, o,  o, o, o, o, o, o,  o, o, o, o,  n],
  resetPassword:         'public',
  sendPhoneCode:         'public',
  sendDeclarationCode:   ['change OwnMobile',        o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  sendMobileChangeCodes: ['change OwnMobile',        o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  changeOwnMobile:       ['change OwnMobile',        o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  beginOidcSignIn:       'public',
  finishOidcSignIn:      'public',
  // accounts
  linkStaffIdentity:     ['change StaffAccount',     n, n, n, n,  n, n, n, n, n, n,  n, n, n, a,  n],
  searchAccounts:        ['read Account',            n, n, n, n,  f, n, f, n, n, n,  n, n, n, a,  n],
  changeAccountState:    ['change Account',          n, n, n, n,  f, n, n, n, n, n,  n, n, n, a,  n],
  cancelOwnAccount:      ['change OwnRegistration',  o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  n],
  exportOwnData:         ['read OwnRegistration',    o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  n],
  discloseAccount:       ['disclose Account',        n, n, n, n,  f, n, f, n, n, n,  n, n, n, n,  n],
  listStaff:             ['read StaffAccount',       n, n, n, n,  n, n, n, n, n, n,  n, f, n, a,  n],
  createStaff:           ['create StaffAccount',     n, n, n, n,  n, n, n, n, n, n,  n, n, n, a,  n],
  changeStaff:           ['change StaffAccount',     n, n, n, n,  n, n, n, n, n, n,  n, n, n, a,  n],
  listSubstitutions:     ['read Substitution',       n, n, n, n,  n, n, n, n, n, n,  n, f, n, a,  n],
  createSubstitution:    ['create Substitution',     n, n, n, n,  n, n, n, n, n, n,  n, f, n, a,  n],
  endSubstitution:       ['change Substitution',     n, n, n, n,  n, n, n, n, n, n,  n, f, n, a,  n],
  listOperators:         ['read Operator',           n, n, u, u,  n, n, n, n, n, n,  n, n, n, n,  n],
  createOperator:        ['create Operator',         n, n, n, u,  n, n, n, n, n, n,  n, n, n, n,  n],
  removeOperator:        ['change Operator',         n, n, n, u,  n, n, n, n, n, n,  n, n, n, n,  n],
  // registration
  fileRegistration:      ['create Registration',     n, n, n, n,  f, n, n, n, n, n,  n, n, n, n,  n],
  printRegistration:     ['print Registration',      n, n, n, n,  f, n, f, n, n, n,  n, n, n, n,  n],
  registerOnline:        'public',
  listCounterSessions:   ['create CounterBooking',   o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  bookCounter:           ['create CounterBooking',   o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  listCounterBookings:   ['read CounterBooking',     o, o, n, n,  f, n, n, n, n, n,  n, n, n, n,  n],
  cancelCounterBooking:  ['change CounterBooking',   o, o, n, n,  f, n, n, n, n, n,  n, n, n, n,  n],
  // hospitals
  listExaminingHospitals: ['read ExaminingHospital', n, n, u, u,  n, n, n, n, n, n,  n, f, n, n,  n],
  addExaminingHospital:  ['create ExaminingHospital', n, n, n, n, n, n, n, n, n, n,  n, f, n, n,  n],
  removeExaminingHospital: ['change ExaminingHospital', n, n, n, n, n, n, n, n, n, n, n, f, n, n,  n],
  // api-keys
  listApiKeys:           ['read ApiKey',             n, n, n, u,  n, n, n, n, n, n,  n, n, n, a,  n],
  createApiKey:          ['create ApiKey',           n, n, n, u,  n, n, n, n, n, n,  n, n, n, n,  n],
  revokeApiKey:          ['change ApiKey',           n, n, n, u,  n, n, n, n, n, n,  n, n, n, a,  n],
  // applications
  createApplication:     ['create Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  checkApplication:      ['create Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  listApplications:      ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  readApplication:       ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  explainDates:          ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  editDraft:             ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  submitDraft:           ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  supplement:            ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  withdrawApplication:   ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  changeDelivery:        ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  createApplications:    ['create Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  printBodyCertificate:  ['read BodyCertificate',    n, n, u, u,  n, f, n, n, n, n,  n, n, n, n,  u],
  discloseApplication:   ['disclose Application',    n, n, n, n,  n, f, f, n, f, n,  n, n, n, n,  n],
  // plate-choice
  readPlateSelection:    ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  tryPlateNumber:        ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  drawPlateNumbers:      ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  choosePlateNumber:     ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  leavePlateSelection:   ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  recordPlateRegistration: ['decide Application',    n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  releasePlateLock:      ['decide Application',      n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  // appointments
  listAppointmentSites:  ['read AppointmentSession', f, f, n, n,  n, f, n, n, n, n,  n, f, n, n,  n],
  listAppointmentSessions: ['read AppointmentSession', f, f, n, n,  n, f, n, n, n, n,  n, f, n, n,  n],
  createAppointmentSession: ['create AppointmentSession', n, n, n, n,  n, n, n, n, n, n,  n, f, n, n,  n],
  publishAppointmentSession: ['change AppointmentSession', n, n, n, n,  n, n, n, n, n, n,  n, f, n, n,  n],
  closeAppointmentSession: ['change AppointmentSession', n, n, n, n,  n, n, n, n, n, n,  n, f, n, n,  n],
  // temporary-plates
  readTemporaryPlate:    ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  printTemporaryPlate:   ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  // violations
  listViolations:        ['read OwnViolation',       o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  readViolation:         ['read Violation',          o, o, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  lookUpViolations:      ['read Violation',          o, o, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  readEvidence:          ['read Violation',          o, o, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  listPenaltyDecisions:  ['read OwnViolation',       o, o, n, n,  n, n, n, n, n, n,  n, n, n, n,  n],
  printPenaltyDecision:  ['read Violation',          o, o, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  proposeDecisionWithdrawal: ['decide Violation',    n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  listDecisionWithdrawals: ['decide Violation',      n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  decideDecisionWithdrawal: ['decide Violation',     n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  // window-violations
  takeUpViolation:       ['create WindowLock',       n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  releaseViolation:      ['change WindowLock',       n, n, n, n,  n, f, n, n, n, n,  n, n, n, a,  n],
  decideAtWindow:        ['create WindowPenalty',    n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  recordWindowPayment:   ['change WindowPenalty',    n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  handleAtWindow:        ['create WindowPenalty',    n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  listRivalDecisions:    ['read WindowPenalty',      n, n, n, n,  n, f, n, n, n, n,  n, n, n, n,  n],
  // decisions
  decide:                ['decide Application',      n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  previewBulkDecision:   ['decide Application',      n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  bulkDecide:            ['decide Application',      n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  // tasks
  listTasks:             ['read Task',               n, n, n, n,  n, f, f, f, f, n,  n, f, n, n,  n],
  claimTask:             ['claim Task',              n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  releaseTask:           ['claim Task',              n, n, n, n,  n, f, f, f, f, n,  n, n, n, n,  n],
  assignTask:            ['assign Task',             n, n, n, n,  n, n, n, n, n, n,  n, f, n, n,  n],
  takeProductionBatch:   ['create ProductionBatch',  n, n, n, n,  n, n, n, f, n, n,  n, n, n, n,  n],
  // payments
  listPaymentOrders:     ['change PaymentOrder',     o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  n],
  readPaymentOrder:      ['read PaymentOrder',       o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  n],
  startPayment:          ['change PaymentOrder',     o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  n],
  cancelPayment:         ['change PaymentOrder',     o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  n],
  printPaymentReceipt:   ['read PaymentOrder',       o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  n],
  verifyPaymentReceipt:  'public',
  listPaymentTasks:      ['decide PaymentOrder',     n, n, n, n,  n, n, n, n, n, f,  n, f, n, n,  n],
  readPaymentAtDesk:     ['decide PaymentOrder',     n, n, n, n,  n, n, n, n, n, f,  n, f, n, n,  n],
  proposePaymentVerdict: ['decide PaymentOrder',     n, n, n, n,  n, n, n, n, n, f,  n, f, n, n,  n],
  approvePaymentVerdict: ['decide PaymentOrder',     n, n, n, n,  n, n, n, n, n, f,  n, f, n, n,  n],
  rejectPaymentVerdict:  ['decide PaymentOrder',     n, n, n, n,  n, n, n, n, n, f,  n, f, n, n,  n],
  repeatRefund:          ['decide PaymentOrder',     n, n, n, n,  n, n, n, n, n, f,  n, f, n, n,  n],
  receiveBankNotice:     'signed-machine',
  // papers
  printReceipt:          ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  printForm:             ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  discloseForm:          ['disclose Application',    n, n, n, n,  n, f, f, n, f, n,  n, n, n, n,  n],
  printPickupSlip:       ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  listProductionBatches: ['read ProductionBatch',    n, n, n, n,  n, n, n, f, n, n,  n, f, n, n,  n],
  readProductionBatch:   ['read ProductionBatch',    n, n, n, n,  n, n, n, f, n, n,  n, f, n, n,  n],
  printManifest:         ['read ProductionBatch',    n, n, n, n,  n, n, n, f, n, n,  n, f, n, n,  n],
  // pickup
  showPickupPass:        ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  readPickupProxy:       ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  namePickupProxy:       ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  revokePickupProxy:     ['change Application',      o, o, o, o,  n, n, n, n, n, n,  n, n, n, n,  o],
  lookUpApplication:     ['read Application',        o, o, o, o,  f, f, f, f, f, f,  n, f, n, n,  o],
  // statements
  listStatementDays:     ['read Statement',          n, n, n, n,  n, n, n, n, n, a,  n, a, a, n,  n],
  readStatementDay:      ['read Statement',          n, n, n, n,  n, n, n, n, n, a,  n, a, a, n,  n],
  closeStatementDay:     ['decide Statement',        n, n, n, n,  n, n, n, n, n, a,  n, n, n, n,  n],
  proposeDifferenceResolution: ['decide Statement',  n, n, n, n,  n, n, n, n, n, a,  n, n, n, n,  n],
  confirmDifferenceResolution: ['decide Statement',  n, n, n, n,  n, n, n, n, n, a,  n, n, n, n,  n],
  rejectDifferenceResolution: ['decide Statement',   n, n, n, n,  n, n, n, n, n, a,  n, n, n, n,  n],
  readFinanceReport:     ['read FinanceReport',      n, n, n, n,  n, n, n, n, n, f,  n, f, a, n,  n],
  exportFinanceReport:   ['read FinanceReport',      n, n, n, n,  n, n, n, n, n, f,  n, f, a, n,  n],
  // audit
  searchAudit:           ['read AuditEvent',         n, n, n, n,  n, n, n, n, n, n,  n, n, a, n,  n],
  exportAudit:           ['read AuditEvent',         n, n, n, n,  n, n, n, n, n, n,  n, n, a, n,  n],
  // operations
  decodePayloads:        ['decode Payload',          n, n, n, n,  n, n, n, n, n, n,  n, n, n, a,  n],
  listServiceSwitches:   ['read ServiceSwitch',      n, n, n, n,  n, n, n, n, n, n,  n, n, n, a,  n],
  changeServiceSwitch:   ['change ServiceSwitch',    n, n, n, n,  n, n, n, n, n, n,  n, n, n, a,  n],
};

/** How far a caller may go with an operation; null where it asks for no permission, or is not in the table. */
export function reachIn(operation: string, caller: TableCaller): Reach | null {
  const row = PERMISSION_TABLE[operation];
  if (row === undefined || typeof row === 'string') return null;
  const [, ...reaches] = row;
  return reaches[CALLERS.indexOf(caller)] ?? null;
}
