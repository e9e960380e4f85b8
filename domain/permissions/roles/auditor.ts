// 审计岗: reads the trail of everybody's acts and how the money stands, and nothing else.
import type { RulesOf } from '../permission.ts';
import { own } from './own.ts';

export const auditor: RulesOf = (holder) => [
  ...own(holder),
  { action: 'read', subject: ['AuditEvent', 'Statement', 'FinanceReport'] },
];
