// Rules as pages take them: the same ones, their conditions in the operators that CASL knows by itself.
import type { Rule } from '../domain/permissions/permission.ts';

type Conditions = NonNullable<Rule['conditions']>;

/** A rule for `createMongoAbility`. */
export function ruleForPages({ conditions, ...rule }: Rule) {
  if (conditions === undefined) return rule;
  const entries = Object.entries(conditions).map(([field, wanted]) => [field, operatorOf(wanted)] as const);
  return { ...rule, conditions: Object.fromEntries(entries) };
}

function operatorOf(wanted: Conditions[string]): unknown {
  if (typeof wanted !== 'object' || wanted === null) return wanted;
  return 'not' in wanted ? { $ne: wanted.not } : { $in: wanted.in };
}
