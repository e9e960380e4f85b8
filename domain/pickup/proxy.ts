// 委托代领: whom an applicant may name to collect in their place, and whether it is they who stand at the counter.
import type { Application } from '../application/application.ts';
import { LIFECYCLE } from '../application/lifecycle.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type IdDocKind, isIdDocNo, normaliseIdDocNo } from '../identity/identity-document.ts';
import type { Refusal } from '../refusals.ts';

export interface PickupProxy {
  readonly name: string;
  readonly idDocKind: IdDocKind;
  readonly idDocNo: string;
}

/** Whether anybody may be named or taken back: until the hand-over, where the result waits at the counter. */
export function proxyClosed(application: Application): Refusal | null {
  if (LIFECYCLE[application.state].stage === 'ended') return { code: 'application-closed' };
  return application.delivery?.mode === 'pickup' ? null : { code: 'proxy-not-offered' };
}

/** Why somebody cannot be named; null when they can. */
export function proxyRefusal(
  { idDocKind, idDocNo }: PickupProxy,
  applicant: { readonly idDocNo: string | null },
  today: LocalDate,
): Refusal | null {
  const pointer = '/idDocNo';
  if (!isIdDocNo(idDocKind, idDocNo, today)) return { code: 'id-number-invalid', pointer };
  const isSame = normaliseIdDocNo(idDocKind, idDocNo) === applicant.idDocNo;
  return isSame ? { code: 'proxy-is-applicant', pointer } : null;
}

/** Why whoever shows a document with this number gets nothing; null when the applicant has named them. */
export function shownRefusal(shownNo: string, proxy: PickupProxy | undefined): Refusal | null {
  const pointer = '/proxyIdDocNo';
  if (proxy === undefined) return { code: 'proxy-unnamed', pointer };
  const isNamed = normaliseIdDocNo(proxy.idDocKind, shownNo) === proxy.idDocNo;
  return isNamed ? null : { code: 'proxy-number-differs', pointer };
}
