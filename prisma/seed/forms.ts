// What an applicant fills in, for each service, so that it passes the gate.
import { addDays, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import { bodyCertBase, reviewBase } from '../../domain/register/licence.ts';
import type { Form, Service } from '../../domain/services/define.ts';
import type { ApplicantService } from './applicant-services.ts';
import { type LicenceBundle, licenceFactsOf } from './rows.ts';

export interface Filling {
  readonly today: LocalDate;
  /** The licence it is about; null for services of a vehicle. */
  readonly licence: LicenceBundle | null;
  readonly reason?: 'military' | 'abroad' | 'other';
}

/** A valid form. */
export function fillForm(service: ApplicantService, { today, licence, reason = 'military' }: Filling): Form {
  const certificate = licence?.bodyExams[0]?.cert_no;
  const certNo: Form = certificate === undefined ? {} : { certNo: certificate };
  switch (service) {
    case 'plate-reissue':
      return {
        reason: 'lost',
        plates: 'both',
        lostOn: addDays(today, -1),
        lostAt: '驿城区解放路',
        declaration: true,
      };
    case 'plate-replace':
      return { reason: 'damaged', plates: 'both', declaration: true };
    case 'vehicle-licence-replace':
      return { reason: 'damaged', declaration: true };
    case 'inspection-mark-reissue':
    case 'vehicle-licence-reissue':
      return { reason: 'lost', declaration: true };
    case 'licence-renewal':
      return certNo;
    case 'licence-overage-exchange':
      return { targetClass: 'C1', ...certNo };
    case 'licence-lost-reissue':
      return { lossStatement: '驾驶证于昨日在驿城区遗失,特此声明。', declaration: true, ...certNo };
    case 'licence-damaged-replace':
      return { declaration: true, ...certNo };
    case 'renewal-deferral':
      return deferral(licence?.licence.valid_to ?? today, today, reason);
    case 'review-deferral':
      return deferral((licence && reviewBase(licenceFactsOf(licence), today)) ?? today, today, reason);
    case 'body-certificate-deferral':
      return deferral((licence && bodyCertBase(licenceFactsOf(licence), today)) ?? today, today, reason);
  }
}

/** Longer than what is put off and not over three years. */
function deferral(baseOn: LocalDate, today: LocalDate, reason: string): Form {
  return { reason, from: today, to: addYears(baseOn, 2), declaration: true };
}

/** Kinds of the documents to attach. */
export function uploadsOf(service: Service): readonly string[] {
  return service.documents
    .filter(({ source, required }) => source === 'upload' && required)
    .map(({ kind }) => kind);
}
