// What is wrong with the permission table: routes it leaves out, rows of no route, and where rules and table disagree.
import { PERMISSION_ACTIONS, type Permission, SUBJECTS } from '../domain/permissions/permission.ts';
import { reachOf, reachOfKeys } from '../domain/permissions/reach.ts';
import type { Access, RouteContract } from './contract/define.ts';
import { CALLERS, rolesWith, type TableCaller, type TableRow } from './permission-table.ts';

/** Routes beside the contract; they tell nothing about anybody and change nothing. */
export const BESIDE_THE_CONTRACT: Readonly<Record<string, string>> = {
  'GET /': 'leads to the reference of the contract',
  'GET /docs/swagger-initializer.js': 'part of the reference',
  'GET /openapi.json': 'the contract itself',
  'GET /livez': 'that the process runs',
  'GET /readyz': 'that it can decide',
  'GET /metrics': 'figures, kept from the public by the proxy',
};

export interface Checked {
  readonly contracts: readonly RouteContract[];
  /** Names of the operations in the OpenAPI document. */
  readonly documented: readonly string[];
  /** What the application answers, as `GET /api/v1/applications/{id}`. */
  readonly mounted: readonly string[];
  readonly table: Readonly<Record<string, TableRow>>;
}

/** Everything that is wrong, a sentence each; none where all agree. */
export function permissionFaults({ contracts, documented, mounted, table }: Checked): readonly string[] {
  const operations = contracts.map(({ operation }) => operation);
  const routes = [...contracts.map(routeOf), ...Object.keys(BESIDE_THE_CONTRACT)];
  return [
    ...repeated(operations).map((operation) => `${operation}: two routes have this name`),
    ...missing(operations, documented).map((operation) => `${operation}: not in the OpenAPI document`),
    ...missing(documented, operations).map((operation) => `${operation}: in the document, but no route`),
    ...missing(documented, Object.keys(table)).map(
      (operation) => `${operation}: not in PERMISSION_TABLE (api/permission-table.ts): say who may call it`,
    ),
    ...missing(Object.keys(table), operations).map((operation) => `${operation}: a row without a route`),
    ...missing(mounted, routes).map((route) => `${route}: mounted without a contract`),
    ...missing(routes, mounted).map((route) => `${route}: a contract that nothing answers`),
    ...contracts.flatMap(({ operation, access }) => disagreements(operation, access, table[operation])),
  ];
}

const missing = (wanted: readonly string[], present: readonly string[]) =>
  wanted.filter((each) => !present.includes(each));

const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

/** A contract as a mounted route is named. */
export function routeOf({ method, path }: Pick<RouteContract, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`;
}

function disagreements(operation: string, access: Access, row: TableRow | undefined): readonly string[] {
  if (row === undefined) return [];
  const wanted = typeof access === 'string' ? access : `${access.action} ${access.subject}`;
  const written = typeof row === 'string' ? row : row[0];
  if (wanted !== written) return [`${operation}: the contract asks “${wanted}”, the table says “${written}”`];
  if (typeof access === 'string' || typeof row === 'string') return [];
  const [, ...reaches] = row;
  return CALLERS.flatMap((caller, index) => {
    const held = reachOfCaller(caller, access);
    const told = reaches[index];
    return held === told
      ? []
      : [`${operation}, ${caller}: the rules say “${held}”, the table says “${told}”`];
  });
}

/** Permissions that roles hold though no route asks for them: the next route that does would be open unseen. */
export function idlePermissions(contracts: readonly RouteContract[]): readonly string[] {
  const isAsked = ({ action, subject }: Permission) =>
    contracts.some(
      ({ access }) => typeof access !== 'string' && access.action === action && access.subject === subject,
    );
  return PERMISSION_ACTIONS.flatMap((action) => SUBJECTS.map((subject) => ({ action, subject })))
    .filter((permission) => !isAsked(permission) && rolesWith(permission).length > 0)
    .map(
      ({ action, subject }) =>
        `${action} ${subject}: permitted to ${rolesWith({ action, subject }).join(', ')}, but no route asks for it`,
    );
}

/** How far a caller of the table holds a permission by the rules. */
export function reachOfCaller(caller: TableCaller, permission: Permission) {
  return caller === 'api-key' ? reachOfKeys(permission) : reachOf(caller, permission);
}
