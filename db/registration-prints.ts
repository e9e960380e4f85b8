// What is printed of a registration case: everything that was taken down, and whose account it is about.
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { IdDocKind } from '../domain/identity/identity-document.ts';
import type { RegistrationForm } from '../domain/registration/form.ts';
import type { Holder } from '../domain/registration/holder.ts';
import { findRegistrationMatter } from '../domain/registration/matters.ts';
import type { UnitKind } from '../domain/registration/unit-kinds.ts';
import type { Database } from './client.ts';
import { stored } from './json.ts';

export interface PrintableRegistration {
  readonly number: string;
  readonly office: string;
  readonly submittedAt: Instant | null;
  readonly form: RegistrationForm;
  readonly holder: Holder | null;
  /** Kinds of the scans handed in. */
  readonly scans: readonly string[];
}

/** A registration taken down at a window; undefined for any other case, and once its form is erased. */
export async function findPrintable(db: Database, id: string): Promise<PrintableRegistration | undefined> {
  const row = await db.application.findUnique({
    where: { id },
    include: {
      documents: { select: { kind: true } },
      applicant: { include: { person: true, unit: true } },
    },
  });
  const isPrintable =
    row !== null &&
    row.lifecycle === 'L-REGISTER' &&
    row.erasedAt === null &&
    findRegistrationMatter(row.service);
  if (!isPrintable) return undefined;
  const { number, office, submittedAt, applicant } = row;
  return {
    ...{ number, office, submittedAt: submittedAt && toInstant(submittedAt) },
    form: stored<RegistrationForm>(row.form),
    holder: holderOf(applicant),
    scans: row.documents.map(({ kind }) => kind),
  };
}

interface HolderRow {
  readonly mobile: string | null;
  readonly person: { readonly name: string; readonly idDocKind: string; readonly idDocNo: string } | null;
  readonly unit: {
    readonly name: string;
    readonly kind: string;
    readonly orgCode: string;
    readonly uscc: string | null;
  } | null;
}

function holderOf({ mobile, person, unit }: HolderRow): Holder | null {
  if (unit) {
    const { name, orgCode, uscc } = unit;
    return { kind: 'unit', unitKind: stored<UnitKind>(unit.kind), name, orgCode, uscc, mobile };
  }
  if (!person) return null;
  const { name, idDocNo } = person;
  return { kind: 'individual', idDocKind: stored<IdDocKind>(person.idDocKind), name, idDocNo, mobile };
}
