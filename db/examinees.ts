// Somebody before a doctor: the person of the register their document names, or a new one of it.
import { type LocalDate, parseLocalDate } from '../domain/calendar/local-date.ts';
import { categoryOf } from '../domain/identity/identity-document.ts';
import { findResidentId } from '../domain/identity/resident-id.ts';
import { LOCAL_ISSUING_OFFICE } from '../domain/register/local.ts';
import type { Form } from '../domain/services/define.ts';
import { examineeOf } from '../domain/services/parts/physical-exam.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';
import { savePerson, storedIdentity } from './people.ts';

/** The person of the register with the document of a form; undefined when it knows nobody of that identity. */
export async function findExaminee(tx: Transaction, form: Form) {
  const { idDocKind, idDocNo } = storedIdentity(examineeOf(form).identity);
  const row = await tx.person.findUnique({
    where: { idDocKind_idDocNoIndex: { idDocKind, idDocNoIndex: tx.vault.index('id-number', idDocNo) } },
    select: { id: true, name: true, sex: true, birthOn: true },
  });
  return row ? { ...row, birthOn: dateOf(row.birthOn) } : undefined;
}

export type Examinee = NonNullable<Awaited<ReturnType<typeof findExaminee>>>;

/** Whether the register has another name, sex or date of birth under the number. */
export function identityDiffers(known: Examinee | undefined, form: Form): boolean {
  if (known === undefined) return false;
  const { name, sex, birthOn } = examineeOf(form);
  return known.name !== name.normalize('NFC') || known.sex !== sex || known.birthOn !== birthOn;
}

/** Adds whoever a hospital has seen and the register does not know; a window sees to their contact. */
export async function saveExaminee(tx: Transaction, form: Form, today: LocalDate): Promise<string> {
  const { identity, name, sex, birthOn } = examineeOf(form);
  const told = findResidentId(identity.number, today);
  return savePerson(tx, {
    ...{ name: name.normalize('NFC'), identity, category: categoryOf(identity.kind), sex },
    birthOn: parseLocalDate(birthOn),
    // What other documents do not tell is written down at a window; until then the office's own (assumed).
    residenceDivision: told?.division ?? LOCAL_ISSUING_OFFICE,
  });
}
