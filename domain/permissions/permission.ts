// What may be permitted: an action on a kind of thing, under conditions on the thing. Rules are data; nothing is permitted by default.

/** Kinds of things. Those with conditions carry the fields that the conditions name. */
export const SUBJECTS = [
  'Application',
  'Document',
  'Task',
  'ProductionBatch',
  'Registration',
  /** 《机动车驾驶人身体条件证明》: somebody's health. */
  'BodyCertificate',
  /** On the list of hospitals that may examine drivers. */
  'ExaminingHospital',
  'CounterBooking',
  /** Of a station or an exam site. */
  'AppointmentSession',
  /** Session, password and second factor of whoever asks. */
  'OwnAccount',
  /** That one is registered at all. */
  'OwnRegistration',
  'OwnMobile',
  'Account',
  'StaffAccount',
  'Operator',
  'ApiKey',
  'Substitution',
  /** Money asked for, taken and given back. */
  'PaymentOrder',
  /** Of a bank: of all that was paid to its account, for whatever office. */
  'Statement',
  'FinanceReport',
  'AuditEvent',
  'Payload',
  'ServiceSwitch',
  /** A surveillance record, and the decision on it. */
  'Violation',
  /** Those of one's own vehicles and licence, as a list. */
  'OwnViolation',
  /** A record in the hands of a window. */
  'WindowLock',
  /** What a window decides on a record, and is paid for it. */
  'WindowPenalty',
] as const;
export type Subject = (typeof SUBJECTS)[number];

export const PERMISSION_ACTIONS = [
  'create',
  'read',
  /** Reading in full what is masked by default; audited with a reason. */
  'disclose',
  'change',
  'decide',
  'claim',
  'assign',
  'print',
  'decode',
] as const;
export type PermissionAction = (typeof PERMISSION_ACTIONS)[number];

/** What a route asks of its caller. */
export interface Permission {
  readonly action: PermissionAction;
  readonly subject: Subject;
}

type Condition = string | boolean | null | { readonly not: null } | { readonly in: readonly string[] };

/** A permission, or with `inverted` an exception from those before it. */
export interface Rule {
  readonly action: PermissionAction | readonly PermissionAction[];
  readonly subject: Subject | readonly Subject[];
  readonly conditions?: Readonly<Record<string, Condition>>;
  readonly inverted?: true;
}

/** Whose rules are asked for. */
export interface Holder {
  readonly id: string;
  readonly office: string;
  readonly unitId: string | null;
}

export type RulesOf = (holder: Holder) => readonly Rule[];
