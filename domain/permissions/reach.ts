// How far a role's permission goes, read from the conditions of its rules.
import { isOpenToKeys } from './key-scopes.ts';
import type { Permission, Rule, Subject } from './permission.ts';
import { type RoleName, rulesOf } from './role.ts';

/** Not at all, one's own, those of one's unit, those of one's office, everybody's. The wider one comes later. */
export const REACHES = ['none', 'own', 'unit', 'office', 'all'] as const;
export type Reach = (typeof REACHES)[number];

/** What each condition confines a rule to. */
const CONFINED_TO: Readonly<Record<string, Reach>> = {
  applicantId: 'own',
  ownerId: 'own',
  accountId: 'own',
  payerId: 'own',
  unitId: 'unit',
  office: 'office',
};

/** Conditions that narrow what is within reach; by themselves they confine to nobody. */
const NARROWING: readonly string[] = ['role', 'submittedAt'];

/** How far a role holds a permission. @throws Error on a condition that it does not know */
export function reachOf(role: RoleName, permission: Permission): Reach {
  return widest(rulesOf(role, { id: '', office: '', unitId: '' }), permission);
}

/** How far a key may reach that was made for everything keys may be made for. It acts in the name of an operator. */
export function reachOfKeys(permission: Permission): Reach {
  return isOpenToKeys(permission) ? reachOf('unit-operator', permission) : 'none';
}

function widest(rules: readonly Rule[], { action, subject }: Permission): Reach {
  const fitting = rules.filter(
    (rule) => [rule.action].flat().includes(action) && [rule.subject].flat().includes(subject),
  );
  if (fitting.some(({ inverted }) => inverted)) throw new Error(`${action} ${subject} has an exception`);
  const reaches = fitting.map(reachOfRule);
  return REACHES.findLast((reach) => reaches.includes(reach)) ?? 'none';
}

function reachOfRule({ subject, conditions = {} }: Rule): Reach {
  const subjects: readonly Subject[] = [subject].flat();
  if (subjects.some((each) => each.startsWith('Own'))) return 'own';
  const fields = Object.keys(conditions);
  const unknown = fields.find((field) => !(field in CONFINED_TO) && !NARROWING.includes(field));
  if (unknown !== undefined) throw new Error(`What a rule about “${unknown}” is confined to is not known`);
  const reaches = fields.flatMap((field) => CONFINED_TO[field] ?? []);
  // All of its conditions hold together: the narrowest counts.
  return REACHES.find((reach) => reaches.includes(reach)) ?? 'all';
}
