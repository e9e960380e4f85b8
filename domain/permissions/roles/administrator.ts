// 管理员: accounts and roles; decides on nobody's application and reads nobody's data in full.
import type { RulesOf } from '../permission.ts';
import { own } from './own.ts';

export const administrator: RulesOf = (holder) => [
  ...own(holder),
  { action: ['create', 'read', 'change'], subject: ['StaffAccount', 'Substitution'] },
  { action: ['read', 'change'], subject: 'Account' },
  { action: ['read', 'change'], subject: 'ApiKey' },
  { action: 'decode', subject: 'Payload' },
  { action: 'change', subject: 'WindowLock' },
  { action: ['read', 'change'], subject: 'ServiceSwitch' },
];
