// 邮寄岗: sends, and sends again; sees an address in full when a label must be written by hand.
import type { RulesOf } from '../permission.ts';
import { officeReader, SUBMITTED } from './office-reader.ts';
import { own } from './own.ts';

export const dispatch: RulesOf = (holder) => {
  const { office } = holder;
  return [
    ...own(holder),
    ...officeReader(holder),
    { action: ['decide', 'disclose'], subject: 'Application', conditions: { office, ...SUBMITTED } },
    { action: ['read', 'claim'], subject: 'Task', conditions: { office, role: 'dispatch' } },
  ];
};
