// 超龄换领驾驶证: the classes above the age limit go, what they still allow comes.

import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { heldClasses, overageTarget } from '../../domain/register/licence.ts';
import type { Form } from '../../domain/services/define.ts';
import type { Transaction } from '../client.ts';
import { getLicenceFacts } from '../facts.ts';
import type { LockedCase } from '../locked-case.ts';
import { type Effect, licenceIdOf } from './effect.ts';
import { recordBodyCertificate, reissueCombined } from './renewal.ts';

export const exchangeOverageLicence: Effect = async (tx, { locked, now }) => {
  const today = localDateOf(now);
  await exchangeClasses(tx, locked, today);
  await reissueCombined(tx, locked, today);
  return null;
};

/** R123 第五十条: the classes above the age limit go, what they still allow comes. */
async function exchangeClasses(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const licenceId = licenceIdOf(locked);
  const licence = await getLicenceFacts(tx, licenceId);
  const target = overageTarget(licence, today, wantedClass(locked.form));
  if (target?.kind !== 'exchange') return;
  const held = heldClasses(licence);
  const added = target.classes.filter((cls) => !held.includes(cls));
  const on = new Date(today);
  await tx.classHolding.updateMany({
    where: { licenceId, cls: { in: [...target.dropped] }, cancelledOn: null },
    data: { cancelledOn: on, cancelReason: 'age' },
  });
  await tx.classHolding.createMany({
    data: added.map((cls) => ({ licenceId, cls, obtainedOn: on, how: 'downgrade' })),
  });
  await tx.downgradeCase.create({
    data: {
      licenceId,
      cause: 'age',
      lostClasses: [...target.dropped],
      decidedOn: on,
      exchangedOn: on,
      applicationId: locked.id,
    },
  });
  await recordBodyCertificate(tx, locked, today);
}

function wantedClass(form: Form): 'C1' | 'C2' {
  return form.targetClass === 'C2' ? 'C2' : 'C1';
}
