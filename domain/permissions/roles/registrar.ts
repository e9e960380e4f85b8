// 注册岗: registers people and units at the window, and changes what they bring documents for.
import type { RulesOf } from '../permission.ts';
import { officeReader } from './office-reader.ts';
import { own } from './own.ts';

export const registrar: RulesOf = (holder) => {
  const { office } = holder;
  return [
    ...own(holder),
    ...officeReader(holder),
    { action: ['create', 'print'], subject: 'Registration', conditions: { office } },
    { action: ['read', 'disclose', 'change'], subject: 'Account', conditions: { office } },
    { action: ['read', 'change'], subject: 'CounterBooking', conditions: { office } },
    { action: 'create', subject: 'Document', conditions: { ownerId: holder.id } },
    { action: 'read', subject: 'Document', conditions: { office } },
  ];
};
