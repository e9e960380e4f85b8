// 变更联系方式: one act for the person, their local vehicles and their licence; what was before stays in the history.
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { maskMobile } from '../../domain/identity/masking.ts';
import { isLocalPlate, LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import type { Form } from '../../domain/services/define.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import type { Transaction } from '../client.ts';
import { saveContact } from '../contacts.ts';
import { saveDirectMessage } from '../messages.ts';
import { type Contact, sealedContact } from '../people.ts';
import type { Effect } from './effect.ts';

export const changeContact: Effect = async (tx, { locked, now }) => {
  const { personId } = await tx.account.findUniqueOrThrow({ where: { id: locked.applicantId } });
  if (personId === null) return { code: 'subject-not-own' };
  const contact = contactIn(locked.form);
  const before = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const contactId = await saveContact(tx, personId, sealedContact(tx, contact), {
    ...{ at: now, applicationId: locked.id },
  });
  const vehicles = await tx.vehicle.findMany({ where: { ownerId: personId } });
  const local = vehicles.filter(({ plateNumber }) => isLocalPlate(plateNumber)).map(({ id }) => id);
  await tx.vehicle.updateMany({ where: { id: { in: local } }, data: { contactId } });
  await tx.licence.updateMany({
    where: { holderId: personId, issuingOffice: LOCAL_ISSUING_OFFICE },
    data: { contactId },
  });
  if (before.mobile !== null && before.mobile !== contact.mobile)
    await saveDirectMessage(tx, {
      ...{ to: before.mobile, template: 'contact-changed', accountId: locked.applicantId, createdAt: now },
      slots: { mobile: maskMobile(contact.mobile) },
    });
  await changeEmployer(tx, personId, locked.id, textIn(locked.form, 'employer'), localDateOf(now));
  return null;
};

function contactIn(form: Form): Contact {
  return {
    mobile: textIn(form, 'mobile'),
    landline: textIn(form, 'landline') || null,
    email: textIn(form, 'email') || null,
    division: textIn(form, 'division'),
    address: textIn(form, 'address'),
    postcode: textIn(form, 'postcode'),
  };
}

/** 从业单位变化 is reported within 30 days by drivers of classes A and B (驾驶证申领和使用规定 第七十条). */
async function changeEmployer(
  tx: Transaction,
  personId: string,
  applicationId: string,
  employer: string,
  today: string,
): Promise<void> {
  if (employer === '') return;
  const licence = await tx.licence.findUnique({
    where: { holderId: personId },
    include: { employments: true },
  });
  if (!licence) return;
  const current = licence.employments.find(({ until }) => until === null);
  if (current && tx.vault.open(current.employerSealed) === employer) return;
  const on = new Date(today);
  await tx.employment.updateMany({ where: { licenceId: licence.id, until: null }, data: { until: on } });
  await tx.employment.create({
    data: { licenceId: licence.id, applicationId, employerSealed: tx.vault.seal(employer), from: on },
  });
}
