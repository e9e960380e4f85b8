// Rules at work: asked of one thing, or turned into the condition of a list.
import { subject as as, type Ability as CaslAbility, type ForcedSubject } from '@casl/ability';
import { accessibleBy, createPrismaAbility, type PrismaQueryOf } from '@casl/prisma/runtime';
import type { PermissionAction, Rule, Subject } from '../domain/permissions/permission.ts';
import type { Prisma } from '../prisma/generated/client.ts';

/** What somebody may do. Nothing is permitted that no rule permits. */
export interface Ability {
  /** In their order; pages ask the same ones. */
  readonly rules: readonly Rule[];
  /** Whether the action is permitted on anything of the kind at all. */
  may(action: PermissionAction, subject: Subject): boolean;
  /** Whether it is permitted on this thing, which carries the fields that conditions name. */
  mayOn(action: PermissionAction, subject: Subject, thing: object): boolean;
  /** The applications on which it is permitted, as a condition of a list. */
  applications(action: PermissionAction): Prisma.ApplicationWhereInput;
}

type Query = PrismaQueryOf<Prisma.TypeMap>;

/** Makes rules answer. */
export function abilityOf(rules: readonly Rule[]): Ability {
  const ability = createPrismaAbility<CaslAbility<[string, Subject | ForcedSubject<Subject>], Query>>(
    rules.map(({ action, subject, conditions, inverted }) => ({
      action: [...[action].flat()],
      subject: [...[subject].flat()],
      ...(conditions === undefined ? {} : { conditions }),
      ...(inverted === undefined ? {} : { inverted }),
    })),
  );
  return {
    rules,
    may: (action, subject) => ability.can(action, subject),
    mayOn: (action, subject, thing) => ability.can(action, as(subject, { ...thing })),
    // Where nothing is permitted the library throws; the condition of an empty list says the same.
    applications: (action) =>
      ability.can(action, 'Application')
        ? accessibleBy(ability, action).ofType('Application')
        : { id: { in: [] } },
  };
}
