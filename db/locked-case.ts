// A case in the hands of its writer, and of what is written with it.
import type { Application } from '../domain/application/application.ts';
import type { Form } from '../domain/services/define.ts';

/** A case as the writer has it under its lock. */
export interface LockedCase {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly lifecycle: string;
  readonly office: string;
  readonly applicantId: string;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
  readonly form: Form;
  readonly application: Application;
  readonly taskId: string | null;
  readonly assigneeId: string | null;
  readonly calendarVersion: number;
}
