// 单位管理员: an operator who also names the others and hands out keys to the unit's own systems.
import type { RulesOf } from '../permission.ts';
import { unitOperator } from './unit-operator.ts';

export const unitHead: RulesOf = (holder) => [
  ...unitOperator(holder),
  { action: ['create', 'change'], subject: 'Operator', conditions: { unitId: holder.unitId } },
  { action: ['create', 'read', 'change'], subject: 'ApiKey', conditions: { unitId: holder.unitId } },
];
