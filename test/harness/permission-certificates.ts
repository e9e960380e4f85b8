// Certificates that routes name, for the permissions they are tried on.
import type { Database } from '../../db/client.ts';
import { examItemsOf } from '../../domain/services/parts/physical-exam.ts';
import { SAMPLE_FORMS } from '../../domain/services/testing/sample-forms.ts';
import { ELSEWHERE, missing, type Thing } from './permission-thing.ts';

/** An examination by each of the units, under the case of that id. */
async function saveCertificates(
  db: Database,
  cases: readonly { readonly id: string; readonly unitId: string | null }[],
  examineeAccountId: string,
): Promise<void> {
  const { personId } = await db.account.findUniqueOrThrow({ where: { id: examineeAccountId } });
  const items = JSON.stringify(examItemsOf(SAMPLE_FORMS['hospital-physical-exam']));
  await db.bodyExam.createMany({
    data: cases.map(({ id, unitId }, index) => ({
      ...{ certNo: `TJ-TEST-${index}`, personId: personId ?? '', hospital: '医院', hospitalUnitId: unitId },
      ...{ applicationId: id, purpose: 'renewal', conclusion: 'qualified', classes: ['C1'] },
      ...{ examinedOn: new Date('2015-11-03'), validTo: new Date('2016-05-03') },
      ...{ doctorSealed: db.vault.seal('许医生'), itemsSealed: db.vault.seal(items) },
    })),
  });
}

/** Who is examined, and the unit that no caller belongs to. */
interface Others {
  readonly stranger: { readonly accountId: string };
  readonly otherUnit: string;
}

/** Examinations by the own unit, by another one, and elsewhere; and a case that is none. */
export async function certificates(
  db: Database,
  { stranger, otherUnit }: Others,
  cases: readonly Thing[],
): Promise<readonly Thing[]> {
  const made = cases
    .filter(({ unitId, office }) => unitId !== null || office === ELSEWHERE)
    .map((of) => ({ ...of, unitId: of.unitId ?? otherUnit }));
  await saveCertificates(db, made, stranger.accountId);
  const others = cases.filter(({ what }) => what === 'of a stranger');
  return [...made, ...others.map((each) => ({ ...each, isOther: true })), missing()];
}
