// 《互联网个人用户注册/变更申请表》 and 《互联网单位用户注册/变更申请表》 as PDF, made from what was taken down.
import type { PrintableRegistration } from '../../db/registration-prints.ts';
import type { Instant } from '../../domain/calendar/local-date.ts';
import { officeName } from '../../domain/register/local.ts';
import { isScanKind, SCANS } from '../../domain/registration/scans.ts';
import { type FormPaper, formPdf } from '../../papers/form-paper.ts';
import { individualRegistrationPaper } from '../../papers/individual-registration-paper.ts';
import type { FormFacts } from '../../papers/registration-parts.ts';
import { unitRegistrationPaper } from '../../papers/unit-registration-paper.ts';

/** The filled-in form as a PDF: the same case printed at the same instant gives the same bytes. */
export function printedForm(printable: PrintableRegistration, printedAt: Instant): Promise<Uint8Array> {
  const { number, office, submittedAt, scans } = printable;
  const documents = scans.map((kind) => (isScanKind(kind) ? SCANS[kind].zh : kind));
  const facts = { number, office: officeName(office), submittedAt, printedAt, documents };
  return formPdf(paperOf(printable, facts));
}

function paperOf({ form, holder }: PrintableRegistration, facts: FormFacts): FormPaper {
  switch (form.matter) {
    case 'individual-registration':
      return individualRegistrationPaper(facts, { subject: 'register', individual: form.individual });
    case 'registration-upgrade':
      return individualRegistrationPaper(facts, { subject: 'upgrade', individual: form.individual });
    case 'unit-registration':
      return unitRegistrationPaper(facts, { subject: 'register', unit: form.unit });
    case 'registration-change':
      if (holder === null) throw new Error(`the account of ${facts.number} is nobody's`);
      return holder.kind === 'individual'
        ? individualRegistrationPaper(facts, { subject: 'change', change: form.change, holder })
        : unitRegistrationPaper(facts, { subject: 'change', change: form.change, holder });
  }
}
