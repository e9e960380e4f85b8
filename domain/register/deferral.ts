// 延期 (R123 第六十三条): the date that a deferral puts off.
import type { LocalDate } from '../calendar/local-date.ts';
import { bodyCertBase } from './body-certificate.ts';
import type { DeferralKind, LicenceFacts } from './facts.ts';
import { reviewBase } from './review.ts';

/** validTo, the end of the cycle under review, or the body certificate's due date; null when nothing is due. */
export function deferralBase(licence: LicenceFacts, kind: DeferralKind, today: LocalDate): LocalDate | null {
  switch (kind) {
    case 'renewal':
      return licence.validTo;
    case 'review':
      return reviewBase(licence, today);
    case 'body-cert':
      return bodyCertBase(licence, today);
  }
}
