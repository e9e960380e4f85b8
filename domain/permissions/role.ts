// Who may do what: one file of rules a role. Roles of the staff are given by administrators; those of users follow from the account.

import type { Holder, Rule, RulesOf } from './permission.ts';
import { administrator } from './roles/administrator.ts';
import { auditor } from './roles/auditor.ts';
import { cashier } from './roles/cashier.ts';
import { clerk } from './roles/clerk.ts';
import { dispatch } from './roles/dispatch.ts';
import { onlineUser } from './roles/online-user.ts';
import { production } from './roles/production.ts';
import { publisher } from './roles/publisher.ts';
import { registrar } from './roles/registrar.ts';
import { reviewer } from './roles/reviewer.ts';
import { supervisor } from './roles/supervisor.ts';
import { unitHead } from './roles/unit-head.ts';
import { unitOperator } from './roles/unit-operator.ts';
import { windowUser } from './roles/window-user.ts';

export const STAFF_ROLES = [
  'registrar',
  'clerk',
  'reviewer',
  'production',
  'dispatch',
  'cashier',
  'publisher',
  'supervisor',
  'auditor',
  'administrator',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who watches and who grants: neither is stood in for, nor stands in for anybody. */
export const NEVER_STAND_INS: readonly StaffRole[] = ['auditor', 'administrator'];

export const USER_ROLES = ['online-user', 'window-user', 'unit-operator', 'unit-head'] as const;
export type UserRole = (typeof USER_ROLES)[number];

export type RoleName = StaffRole | UserRole;

interface RoleRow {
  readonly zh: string;
  readonly en: string;
  readonly rules: RulesOf;
}

export const ROLES = {
  'online-user': { zh: '个人用户(网上注册)', en: 'Individual, registered online', rules: onlineUser },
  'window-user': { zh: '个人用户(窗口注册)', en: 'Individual, registered at a window', rules: windowUser },
  'unit-operator': { zh: '单位经办人', en: 'Operator of a unit', rules: unitOperator },
  'unit-head': { zh: '单位管理员', en: 'Head operator of a unit', rules: unitHead },
  registrar: { zh: '注册岗', en: 'Registrar', rules: registrar },
  clerk: { zh: '受理岗', en: 'Clerk', rules: clerk },
  reviewer: { zh: '审核岗', en: 'Reviewer', rules: reviewer },
  production: { zh: '制证岗', en: 'Production', rules: production },
  dispatch: { zh: '邮寄岗', en: 'Dispatch', rules: dispatch },
  cashier: { zh: '收费岗', en: 'Cashier', rules: cashier },
  publisher: { zh: '发布岗', en: 'Publisher', rules: publisher },
  supervisor: { zh: '监督岗', en: 'Supervisor', rules: supervisor },
  auditor: { zh: '审计岗', en: 'Auditor', rules: auditor },
  administrator: { zh: '管理员', en: 'Administrator', rules: administrator },
} as const satisfies Record<RoleName, RoleRow>;

/** The rules of a role for one who holds it. */
export function rulesOf(role: RoleName, holder: Holder): readonly Rule[] {
  return ROLES[role].rules(holder);
}

/** Whether a role is one of the staff's. */
export function isStaffRole(role: string): role is StaffRole {
  return STAFF_ROLES.some((each) => each === role);
}
