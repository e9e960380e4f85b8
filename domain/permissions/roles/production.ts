// 制证岗: makes plates and licences, in batches.
import type { RulesOf } from '../permission.ts';
import { officeReader, SUBMITTED } from './office-reader.ts';
import { own } from './own.ts';

export const production: RulesOf = (holder) => {
  const { office } = holder;
  return [
    ...own(holder),
    ...officeReader(holder),
    { action: 'decide', subject: 'Application', conditions: { office, ...SUBMITTED } },
    { action: ['read', 'claim'], subject: 'Task', conditions: { office, role: 'production' } },
    { action: ['create', 'read'], subject: 'ProductionBatch', conditions: { office } },
  ];
};
