// What keys of units' own systems may be made for: a few permissions by name, and only for some kinds of units.
import type { Permission, PermissionAction, Rule, Subject } from './permission.ts';

/** 医院 and 汽车销售商 have systems that apply for many people (registration.md §3). */
export const UNIT_KINDS_WITH_KEYS: readonly string[] = ['hospital', 'car-dealer'];

interface ScopeRow extends Permission {
  readonly zh: string;
  readonly en: string;
}

export const KEY_SCOPES = {
  'application:create': {
    action: 'create',
    subject: 'Application',
    zh: '提交业务申请',
    en: 'File applications',
  },
  'application:read': {
    action: 'read',
    subject: 'Application',
    zh: '查询本账号提交的申请',
    en: 'Read own applications',
  },
  'application:change': {
    action: 'change',
    subject: 'Application',
    zh: '补正、撤回本账号提交的申请',
    en: 'Supplement and withdraw own applications',
  },
  'document:create': { action: 'create', subject: 'Document', zh: '上传材料', en: 'Upload documents' },
  'document:read': {
    action: 'read',
    subject: 'Document',
    zh: '下载本账号上传的材料',
    en: 'Download own documents',
  },
  'body-certificate:read': {
    action: 'read',
    subject: 'BodyCertificate',
    zh: '打印本单位出具的身体条件证明',
    en: 'Print the body-condition certificates of the own unit',
  },
} as const satisfies Record<`${string}:${PermissionAction}`, ScopeRow>;

export type KeyScope = keyof typeof KEY_SCOPES;

export const KEY_SCOPE_NAMES = Object.keys(KEY_SCOPES).filter(isKeyScope);

/** Whether a text names a scope. */
export function isKeyScope(name: string): name is KeyScope {
  return Object.hasOwn(KEY_SCOPES, name);
}

/** Whether any key at all may be made for this permission. */
export function isOpenToKeys({ action, subject }: Permission): boolean {
  return Object.values(KEY_SCOPES).some((scope) => scope.action === action && scope.subject === subject);
}

/** A rule about several things as one rule for each action on each of them. */
export function singly(rule: Rule): readonly (Rule & Permission)[] {
  const actions: readonly PermissionAction[] = [rule.action].flat();
  const subjects: readonly Subject[] = [rule.subject].flat();
  return actions.flatMap((action) => subjects.map((subject) => ({ ...rule, action, subject })));
}

/** Tells rules within these scopes from the others; names that are no scope (any more) permit nothing. */
export function withinScopes(names: readonly string[]): (rule: Rule) => boolean {
  const scopes = names.filter(isKeyScope).map((name) => KEY_SCOPES[name]);
  return ({ action, subject }) =>
    scopes.some((scope) => scope.action === action && scope.subject === subject);
}
