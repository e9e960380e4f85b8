// Whose account a change is about: what is printed of it, and read for that.
import type { IdDocKind } from '../identity/identity-document.ts';
import type { UnitKind } from './unit-kinds.ts';

/** Whose account a change is about, as it stands on record before. */
export type Holder =
  | {
      readonly kind: 'individual';
      readonly name: string;
      readonly idDocKind: IdDocKind;
      readonly idDocNo: string;
      readonly mobile: string | null;
    }
  | {
      readonly kind: 'unit';
      readonly name: string;
      readonly unitKind: UnitKind;
      readonly orgCode: string;
      readonly uscc: string | null;
      readonly mobile: string | null;
    };
