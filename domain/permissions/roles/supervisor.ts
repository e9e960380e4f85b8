// 监督岗: watches the promises of the office, gives out work and names substitutes.
import type { RulesOf } from '../permission.ts';
import { officeReader } from './office-reader.ts';
import { own } from './own.ts';

export const supervisor: RulesOf = (holder) => {
  const { office } = holder;
  return [
    ...own(holder),
    ...officeReader(holder),
    { action: ['read', 'assign'], subject: 'Task', conditions: { office } },
    { action: 'read', subject: ['Document', 'StaffAccount'], conditions: { office } },
    { action: 'read', subject: 'ProductionBatch', conditions: { office } },
    // The second person on a payment exception.
    { action: 'decide', subject: 'PaymentOrder', conditions: { office } },
    { action: 'read', subject: 'Statement' },
    { action: 'read', subject: 'FinanceReport', conditions: { office } },
    {
      action: ['create', 'read', 'change'],
      subject: ['Substitution', 'ExaminingHospital'],
      conditions: { office },
    },
    { action: ['create', 'read', 'change'], subject: 'AppointmentSession', conditions: { office } },
  ];
};
