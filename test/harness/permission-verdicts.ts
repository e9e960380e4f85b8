// What a caller has to be told of a thing: by the permission table, and by what the thing is to the caller.
import type { RouteContract } from '../../api/contract/define.ts';
import { PERMISSION_TABLE, reachIn } from '../../api/permission-table.ts';
import type { Reach } from '../../domain/permissions/reach.ts';
import { STAFF_ROLES } from '../../domain/permissions/role.ts';
import type { TestCaller } from './permission-scene.ts';
import { type CallerName, HERE, MISSING, type Thing } from './permission-things.ts';

/** What a thing is to a caller. Of the staff's things those are hidden that are not handed in, or another role's work. */
export const RELATIONS = [
  'own',
  'same unit',
  'other person',
  'same office',
  'other office',
  'hidden',
  MISSING,
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Which relations lie within a reach. */
const WITHIN: Readonly<Record<Reach, readonly Relation[]>> = {
  none: [],
  own: ['own'],
  unit: ['own', 'same unit'],
  office: ['same office'],
  all: ['own', 'same unit', 'other person', 'same office', 'other office', 'hidden'],
};

export const isStaff = (name: CallerName) => STAFF_ROLES.some((role) => role === name);

/** What a thing is to a caller; everybody who calls belongs to the same office. */
export function relationOf(caller: TestCaller, thing: Thing): Relation {
  if (thing.what === MISSING || thing.isOther) return MISSING;
  if (thing.ownerId !== null && thing.ownerId === caller.accountId) return 'own';
  if (!isStaff(caller.name)) {
    const isOfUnit = caller.unitId !== null && thing.unitId === caller.unitId;
    return isOfUnit ? 'same unit' : 'other person';
  }
  const isOthersWork = thing.role !== null && thing.role !== caller.name && caller.name !== 'supervisor';
  if (thing.isLoose || isOthersWork) return 'hidden';
  return thing.office === HERE ? 'same office' : 'other office';
}

/**
 * within: past every question of access · the others are refusals of access. What is public has an answer of its own.
 */
export const DENIALS = [
  'not-signed-in',
  'not-permitted',
  'not-found',
  'four-eyes',
  'key-not-accepted',
] as const;
export type Verdict = 'within' | (typeof DENIALS)[number];

/** Nobody changes themselves, administrators included. */
const NEVER_ONESELF: readonly string[] = ['changeStaff', 'linkStaffIdentity'];

/** What the table says a caller has to be told, of a thing where the route names one. */
export function expectedOf(operation: string, caller: TestCaller, thing: Thing | null): Verdict {
  const row = PERMISSION_TABLE[operation];
  if (row === undefined) throw new Error(`${operation} is not in PERMISSION_TABLE`);
  if (typeof row === 'string') return caller.name === 'api-key' ? 'key-not-accepted' : 'within';
  if (caller.name === 'anonymous') return 'not-signed-in';
  const reach = reachIn(operation, caller.name);
  if (reach === null || reach === 'none')
    return caller.name === 'api-key' ? 'key-not-accepted' : 'not-permitted';
  if (thing === null) return 'within';
  const relation = relationOf(caller, thing);
  if (!WITHIN[reach].includes(relation)) return 'not-found';
  return relation === 'own' && NEVER_ONESELF.includes(operation) ? 'four-eyes' : 'within';
}

/** What a caller was told: a denial, or what lies behind the question of access: `done`, or the code of a refusal. */
export function answerIn({ status, text }: { readonly status: number; readonly text: string }): string {
  if (status >= 400) return codeIn(JSON.parse(text));
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  // A request about many cases answers case by case.
  if (typeof body !== 'object' || body === null || !('results' in body)) return 'done';
  const [first]: unknown[] = Array.isArray(body.results) ? body.results : [];
  if (typeof first !== 'object' || first === null || !('problem' in first)) return 'done';
  return first.problem === null ? 'done' : codeIn(first.problem);
}

function codeIn(problem: unknown): string {
  if (typeof problem === 'object' && problem !== null && 'code' in problem) return String(problem.code);
  throw new Error('a refusal without a code');
}

/** Whether a route names a thing by its id. */
export const namesThing = ({ path }: RouteContract) => path.includes('{id}');

const CHANGING = ['date', 'content-security-policy', 'ratelimit', 'ratelimit-policy', 'keep-alive'];

/** An answer as one text, but for what is never twice the same and for the id that was asked for. */
export function shapeOf({ status, text, headers }: Shown, id = 'no id'): string {
  return JSON.stringify([
    status,
    text.replace(/"requestId":"[^"]+"/, '').replaceAll(id, 'id'),
    [...headers].filter(([name]) => !CHANGING.includes(name)),
  ]);
}

interface Shown {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}
