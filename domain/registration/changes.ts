// 变更: what a user may have changed at the window, and who may have it changed (registration.md §4, §5, §8).
import type { LocalDate } from '../calendar/local-date.ts';
import { isMobile } from '../identity/mobile.ts';
import { type Refusal, refusalUnder } from '../refusals.ts';
import { checkIdentityPaper, type IdentityPaper } from './identity-paper.ts';
import {
  type Agent,
  checkAgent,
  checkOptions,
  checkRepresentative,
  type LegalRepresentative,
} from './unit.ts';
import type { UnitKind, UnitOption } from './unit-kinds.ts';

export type AccountChange =
  | { readonly kind: 'mobile'; readonly mobile: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'id-number'; readonly document: IdentityPaper }
  | { readonly kind: 'reduce-to-online' }
  | { readonly kind: 'unit-options'; readonly options: readonly UnitOption[] }
  | { readonly kind: 'unit-agent'; readonly agent: Agent }
  | { readonly kind: 'unit-legal-representative'; readonly legalRepresentative: LegalRepresentative };

/** The account a change is asked for. */
export type ChangedAccount =
  | { readonly kind: 'ind-online' | 'ind-window'; readonly unit: null }
  | { readonly kind: 'unit'; readonly unit: { readonly kind: UnitKind; readonly name: string } };

/** Why a change cannot be made to the account, or null. Pointers are relative to the change. */
export function checkChange(
  change: AccountChange,
  account: ChangedAccount,
  today: LocalDate,
): Refusal | null {
  switch (change.kind) {
    case 'mobile':
      return isMobile(change.mobile) ? null : { code: 'mobile-invalid', pointer: '/mobile' };
    case 'name':
      return account.unit === null ? null : NOT_OF_THIS_ACCOUNT;
    case 'id-number':
      if (account.unit !== null) return NOT_OF_THIS_ACCOUNT;
      return refusalUnder('/document', checkIdentityPaper(change.document, today));
    case 'reduce-to-online':
      return account.kind === 'ind-window' ? null : NOT_OF_THIS_ACCOUNT;
    case 'unit-options':
      if (account.unit === null) return NOT_OF_THIS_ACCOUNT;
      return checkOptions(account.unit.kind, change.options);
    case 'unit-agent':
      if (account.unit === null) return NOT_OF_THIS_ACCOUNT;
      return refusalUnder('/agent', checkAgent(change.agent, account.unit.name, today));
    case 'unit-legal-representative':
      if (account.unit === null) return NOT_OF_THIS_ACCOUNT;
      return refusalUnder('/legalRepresentative', checkRepresentative(change.legalRepresentative, today));
  }
}

const NOT_OF_THIS_ACCOUNT = { code: 'change-not-applicable', pointer: '/kind' } as const satisfies Refusal;
