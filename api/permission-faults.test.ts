// The check of the permission table finds what it is there to find: tried on made-up contracts.
import { may, type RouteContract } from './contract/define.ts';
import { CONTRACTS } from './contract/index.ts';
import {
  BESIDE_THE_CONTRACT,
  type Checked,
  idlePermissions,
  permissionFaults,
  routeOf,
} from './permission-faults.ts';
import { CALLERS, type TableRow } from './permission-table.ts';

const responses = { 200: { description: 'Done' } };
const listing: RouteContract = {
  ...{ operation: 'listPlates', method: 'get', path: '/api/v1/plates', responses },
  ...{ summary: 'Plates', tag: 'plates', access: 'public' },
};
const reading: RouteContract = {
  ...{ operation: 'readTrail', method: 'get', path: '/api/v1/trail/{id}', responses },
  ...{ summary: 'The trail', tag: 'trail', access: may('read', 'AuditEvent') },
};

const n = 'none';
const forAuditors: TableRow = ['read AuditEvent', n, n, n, n, n, n, n, n, n, n, n, n, 'all', n, n];

function checked(more: Partial<Checked> = {}, contracts = [listing, reading]): Checked {
  return {
    contracts,
    documented: contracts.map(({ operation }) => operation),
    mounted: [...contracts.map(routeOf), ...Object.keys(BESIDE_THE_CONTRACT)],
    table: { listPlates: 'public', readTrail: forAuditors },
    ...more,
  };
}

test('there is nothing to find where all agree', () => {
  expect(permissionFaults(checked())).toEqual([]);
  expect(CALLERS).toHaveLength(15);
});

test('a route that is not in the table', () => {
  const erasing: RouteContract = {
    ...listing,
    operation: 'erasePlates',
    method: 'delete',
    access: may('change', 'ApiKey'),
  };
  expect(permissionFaults(checked({}, [listing, reading, erasing]))).toEqual([
    'erasePlates: not in PERMISSION_TABLE (api/permission-table.ts): say who may call it',
  ]);
});

test('a row that belongs to no route', () => {
  const table = { ...checked().table, gone: 'public' } as const;
  expect(permissionFaults(checked({ table }))).toEqual(['gone: a row without a route']);
});

test('a route that is mounted without a contract, and a contract that nothing answers', () => {
  const mounted = [
    ...checked().mounted.filter((route) => route !== 'GET /api/v1/plates'),
    'POST /api/v1/door',
  ];
  expect(permissionFaults(checked({ mounted }))).toEqual([
    'POST /api/v1/door: mounted without a contract',
    'GET /api/v1/plates: a contract that nothing answers',
  ]);
});

test('a contract that the document leaves out, and a name that is given twice', () => {
  expect(permissionFaults(checked({ documented: ['listPlates'] }))).toEqual([
    'readTrail: not in the OpenAPI document',
  ]);
  expect(permissionFaults(checked({}, [listing, listing, reading]))).toEqual([
    'listPlates: two routes have this name',
  ]);
});

test('a route that is opened: it asks for another permission than the table says', () => {
  const open: RouteContract = { ...reading, access: 'public' };
  expect(permissionFaults(checked({}, [listing, open]))).toEqual([
    'readTrail: the contract asks “public”, the table says “read AuditEvent”',
  ]);
});

test('a rule that is widened: the role reaches further than the table says', () => {
  const narrow: TableRow = ['read AuditEvent', n, n, n, n, n, n, n, n, n, n, n, n, 'own', 'all', n];
  const table = { listPlates: 'public', readTrail: narrow } as const;
  expect(permissionFaults(checked({ table }))).toEqual([
    'readTrail, auditor: the rules say “all”, the table says “own”',
    'readTrail, administrator: the rules say “none”, the table says “all”',
  ]);
});

test('a permission that no route asks for', () => {
  expect(idlePermissions([listing, reading])).toContain(
    'create StaffAccount: permitted to administrator, but no route asks for it',
  );
  expect(idlePermissions([listing]).filter((fault) => fault.includes('AuditEvent'))).toEqual([
    'read AuditEvent: permitted to auditor, but no route asks for it',
  ]);
  expect(idlePermissions([reading]).filter((fault) => fault.includes('AuditEvent'))).toEqual([]);
  expect(idlePermissions(CONTRACTS)).toEqual([]);
});
