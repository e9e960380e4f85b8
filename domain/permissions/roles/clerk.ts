// 受理岗: accepts, reviews and hands over at the counter.
import type { RulesOf } from '../permission.ts';
import { officeReader, SUBMITTED } from './office-reader.ts';
import { own } from './own.ts';

export const clerk: RulesOf = (holder) => {
  const { office } = holder;
  return [
    ...own(holder),
    ...officeReader(holder),
    { action: ['decide', 'disclose'], subject: 'Application', conditions: { office, ...SUBMITTED } },
    { action: ['read', 'claim'], subject: 'Task', conditions: { office, role: 'clerk' } },
    { action: 'read', subject: 'BodyCertificate', conditions: { office } },
    { action: 'read', subject: 'Document', conditions: { office } },
    { action: 'read', subject: 'AppointmentSession', conditions: { office } },
    { action: ['read', 'decide'], subject: 'Violation', conditions: { office } },
    { action: ['create', 'change'], subject: 'WindowLock', conditions: { office } },
    { action: ['create', 'read', 'change'], subject: 'WindowPenalty', conditions: { office } },
  ];
};
