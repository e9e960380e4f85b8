// 收费岗: decides with a second person on payments that nothing has explained (violations.md §4).
import type { RulesOf } from '../permission.ts';
import { officeReader } from './office-reader.ts';
import { own } from './own.ts';

export const cashier: RulesOf = (holder) => [
  ...own(holder),
  ...officeReader(holder),
  { action: 'decide', subject: 'PaymentOrder', conditions: { office: holder.office } },
  // There is one account with each bank, whatever the office.
  { action: ['read', 'decide'], subject: 'Statement' },
  { action: 'read', subject: 'FinanceReport', conditions: { office: holder.office } },
];
