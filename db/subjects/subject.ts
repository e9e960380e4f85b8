// What a file of this folder answers: what is known of the subject of an application, by the kind of subject.
import type { GateGiven } from '../../domain/application/gate.ts';
import type { Instant, LocalDate } from '../../domain/calendar/local-date.ts';
import type { Form, Service } from '../../domain/services/define.ts';
import type { SignedInAccount } from '../accounts.ts';
import type { Transaction } from '../client.ts';

/** How an applicant names a vehicle or a licence; other subjects are named in the form. */
export type SubjectKey =
  | { readonly plateCategory: string; readonly plateNumber: string }
  | { readonly vin: string }
  | { readonly id: string }
  | { readonly licenceNo?: string };

export interface AskedSubject {
  readonly service: Service;
  readonly account: SignedInAccount;
  readonly key: SubjectKey;
  readonly form: Form;
  readonly now: Instant;
  readonly today: LocalDate;
  /** The code that came with the form was sent to its mobile, or to the applicant's own, and is good. */
  readonly codeIsGood: boolean;
  /** The case itself, where it is stored already. */
  readonly applicationId: string | null;
}

export interface SubjectReading extends Partial<Pick<GateGiven, 'vehicle' | 'licence' | 'subject'>> {
  readonly owned: boolean;
  readonly local: boolean;
  /** No second open application of the same service has the same key; null where several may be open. */
  readonly key: string | null;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
  /** What is to be paid with the application, whatever the table of fees says. */
  readonly dueFen?: number;
  /** What it is read from cannot be reached: the service takes nothing in meanwhile. */
  readonly isOutOfReach?: true;
}

/** Reads a subject under the locks of the submission; undefined where there is none, or it is foreign. */
export type SubjectSource = (tx: Transaction, asked: AskedSubject) => Promise<SubjectReading | undefined>;
