// Routes × every role × every object: what the permission table says is what the API does, and a denial changes nothing.
import type { RouteContract } from '../../api/contract/define.ts';
import type { Database } from '../../db/client.ts';
import { ASKS, type Ask } from './permission-asks.ts';
import { type PermissionScene, permissionScene, type TestCaller } from './permission-scene.ts';
import { MISSING, type Thing } from './permission-things.ts';
import { answerIn, expectedOf, shapeOf, type Verdict } from './permission-verdicts.ts';
import { differing, digestTables } from './rows.ts';
import type { Told } from './told.ts';

interface Tuple {
  readonly caller: TestCaller;
  readonly thing: Thing | null;
  readonly expected: Verdict;
}

interface Answered extends Tuple {
  readonly told: Told<RouteContract>;
  readonly answer: string;
}

/** Everything that is asked of one route: by everybody, for everything of the kind it names. */
function tuplesOf({ callers, things }: PermissionScene, { operation }: RouteContract, { on }: Ask) {
  const asked = on === undefined ? [null] : things[on];
  return [...callers.values()].flatMap((caller): readonly Tuple[] =>
    asked.map((thing) => ({ caller, thing, expected: expectedOf(operation, caller, thing) })),
  );
}

/** How many ask at once. */
const LANES = 4;

/** Each caller asks one thing after the other, a few callers at once. */
async function askAll(scene: PermissionScene, contract: RouteContract, tuples: readonly Tuple[]) {
  const { asking } = howTo(contract);
  const callers = [...scene.callers.values()];
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const answers: Answered[] = [];
    for (const tuple of tuples.filter(({ caller }) => callers.indexOf(caller) % LANES === lane)) {
      const told = await tuple.caller.ask(contract, asking?.(tuple.thing?.id ?? '', scene));
      answers.push({ ...tuple, told, answer: answerIn(told) });
    }
    return answers;
  });
  return (await Promise.all(lanes)).flat();
}

/** How a route is asked. @throws Error where it is not known */
function howTo({ operation }: RouteContract): Ask {
  const how = ASKS[operation];
  if (how === undefined) throw new Error(`say in ASKS how ${operation} is asked`);
  return how;
}

/** Answers that are not what the table says, a line each. */
function surprisesIn(answers: readonly Answered[], { leadsTo }: Ask): readonly string[] {
  return answers
    .filter(({ expected, answer }) =>
      expected === 'within' ? !leadsTo.includes(answer) : answer !== expected,
    )
    .map(
      ({ caller, thing, expected, answer }) =>
        `${caller.name}, ${thing?.what ?? 'nothing'}: ${answer} in place of ${expected}`,
    );
}

/** What of the answers about things that are kept from a caller is not the answer about a missing one. */
function distinguishable(unseen: readonly Answered[]): readonly string[] {
  const missing = unseen.find(({ thing }) => thing?.what === MISSING);
  const shape = missing && shapeOf(missing.told, missing.thing?.id);
  return unseen
    .filter(({ told, thing }) => shapeOf(told, thing?.id) !== shape)
    .map(({ caller, thing }) => `${caller.name}, ${thing?.what}`);
}

interface AuditRow {
  readonly actor_id: string;
  readonly action: string;
  readonly refusal: string | null;
}

async function auditSince(db: Database, id: bigint): Promise<readonly string[]> {
  const rows = await db.$queryRaw<AuditRow[]>`
    SELECT actor_id, action, refusal FROM audit_event WHERE id > ${id}`;
  return rows.map(({ actor_id, action, refusal }) => `${actor_id} ${action} ${refusal}`).sort();
}

async function lastAudit(db: Database): Promise<bigint> {
  const { _max } = await db.auditEvent.aggregate({ _max: { id: true } });
  return _max.id ?? 0n;
}

/** Every denial of somebody known leaves one row; whoever is not signed in, or shows a key where none is taken, leaves none. */
const LEAVE_A_ROW: readonly Verdict[] = ['not-permitted', 'not-found', 'four-eyes'];

/** Besides the trail: answers kept under their keys, when a session was seen, how often somebody has tried. */
const MAY_DIFFER = ['audit_event', 'idempotency_key', 'session', 'rate_limit'];

export interface MatrixSize {
  /** At least so many requests. */
  readonly asked: number;
  /** At least so many of them for what is foreign or missing. */
  readonly unseen: number;
}

/** Asks every one of the routes in every role for every kind of object. */
export function tryMatrix(contracts: readonly RouteContract[], atLeast: MatrixSize): void {
  const stage = permissionScene();
  let [asked, unseen] = [0, 0];
  const inOrder = [...contracts].sort(
    (one, other) => (ASKS[one.operation]?.last ?? 0) - (ASKS[other.operation]?.last ?? 0),
  );

  describe.each(inOrder.map((contract) => [contract.operation, contract] as const))('%s', (_, contract) => {
    test('denies what the table denies; nothing is changed, and each denial is on record once', async () => {
      const scene = stage.set;
      const { db } = scene.api;
      const tuples = tuplesOf(scene, contract, howTo(contract));
      const [before, last] = [await digestTables(db), await lastAudit(db)];
      const answers = await askAll(
        scene,
        contract,
        tuples.filter(({ expected }) => expected !== 'within'),
      );
      asked += answers.length;
      expect(surprisesIn(answers, howTo(contract))).toEqual([]);

      const changed = differing(before, await digestTables(db));
      expect(changed.filter((name) => !MAY_DIFFER.includes(name))).toEqual([]);
      const rows = answers
        .filter(({ expected }) => LEAVE_A_ROW.includes(expected))
        .map(({ caller, answer }) => `${caller.accountId} ${contract.operation} ${answer}`);
      expect(await auditSince(db, last)).toEqual(rows.sort());

      for (const caller of scene.callers.values()) {
        const kept = answers.filter((each) => each.caller === caller && each.expected === 'not-found');
        expect(distinguishable(kept)).toEqual([]);
        unseen += kept.length;
      }
    });

    test('lets through what the table permits', async () => {
      const tuples = tuplesOf(stage.set, contract, howTo(contract));
      const permitted = tuples.filter(({ expected }) => expected === 'within');
      const answers = await askAll(stage.set, contract, permitted);
      asked += answers.length;
      expect(surprisesIn(answers, howTo(contract))).toEqual([]);
    });
  });

  test('so much was asked that it means something', () => {
    console.log(`${asked} requests in ${contracts.length} routes, ${unseen} for what is foreign or missing`);
    expect(asked).toBeGreaterThan(atLeast.asked);
    expect(unseen).toBeGreaterThan(atLeast.unseen);
  });
}

/** Routes about cases; the others are about people. Two halves, so that two can be tried at once. */
const TAGS_OF_CASES: readonly string[] = [
  ...['applications', 'decisions', 'disclosures', 'tasks', 'documents'],
  ...['papers', 'pickup', 'plate-choice', 'temporary-plates'],
];

/** Whether a route is of the half about cases. */
export const isAboutCases = ({ tag }: RouteContract) => TAGS_OF_CASES.includes(tag);
