// How far permissions go, read from the rules of the roles.
import { KEY_SCOPES } from './key-scopes.ts';
import { PERMISSION_ACTIONS, type Permission, SUBJECTS } from './permission.ts';
import { REACHES, type Reach, reachOf, reachOfKeys } from './reach.ts';
import { ROLES, type RoleName, STAFF_ROLES, USER_ROLES } from './role.ts';

const EVERY_ROLE: readonly RoleName[] = [...USER_ROLES, ...STAFF_ROLES];
const EVERY_PERMISSION: readonly Permission[] = PERMISSION_ACTIONS.flatMap((action) =>
  SUBJECTS.map((subject) => ({ action, subject })),
);

test.each<[RoleName, Permission['action'], Permission['subject'], Reach]>([
  ['online-user', 'read', 'Application', 'own'],
  ['unit-operator', 'read', 'Operator', 'unit'],
  ['unit-operator', 'change', 'Operator', 'none'],
  ['unit-head', 'change', 'Operator', 'unit'],
  ['clerk', 'read', 'Application', 'office'],
  ['clerk', 'claim', 'Task', 'office'],
  ['administrator', 'read', 'StaffAccount', 'all'],
  ['auditor', 'read', 'OwnAccount', 'own'],
])('%s %s %s: %s', (role, action, subject, reach) => {
  expect(reachOf(role, { action, subject })).toBe(reach);
});

test('every role is listed, and its every rule can be read', () => {
  expect([...EVERY_ROLE].sort()).toEqual(Object.keys(ROLES).sort());
  for (const role of EVERY_ROLE)
    for (const permission of EVERY_PERMISSION) expect(REACHES).toContain(reachOf(role, permission));
});

test('administrators and auditors touch nobody’s case and read nothing in full', () => {
  for (const role of ['administrator', 'auditor'] as const)
    for (const permission of EVERY_PERMISSION) {
      const touches = ['Application', 'Document', 'Task', 'Registration', 'BodyCertificate'].includes(
        permission.subject,
      );
      if (touches || permission.action === 'disclose') expect(reachOf(role, permission)).toBe('none');
    }
});

test('only the auditor reads the trail, only administrators make accounts of the staff', () => {
  const holders = (permission: Permission) =>
    EVERY_ROLE.filter((role) => reachOf(role, permission) !== 'none');
  expect(holders({ action: 'read', subject: 'AuditEvent' })).toEqual(['auditor']);
  expect(holders({ action: 'create', subject: 'StaffAccount' })).toEqual(['administrator']);
  expect(holders({ action: 'change', subject: 'StaffAccount' })).toEqual(['administrator']);
});

test('a key reaches what is its operator’s own, and only what keys may be made for', () => {
  const open = EVERY_PERMISSION.filter((permission) => reachOfKeys(permission) !== 'none');
  const scopes = Object.values(KEY_SCOPES).map(({ action, subject }) => ({ action, subject }));
  expect(open).toHaveLength(scopes.length);
  expect(open).toEqual(expect.arrayContaining(scopes));
  // Certificates are the unit’s own: whoever examined, its system prints them.
  for (const permission of open)
    expect(reachOfKeys(permission)).toBe(permission.subject === 'BodyCertificate' ? 'unit' : 'own');
});
