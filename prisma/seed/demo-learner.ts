// The learner of the demonstration: 科目一 passed, a permit old enough for 科目二, and a mobile to sign in with.
import type { Transaction } from '../../db/client.ts';
import { addDays, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import { permitFrom } from '../../domain/exams/after-exam.ts';
import { makePerson } from './people.ts';
import { placeIn } from './places.ts';
import { accountOf, type Drawing, OFFICE, type Resident, saveResidents } from './register.ts';

export const LEARNER_USER = {
  login: 'zhoulin',
  name: '周琳',
  about:
    '网上注册的学员;科目一已合格,准考证明40天前核发 (books and cancels driving tests, once the service is open)',
} as const;

/** A permit as old as this may book the road as well, once 科目二 is passed. */
const PERMIT_DAYS_AGO = 40;
const AGE = 22;

/** The learner with their numbers. */
export function drawDemoLearner({ numbers, chance, today }: Drawing, passwordHash: string): Resident {
  const place = placeIn('city', chance);
  const plan = { birthOn: addYears(today, -AGE), sex: 'F', birthplace: '411702', place } as const;
  const person = makePerson({ ...plan, name: LEARNER_USER.name }, numbers, chance, today);
  const account = accountOf(person, 'ind-online', numbers, passwordHash, LEARNER_USER.login);
  return { person, account, vehicles: [], licence: null };
}

/** Writes the learner with what they have applied for. */
export async function saveDemoLearner(tx: Transaction, learner: Resident, today: LocalDate): Promise<void> {
  const { person, account } = learner;
  if (account === null) throw new Error('the learner signs in');
  await saveResidents(tx, [learner]);
  await tx.account.update({ where: { id: account.id }, data: { subtype: 'learner' } });
  const issuedOn = addDays(today, -PERMIT_DAYS_AGO);
  const { permitIssuedOn, permitValidTo } = permitFrom(issuedOn);
  await tx.licenceApplication.create({
    data: {
      no: `${OFFICE}-${account.id.slice(0, 8)}`,
      ...{ personId: person.id, cls: 'C1', office: OFFICE, school: '驻马店市驿城驾驶员培训学校' },
      acceptedOn: new Date(addDays(issuedOn, -10)),
      permitIssuedOn: permitIssuedOn && new Date(permitIssuedOn),
      permitValidTo: permitValidTo && new Date(permitValidTo),
      subjectsPassed: ['1'],
      attempts: { create: [{ subject: '1', on: new Date(issuedOn), outcome: 'passed' }] },
    },
  });
}
