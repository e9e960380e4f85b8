// The rules that pages are handed give the same verdicts as the API: asked of CASL alone, as a page would.
import { subject as as, createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import { CONTRACTS } from '../../../api/contract/index.ts';
import { sessionContracts as sessions } from '../../../api/contract/session.ts';
import { ASKS } from '../../harness/permission-asks.ts';
import { permissionScene } from '../../harness/permission-scene.ts';
import { MISSING, type Thing } from '../../harness/permission-things.ts';
import { expectedOf } from '../../harness/permission-verdicts.ts';

const scene = permissionScene();

/** What a page has built from the answer of its own session. */
function abilityFrom(rules: unknown): MongoAbility {
  const told: RawRuleOf<MongoAbility>[] = JSON.parse(JSON.stringify(rules));
  return createMongoAbility(told);
}

/** A thing as a page has it: with the fields that conditions name. */
function fieldsOf({ id, ownerId, unitId, office, role, isLoose }: Thing, isDocument: boolean) {
  return {
    ...{ id, unitId, role, applicantId: ownerId, ownerId, accountId: ownerId, payerId: ownerId },
    // A document that is not handed in belongs to no office.
    office: isDocument && isLoose ? null : office,
    submittedAt: isLoose ? null : '2015-11-03T02:00:00Z',
  };
}

/** Rules say nothing of sessions: there are only one's own. */
const isJudged = (operation: string) => operation !== 'endOwnSession';

let compared = 0;

test('for every person, every route and every thing a page may be about', async () => {
  const surprises: string[] = [];
  for (const [name, person] of scene.set.persons) {
    const { rules } = (await person.ask(sessions.whoAmI)).body;
    const ability = abilityFrom(rules);
    const caller = scene.set.callers.get(name);
    if (!caller) throw new Error(`${name} does not call`);
    for (const { operation, access } of CONTRACTS) {
      if (typeof access === 'string' || !isJudged(operation)) continue;
      const { on } = ASKS[operation] ?? {};
      const things = on === undefined ? [] : scene.set.things[on];
      const cases = [null, ...things.filter(({ what, isOther }) => what !== MISSING && !isOther)];
      for (const thing of cases) {
        const target =
          thing === null
            ? access.subject
            : as(access.subject, fieldsOf(thing, access.subject === 'Document'));
        const verdict = expectedOf(operation, caller, thing);
        // That nobody changes themselves is not a matter of rules.
        const permits = ['within', 'four-eyes'].includes(verdict);
        compared += 1;
        if (ability.can(access.action, target) !== permits)
          surprises.push(`${name}, ${operation}, ${thing?.what ?? 'at all'}: the API says ${verdict}`);
      }
    }
  }
  expect(surprises).toEqual([]);
  expect(compared).toBeGreaterThan(2_000);
});

test('conditions are told in operators that CASL knows by itself', async () => {
  const clerk = scene.set.persons.get('clerk');
  const rules = (await clerk?.ask(sessions.whoAmI))?.body.rules ?? [];
  expect(rules).toContainEqual({
    ...{ action: 'read', subject: 'Application' },
    conditions: { office: 'zmd-vmo', submittedAt: { $ne: null } },
  });
  expect(JSON.stringify(rules)).not.toMatch(/"not":|"in":/);
});
