// 审核岗: the second pair of eyes on every registration; never on one they filed themselves.
import type { RulesOf } from '../permission.ts';
import { officeReader, SUBMITTED } from './office-reader.ts';
import { own } from './own.ts';

export const reviewer: RulesOf = (holder) => {
  const { office } = holder;
  return [
    ...own(holder),
    ...officeReader(holder),
    { action: ['decide', 'disclose'], subject: 'Application', conditions: { office, ...SUBMITTED } },
    { action: ['read', 'claim'], subject: 'Task', conditions: { office, role: 'reviewer' } },
    { action: 'print', subject: 'Registration', conditions: { office } },
    { action: ['read', 'disclose'], subject: 'Account', conditions: { office } },
    { action: 'read', subject: 'Document', conditions: { office } },
  ];
};
