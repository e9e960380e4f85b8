// What is known of sessions, bookings and learners: what the rules of appointments may look at.
import type { Instant, LocalDate } from '../calendar/local-date.ts';
import type { LicenceClass } from '../register/codes.ts';

export type AppointmentKind = 'inspection' | 'exam';

/** 科目一, 科目二, 科目三道路驾驶技能, 科目三安全文明驾驶常识. */
export type ExamSubject = '1' | '2' | '3a' | '3b';

/** A session of a station or an exam site, as it stands under its lock. */
export interface SessionFacts {
  readonly id: string;
  readonly kind: AppointmentKind;
  /** Of an exam; null of an inspection. */
  readonly subject: ExamSubject | null;
  /** The classes it is held for; empty of an inspection. */
  readonly classes: readonly LicenceClass[];
  readonly site: string;
  readonly office: string;
  readonly on: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
  readonly booked: number;
  readonly isOpen: boolean;
}

/** The place somebody asks for, and what counts against them. */
export interface BookingFacts {
  /** null when there is no such session of the service's kind at the applicant's office. */
  readonly session: SessionFacts | null;
  /** Dates on which the applicant was absent from appointments of this kind, in the last twelve months. */
  readonly absencesOn: readonly LocalDate[];
}

/** A booking of an exam that counts as an attempt, or is still open. */
export interface ExamBookingFacts {
  readonly subject: ExamSubject;
  readonly on: LocalDate;
  readonly outcome: 'open' | 'passed' | 'failed' | 'absent';
}

/** A licence application (初次申领或增驾) with the exams taken under it. */
export interface LearningFacts {
  readonly no: string;
  readonly cls: LicenceClass;
  readonly acceptedOn: LocalDate;
  /** 驾驶技能准考证明; null while none is issued. */
  readonly permitIssuedOn: LocalDate | null;
  readonly permitValidTo: LocalDate | null;
  readonly isOpen: boolean;
  readonly passed: readonly ExamSubject[];
  readonly bookings: readonly ExamBookingFacts[];
}

/** An exam appointment that somebody wants to cancel. */
export interface ExamAppointmentFacts {
  readonly applicationId: string;
  readonly on: LocalDate;
  readonly isBooked: boolean;
}
