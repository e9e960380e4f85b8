// Whether an account may use a service at all: the matrix of registration.md §7, as each service's own list of applicants says it.
import type { Refusal, RefusalCode } from '../refusals.ts';
import type { AccountState } from '../registration/account-life.ts';
import type { UnitKind, UnitOption } from '../registration/unit-kinds.ts';
import type { ApplicantKind } from '../services/define.ts';

/** An account as far as the services open to it depend on it. */
export interface AccessAccount {
  readonly state: AccountState;
  readonly kind: 'ind-online' | 'ind-window' | 'unit' | 'staff';
  /** null of everybody but operators of units. */
  readonly unit: {
    readonly kind: UnitKind;
    readonly options: readonly UnitOption[];
    readonly state: AccountState;
  } | null;
}

interface UnitRow {
  /** null = units of every kind. */
  readonly kind: UnitKind | null;
  readonly option: UnitOption;
}

/** What a unit must be and must have chosen to count as a kind of applicant (§6). */
const UNIT_APPLICANTS = {
  'unit-hospital': { kind: 'hospital', option: 6 },
  'unit-dealer': { kind: 'car-dealer', option: 6 },
  'unit-option-3': { kind: null, option: 3 },
} as const satisfies Readonly<Record<Extract<ApplicantKind, `unit-${string}`>, UnitRow>>;

/** Whether an account may do anything at all: it is active, and so is its unit. */
export function isLive({ state, unit }: Pick<AccessAccount, 'state' | 'unit'>): boolean {
  return state === 'active' && (unit === null || unit.state === 'active');
}

/** Why an account may not use a service that is open to `who`, or null (G-1…G-3). */
export function accessRefusal(who: readonly ApplicantKind[], account: AccessAccount): Refusal | null {
  if (!isLive(account)) return { code: 'account-not-active' };
  switch (account.kind) {
    case 'ind-window':
      // A user registered at a window holds every permission of one registered online (三(一)).
      return who.includes('ind-window') || who.includes('ind-online') ? null : { code: 'not-permitted' };
    case 'ind-online':
      return who.includes('ind-online') ? null : { code: refusalOfOnlineUser(who) };
    case 'unit':
      return unitRefusal(who, account.unit);
    case 'staff':
      return { code: 'not-permitted' };
  }
}

/** Coming to a window helps where the service is open to those who did. */
const refusalOfOnlineUser = (who: readonly ApplicantKind[]): RefusalCode =>
  who.includes('ind-window') ? 'window-registration-required' : 'not-permitted';

function unitRefusal(who: readonly ApplicantKind[], unit: AccessAccount['unit']): Refusal | null {
  const rows: readonly (readonly [string, UnitRow])[] = Object.entries(UNIT_APPLICANTS);
  const fitting = rows
    .filter(
      ([applicant, { kind }]) =>
        who.some((each) => each === applicant) && (kind === null || kind === unit?.kind),
    )
    .map(([, { option }]) => option);
  const [missing] = fitting;
  if (missing === undefined) return { code: 'unit-kind-not-allowed' };
  const hasChosen = fitting.some((option) => unit?.options.includes(option));
  return hasChosen ? null : { code: 'unit-option-missing', slots: { option: String(missing) } };
}
