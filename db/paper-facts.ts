// What stands on the papers of a case: its state, what was entered, by whom, and what it is about.
import type { Application } from '../domain/application/application.ts';
import type { Form } from '../domain/services/define.ts';
import { stateOf } from './applications.ts';
import type { Database, Transaction } from './client.ts';
import { type FullIdentity, identityOf, WHOSE } from './disclosures.ts';
import type { PostalAddress } from './postal-address.ts';

export interface PaperFacts {
  readonly number: string;
  readonly service: string;
  readonly office: string;
  readonly applicantId: string;
  readonly submittedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly application: Application;
  readonly form: Form;
  readonly address: PostalAddress | null;
  readonly applicant: FullIdentity;
  /** Kinds of the documents handed in. */
  readonly documents: readonly string[];
  readonly vehicle: {
    readonly plateCategory: string;
    readonly plateNumber: string;
    readonly vin: string;
    readonly brandModel: string;
  } | null;
  readonly licence: { readonly licenceNo: string; readonly fileNo: string } | null;
}

/** The facts of a case, in full; undefined where there is none. Whoever is shown them in full must be allowed to see them. */
export async function findPaperFacts(
  db: Database | Transaction,
  id: string,
): Promise<PaperFacts | undefined> {
  const row = await db.application.findUnique({
    where: { id },
    include: {
      applicant: { include: WHOSE },
      documents: { select: { kind: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
      vehicle: { select: { plateCategory: true, plateNumber: true, vin: true, brandModel: true } },
      licence: true,
    },
  });
  if (row === null) return undefined;
  const { number, service, office, applicantId, submittedAt, erasedAt, form, address, vehicle } = row;
  const { licence, documents } = row;
  return {
    ...{ number, service, office, applicantId, submittedAt, erasedAt, form, address, vehicle },
    application: stateOf(row),
    applicant: identityOf(row.applicant),
    documents: documents.map(({ kind }) => kind),
    licence: licence && { licenceNo: licence.licenceNo, fileNo: licence.fileNo },
  };
}
