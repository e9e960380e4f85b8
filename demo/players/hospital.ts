// The hospital of the demonstration: it examines somebody, and hands in a certificate for a driver.
import { z } from 'zod';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { HOSPITAL_OPERATOR } from '../../prisma/seed/demo-unit.ts';
import type { PersonAtApi } from '../../sandbox/person.ts';
import { SCAN } from '../../sandbox/scan.ts';
import { type Cast, FIRST_OF_OTHERS } from './player.ts';

/** Nothing found, for class C1. */
const SOUND = {
  ...{ purpose: 'renewal', classes: ['C1'], declaredDiseases: [], diseases: [], doctor: '许医生' },
  ...{ heightCm: 172.5, leftEye: 5.1, rightEye: 5, correctedEyes: 'none', colourVision: 'normal' },
  ...{ hearing: 'sound', leftThumb: 'sound', leftFingers: 4, rightThumb: 'sound', rightFingers: 4 },
  ...{ arms: 'normal', leftLeg: 'sound', rightLeg: 'sound', legDifferenceCm: 0 },
  ...{ sitting: 'unaided', trunk: 'normal' },
} as const;

export const castForPhysicalExam: Cast = async (db, { n, today }) => {
  const examinee = await newDriver(db, FIRST_OF_OTHERS + n, today);
  return {
    login: HOSPITAL_OPERATOR,
    documentKinds: ['examinee-photo'],
    submission: async () => ({ form: { ...SOUND, ...examinee } }),
  };
};

/** Examines first, and hands in the certificate that came of it. */
export const castForBodyCertificate: Cast = async (db, { n, today }) => {
  const examinee = await newDriver(db, FIRST_OF_OTHERS + n, today);
  return {
    login: HOSPITAL_OPERATOR,
    documentKinds: ['signed-certificate'],
    submission: async ({ person }) => ({ form: { certNo: await certificateOf(person, examinee) } }),
  };
};

type Database = Parameters<Cast>[0];

/** Somebody who holds a licence, as the hospital writes them down. */
async function newDriver(db: Database, n: number, today: Parameters<Cast>[1]['today']) {
  const { accountId } = await createApplicantFor(db, 'licence-renewal', { today, n });
  const { person } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { person: true },
  });
  if (!person) throw new Error('a driver is a person');
  const { name, sex, idDocNo, birthOn } = person;
  return { idDocKind: 'resident-id', idDocNo, name, sex, birthOn: birthOn.toISOString().slice(0, 10) };
}

const Certified = z.object({ certificate: z.object({ certNo: z.string() }) });

async function certificateOf(person: PersonAtApi, examinee: object): Promise<string> {
  const headers = { 'Content-Type': 'image/png' };
  const photo = await person.call('POST', '/api/v1/documents/examinee-photo', { body: SCAN, headers });
  const { id } = z.object({ id: z.string() }).parse(photo.body);
  const body = { service: 'hospital-physical-exam', form: { ...SOUND, ...examinee }, documents: [id] };
  const examined = await person.call('POST', '/api/v1/applications', { body });
  return Certified.parse(examined.body).certificate.certNo;
}
