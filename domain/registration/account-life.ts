// The life of an account (registration.md §8): pending, active, suspended, and its two ends.

export const ACCOUNT_STATES = ['pending', 'active', 'suspended', 'cancelled', 'rejected'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** States in which an account is somebody's: a new registration has to wait for its end. */
export const LIVING_STATES = ['pending', 'active', 'suspended'] as const satisfies readonly AccountState[];

export type AccountAction = 'suspend' | 'reinstate' | 'cancel';

const TRANSITIONS: Readonly<Record<AccountAction, Readonly<Partial<Record<AccountState, AccountState>>>>> = {
  suspend: { active: 'suspended' },
  reinstate: { suspended: 'active' },
  cancel: { active: 'cancelled', suspended: 'cancelled' },
};

/** Where an action takes an account; null where its state does not allow it. */
export function nextAccountState(state: AccountState, action: AccountAction): AccountState | null {
  return TRANSITIONS[action][state] ?? null;
}

interface ReasonRow {
  readonly zh: string;
  readonly en: string;
  /** What it is a reason for. */
  readonly of: readonly AccountAction[];
}

/** Why the staff may suspend, reinstate or cancel an account. */
export const ACCOUNT_REASONS = {
  'identity-document-expired': {
    zh: '身份证明已过期',
    en: 'Identity document expired',
    of: ['suspend', 'cancel'],
  },
  fraud: {
    zh: '冒用身份或者提供虚假资料',
    en: 'False identity or false documents',
    of: ['suspend', 'cancel'],
  },
  'permit-expired': {
    zh: '学习驾驶证明已过期且名下无机动车',
    en: 'Learner’s permit expired, and no vehicle of one’s own',
    of: ['cancel'],
  },
  'holder-deceased': { zh: '用户已死亡', en: 'Holder deceased', of: ['cancel'] },
  'unit-closed': { zh: '单位已注销或者撤销', en: 'Unit dissolved', of: ['cancel'] },
  'own-wish': { zh: '本人(单位)申请', en: 'At the holder’s own wish', of: ['suspend', 'cancel'] },
  'cause-gone': { zh: '停用原因已消除', en: 'The cause of the suspension is gone', of: ['reinstate'] },
} as const satisfies Readonly<Record<string, ReasonRow>>;

export type AccountReason = keyof typeof ACCOUNT_REASONS;

/** Whether a text is a listed reason for the action. */
export function isReasonFor(action: AccountAction, text: string): text is AccountReason {
  const reasons: Readonly<Record<string, ReasonRow>> = ACCOUNT_REASONS;
  return Object.hasOwn(reasons, text) && reasons[text]?.of.includes(action) === true;
}
