// Renders docs/permissions.md: every route with how far each role may go, and the rules behind it, for whoever audits them.
import type { RouteContract } from '../../api/contract/define.ts';
import { CONTRACTS } from '../../api/contract/index.ts';
import { BESIDE_THE_CONTRACT, reachOfCaller, routeOf } from '../../api/permission-faults.ts';
import { CALLERS, ROLE_NAMES, type TableCaller } from '../../api/permission-table.ts';
import { KEY_SCOPES } from '../../domain/permissions/key-scopes.ts';
import type { Rule } from '../../domain/permissions/permission.ts';
import type { Reach } from '../../domain/permissions/reach.ts';
import { ROLES, type RoleName, rulesOf, STAFF_ROLES } from '../../domain/permissions/role.ts';

const MARKS = {
  none: '–',
  own: '本人',
  unit: '本单位',
  office: '本所',
  all: '全部',
} as const satisfies Record<Reach, string>;

const MEANINGS = {
  none: 'not at all; refused with `not-permitted`',
  own: 'what is one’s own',
  unit: 'what is of one’s own unit',
  office:
    'what is of one’s own office: submitted applications, tasks of one’s own role (supervisors: of every role)',
  all: 'everything of the kind',
} as const satisfies Record<Reach, string>;

/** Roles that are not the staff's, then the staff's: one table each, narrow enough to be read. */
const TABLES = [
  {
    title: 'Users and their systems 用户',
    callers: CALLERS.filter((caller) => !STAFF_ROLES.some((role) => role === caller)),
  },
  {
    title: 'Staff 民警、辅警',
    callers: CALLERS.filter((caller) => STAFF_ROLES.some((role) => role === caller)),
  },
];

/** The whole page. */
export function renderPermissionsPage(): string {
  return `# Who may do what

Written by \`npm run generate\` from the contracts in \`api/contract/\` and the rules in \`domain/permissions/roles/\`; do not edit.
The same table is kept by hand in \`api/permission-table.ts\`: \`npm run check\` fails where the two differ, and where a route is in
neither. \`npm test -- test/api/permissions\` asks every route in every role for every kind of object.

What somebody may not see is answered like what does not exist: 404 \`not-found\`, with a row in the audit trail.

| mark | meaning |
|---|---|
${Object.entries(MARKS)
  .map(([reach, mark]) => `| ${mark} | ${MEANINGS[reach as Reach]} |`)
  .join('\n')}

## Roles 角色

| role | 名称 | English |
|---|---|---|
${ROLE_NAMES.map((role) => `| \`${role}\` | ${ROLES[role].zh} | ${ROLES[role].en} |`).join('\n')}
| \`api-key\` | 单位系统密钥 | Key of a unit’s own system, in the name of one operator |

Somebody who stands in for an absent colleague of the office has that colleague's role as well, for as long as the substitution
lasts; nobody stands in for auditors or administrators, and neither stands in for anybody.
Services are a matter of their own: which kind of user may apply for which of them, \`domain/services/\` says
([catalogue](catalogue.md)).

## Routes without a session

| route | operation | who |
|---|---|---|
${CONTRACTS.filter(({ access }) => typeof access === 'string')
  .map((contract) => `| ${nameOf(contract)} | ${openTo(contract)} |`)
  .join('\n')}
${Object.entries(BESIDE_THE_CONTRACT)
  .map(([route, why]) => `| \`${route}\` | ${why} | anybody |`)
  .join('\n')}

${TABLES.map(tableOf).join('\n\n')}

## Rules 规则

${ROLE_NAMES.map(sectionOf).join('\n\n')}

### \`api-key\` 单位系统密钥

What the operator in whose name it acts may do, and of that only what the key was made for:

${Object.entries(KEY_SCOPES)
  .map(([scope, { action, subject, zh, en }]) => `- \`${scope}\`: ${action} ${subject} — ${zh} (${en})`)
  .join('\n')}
`;
}

function nameOf(contract: RouteContract): string {
  return `\`${routeOf(contract)}\` | \`${contract.operation}\``;
}

function openTo({ access }: RouteContract): string {
  return access === 'public' ? 'anybody' : 'a machine that signs what it sends';
}

function tableOf({ title, callers }: { title: string; callers: readonly TableCaller[] }): string {
  const heads = callers.map((caller) => `\`${caller}\``).join(' | ');
  const rows = CONTRACTS.flatMap((contract) => rowOf(contract, callers));
  return `## ${title}

| route | operation | permission | ${heads} |
|---|---|---|${callers.map(() => ':-:|').join('')}
${rows.join('\n')}`;
}

/** A route that none of these callers may use is left out of their table. */
function rowOf(contract: RouteContract, callers: readonly TableCaller[]): readonly string[] {
  const { access } = contract;
  if (typeof access === 'string') return [];
  const reaches = callers.map((caller) => reachOfCaller(caller, access));
  if (reaches.every((reach) => reach === 'none')) return [];
  const marks = reaches.map((reach) => MARKS[reach]).join(' | ');
  return [`| ${nameOf(contract)} | ${access.action} ${access.subject} | ${marks} |`];
}

function sectionOf(role: RoleName): string {
  const rules = rulesOf(role, { id: 'self', office: 'own office', unitId: 'own unit' });
  return `### \`${role}\` ${ROLES[role].zh}

${rules.map((rule) => `- ${lineOf(rule)}`).join('\n')}`;
}

function lineOf({ action, subject, conditions = {} }: Rule): string {
  const where = Object.entries(conditions).map(([field, value]) => `${field} = ${wordsOf(value)}`);
  const what = `${[action].flat().join(', ')}: ${[subject].flat().join(', ')}`;
  return where.length === 0 ? what : `${what} where ${where.join(' and ')}`;
}

function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return 'not' in value ? `anything but ${String(value.not)}` : JSON.stringify(value);
}
