// Who plays in the stories of which service.
import type { ServiceId } from '../../domain/services/index.ts';
import { castForExam, castForExamCancelling, castForInspection } from './appointments.ts';
import { castForContact } from './contacts.ts';
import { castForDesk } from './desk.ts';
import { castForBodyCertificate, castForPhysicalExam } from './hospital.ts';
import { castForPreselection, castForTemporaryPlate } from './new-vehicles.ts';
import type { Cast } from './player.ts';
import { castForFines, castForViolation } from './violations.ts';

const CASTS: Readonly<Partial<Record<ServiceId, Cast>>> = {
  'owner-contact-change': castForContact,
  'driver-contact-change': castForContact,
  'inspection-appointment': castForInspection,
  'exam-appointment': castForExam,
  'exam-appointment-cancel': castForExamCancelling,
  'hospital-physical-exam': castForPhysicalExam,
  'hospital-body-certificate': castForBodyCertificate,
  'temporary-plate': castForTemporaryPlate,
  'plate-preselection': castForPreselection,
  'violation-handling': castForViolation,
  'fine-payment': castForFines,
};

/** How somebody is made for a service; applicants at the desk are all made alike. */
export function castOf(service: ServiceId): Cast {
  return CASTS[service] ?? castForDesk;
}
