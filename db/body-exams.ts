// 体检: what hospitals found and certified. Findings and doctor lie sealed; conclusion and classes are what the rules go by.
import type { LocalDate } from '../domain/calendar/local-date.ts';
import { serialOf } from '../domain/identity/application-number.ts';
import { buildBodyCertificateNumber } from '../domain/identity/body-certificate-number.ts';
import type { IdDocKind } from '../domain/identity/identity-document.ts';
import { bodyExamValidTo } from '../domain/register/licence.ts';
import type { LicenceClass } from '../domain/register/licence-classes.ts';
import {
  type CorrectedEyes,
  concludeExam,
  type ExamConclusion,
  type ExamPurpose,
  failedItems,
  type ListedDisease,
  type PhysicalExam,
} from '../domain/register/physical-exam.ts';
import { dateOf } from './calendar.ts';
import type { Database, Transaction } from './client.ts';
import { getContent } from './documents.ts';
import { stored } from './json.ts';

/** What was found, as it lies sealed. */
export interface ExamItemsOnFile {
  readonly exam: PhysicalExam;
  readonly correctedEyes: CorrectedEyes;
  readonly declaredDiseases: readonly ListedDisease[];
}

export interface NewBodyExam {
  readonly applicationId: string;
  readonly personId: string;
  readonly hospital: { readonly id: string; readonly name: string };
  readonly doctor: string;
  readonly purpose: string;
  readonly items: ExamItemsOnFile;
  readonly classes: readonly LicenceClass[];
  readonly examinedOn: LocalDate;
}

/** Records an examination and gives its certificate a number. Answers the number and what it came to. */
export async function saveBodyExam(
  tx: Transaction,
  { applicationId, personId, hospital, doctor, purpose, items, classes, examinedOn }: NewBodyExam,
): Promise<{ readonly certNo: string; readonly outcome: ExamConclusion }> {
  const outcome = concludeExam(items.exam, classes);
  const certNo = await drawCertificateNumber(tx, examinedOn);
  const photo = await tx.document.findFirst({
    where: { applicationId, kind: 'examinee-photo' },
    select: { id: true },
  });
  const those = (qualified: boolean) =>
    outcome.classes.filter((each) => each.qualified === qualified).map(({ cls }) => cls);
  await tx.bodyExam.create({
    data: {
      ...{ certNo, personId, purpose, applicationId, photoId: photo?.id ?? null },
      ...{ hospital: hospital.name, hospitalUnitId: hospital.id, doctorSealed: tx.vault.seal(doctor) },
      itemsSealed: tx.vault.seal(JSON.stringify(items)),
      examinedOn: new Date(examinedOn),
      validTo: new Date(bodyExamValidTo(examinedOn)),
      conclusion: outcome.conclusion,
      classes: those(true),
      unfitClasses: those(false),
    },
  });
  return { certNo, outcome };
}

async function drawCertificateNumber(tx: Transaction, examinedOn: LocalDate): Promise<string> {
  const [row] = await tx.$queryRaw<{ serial: bigint }[]>`SELECT nextval('body_certificate_number') AS serial`;
  return buildBodyCertificateNumber(examinedOn, serialOf(row?.serial ?? 1n));
}

const WHOLE = {
  person: { select: { name: true, sex: true, birthOn: true, idDocKind: true, idDocNoSealed: true } },
  application: { select: { office: true } },
} as const;

/** The certificate of an examination's case, or of the case by which it was submitted; undefined of any other. */
export async function findCertificateOf(db: Database, applicationId: string) {
  const certNo = await findCertNo(db, applicationId);
  if (certNo === undefined) return undefined;
  const row = await db.bodyExam.findUnique({ where: { certNo }, include: WHOLE });
  // What came from elsewhere, and what has been erased, cannot be printed.
  if (row === null || row.itemsSealed === null || row.doctorSealed === null) return undefined;
  const { person, application, itemsSealed, doctorSealed, photoId } = row;
  const items: ExamItemsOnFile = JSON.parse(db.vault.open(itemsSealed));
  return {
    unitId: row.hospitalUnitId,
    office: application?.office ?? null,
    items,
    doctor: db.vault.open(doctorSealed),
    photoId,
    certNo,
    hospital: row.hospital,
    examinedOn: dateOf(row.examinedOn),
    validTo: dateOf(row.validTo),
    purpose: stored<ExamPurpose>(row.purpose),
    classes: stored<readonly LicenceClass[]>([...row.classes, ...row.unfitClasses]),
    examinee: {
      name: person.name,
      sex: stored<'M' | 'F'>(person.sex),
      birthOn: dateOf(person.birthOn),
      idDocKind: stored<IdDocKind>(person.idDocKind),
      idDocNo: db.vault.open(person.idDocNoSealed),
    },
  };
}

export type CertificateOnFile = NonNullable<Awaited<ReturnType<typeof findCertificateOf>>>;

async function findCertNo(db: Database, applicationId: string): Promise<string | undefined> {
  const exam = await db.bodyExam.findUnique({ where: { applicationId }, select: { certNo: true } });
  if (exam) return exam.certNo;
  const sent = await db.bodyCertSubmission.findFirst({
    where: { applicationId, by: 'hospital' },
    select: { certNo: true },
  });
  return sent?.certNo;
}

/** The photograph of an examination; null where there is none that can be printed. */
export async function findPicture(db: Database, id: string | null): Promise<Uint8Array | null> {
  if (id === null) return null;
  const { mediaType } = await db.document.findUniqueOrThrow({ where: { id }, select: { mediaType: true } });
  return mediaType.startsWith('image/') ? getContent(db, id) : null;
}

/** A certificate that a hospital issued itself. */
export async function findOwnCertificate(tx: Transaction, unitId: string, certNo: string) {
  const row = await tx.bodyExam.findFirst({ where: { certNo, hospitalUnitId: unitId } });
  return row ?? undefined;
}

/** Whether a certificate was handed in for a licence already, by whomever. */
export async function isSubmitted(tx: Transaction, licenceId: string, certNo: string): Promise<boolean> {
  return (await tx.bodyCertSubmission.count({ where: { licenceId, certNo } })) > 0;
}

export type OwnCertificate = NonNullable<Awaited<ReturnType<typeof findOwnCertificate>>>;

/** The classes, of those a licence holds, for which what was found does not suffice. */
export function unfitClasses(
  { vault }: Transaction,
  { itemsSealed, unfitClasses: unfit }: OwnCertificate,
  held: readonly LicenceClass[],
): readonly LicenceClass[] {
  if (itemsSealed === null) return held.filter((cls) => unfit.includes(cls));
  const { exam }: ExamItemsOnFile = JSON.parse(vault.open(itemsSealed));
  return held.filter((cls) => failedItems(exam, cls).length > 0);
}

/** Everything on file of somebody's examinations, for themselves. */
export async function listOwnExams(tx: Transaction, personId: string) {
  const rows = await tx.bodyExam.findMany({ where: { personId }, orderBy: { examinedOn: 'desc' } });
  return rows.map(({ certNo, hospital, conclusion, classes, unfitClasses, itemsSealed, ...row }) => ({
    ...{ certNo, hospital, conclusion, classes, unfitClasses },
    examinedOn: dateOf(row.examinedOn),
    validTo: dateOf(row.validTo),
    findings: itemsSealed === null ? null : JSON.parse(tx.vault.open(itemsSealed)),
  }));
}
