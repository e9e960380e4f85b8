// Where each kind of subject is read.
import type { SubjectKind } from '../../domain/services/define.ts';
import { readBodyExam } from './body-exam.ts';
import { readContact } from './contact.ts';
import { readExamAppointment } from './exam-appointment.ts';
import { readExaminee } from './examinee.ts';
import { readFines } from './fines.ts';
import { readLicence } from './licence.ts';
import { readLicenceApplication } from './licence-application.ts';
import { readNewVehicle } from './new-vehicle.ts';
import type { SubjectSource } from './subject.ts';
import { readVehicle } from './vehicle.ts';
import { readViolation } from './violation.ts';

export const SUBJECTS = {
  vehicle: readVehicle,
  licence: readLicence,
  contact: readContact,
  examinee: readExaminee,
  'body-exam': readBodyExam,
  'new-vehicle': readNewVehicle,
  'licence-application': readLicenceApplication,
  'exam-appointment': readExamAppointment,
  fines: readFines,
  violation: readViolation,
} as const satisfies Record<SubjectKind, SubjectSource>;
