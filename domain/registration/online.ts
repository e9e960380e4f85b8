// 个人用户网上注册: who may register without coming to a window, judged on what the register knows (registration.md §1–§2).
import type { Refusal } from '../refusals.ts';

export const ONLINE_SUBTYPES = {
  'owner-or-driver': { zh: '车主或驾驶人', en: 'Vehicle owner or driver' },
  learner: { zh: '初次申领机动车驾驶证的学员', en: 'Learner, first licence' },
  'new-car-owner': { zh: '新车车主', en: 'Owner of a new car' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export type OnlineSubtype = keyof typeof ONLINE_SUBTYPES;

/** What the register knows of an identity. */
export interface KnownIdentity {
  readonly name: string;
  readonly deceased: boolean;
  readonly mobile: string | null;
  readonly ownsLocalVehicle: boolean;
  readonly holdsLocalLicence: boolean;
  /** A vehicle or a licence anywhere. */
  readonly ownsAnything: boolean;
  readonly openLicenceApplication: boolean;
  /** An account that is still somebody's, and whether it has the mobile that is claimed; null when there is none. */
  readonly livingAccount: { readonly hasThisMobile: boolean } | null;
  /** An account with the mobile that is claimed went because no plate was chosen in time. */
  readonly lostForWantOfPlate: boolean;
}

export interface OnlineClaim {
  readonly subtype: OnlineSubtype;
  readonly name: string;
  /** Shown to be the applicant's by a code. */
  readonly mobile: string;
}

/**
 * Why somebody cannot register online, or null. One answer stands for everything that does not agree with the register,
 * so that nobody learns from it what is on file.
 */
export function checkOnline(claim: OnlineClaim, known: KnownIdentity | null): Refusal | null {
  switch (claim.subtype) {
    case 'owner-or-driver':
      return (
        checkOnFile(claim, known, (found) => found.ownsLocalVehicle || found.holdsLocalLicence) ??
        checkAccounts(claim, known)
      );
    case 'learner':
      return (
        checkOnFile(claim, known, (found) => found.openLicenceApplication) ?? checkAccounts(claim, known)
      );
    case 'new-car-owner':
      return checkNewcomer(claim, known) ?? checkAccounts(claim, known);
  }
}

/** Name and mobile must be those on file (`register.mobileMatch`); a learner may have left none. */
function checkOnFile(
  { name, mobile, subtype }: OnlineClaim,
  known: KnownIdentity | null,
  qualifies: (known: KnownIdentity) => boolean,
): Refusal | null {
  const agrees =
    known !== null &&
    !known.deceased &&
    known.name === name &&
    (known.mobile === mobile || (subtype === 'learner' && known.mobile === null)) &&
    qualifies(known);
  return agrees ? null : { code: 'register-mismatch' };
}

/** Only whoever has the mobile of an account is told that there is, or was, one. */
function checkAccounts({ mobile }: OnlineClaim, known: KnownIdentity | null): Refusal | null {
  if (known?.lostForWantOfPlate) return { code: 'mobile-barred', pointer: '/mobile' };
  if (!known?.livingAccount) return null;
  const isTheirs = known.livingAccount.hasThisMobile || known.mobile === mobile;
  return { code: isTheirs ? 'already-registered' : 'register-mismatch' };
}

/** No vehicle and no licence anywhere. */
function checkNewcomer({ name }: OnlineClaim, known: KnownIdentity | null): Refusal | null {
  if (known === null) return null;
  const isNewcomer =
    known.name === name && !known.deceased && !known.ownsAnything && !known.openLicenceApplication;
  return isNewcomer ? null : { code: 'register-mismatch' };
}
