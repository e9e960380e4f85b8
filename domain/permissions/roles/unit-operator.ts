// 单位经办人: applications of the own unit that they filed themselves; which services, the unit's kind and options say.
import type { RulesOf } from '../permission.ts';
import { own, ownRegistration } from './own.ts';

export const unitOperator: RulesOf = (holder) => [
  ...own(holder),
  ...ownRegistration(holder),
  { action: ['create', 'read', 'change'], subject: 'Application', conditions: { applicantId: holder.id } },
  { action: ['create', 'read'], subject: 'Document', conditions: { ownerId: holder.id } },
  { action: ['read', 'change'], subject: 'PaymentOrder', conditions: { payerId: holder.id } },
  // Whoever of the hospital examined: its colleagues hand the certificate in.
  {
    action: 'read',
    subject: ['BodyCertificate', 'ExaminingHospital'],
    conditions: { unitId: holder.unitId },
  },
  { action: 'read', subject: 'Operator', conditions: { unitId: holder.unitId } },
];
