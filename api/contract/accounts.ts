// Contracts of accounts: found and changed by staff, staff themselves, their substitutes, the operators of a unit.
import { STAFF_ROLES } from '../../domain/permissions/role.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Problem, z } from './schemas.ts';

const tag = 'accounts';
const refused = { description: 'Refused', schema: Problem } as const;
const done = {
  200: { description: 'Done', schema: z.object({ id: Id, state: z.string() }) },
  404: refused,
  409: refused,
} as const;

const AccountItem = z
  .object({
    id: Id,
    kind: z.enum(['ind-online', 'ind-window', 'unit', 'staff']),
    state: z.enum(['pending', 'active', 'suspended', 'cancelled', 'rejected']),
    /** Masked, as the number and the mobile are. */
    name: z.string(),
    idDocNo: z.string().nullable(),
    mobile: z.string().nullable(),
    unitName: z.string().nullable(),
  })
  .openapi('AccountItem');

const StaffItem = z
  .object({
    id: Id,
    login: z.string().nullable(),
    displayName: z.string(),
    role: z.enum(STAFF_ROLES),
    office: z.string(),
    state: z.enum(['active', 'suspended', 'cancelled', 'pending', 'rejected']),
    hasTotp: z.boolean(),
  })
  .openapi('StaffItem');

const SubstitutionItem = z
  .object({
    id: Id,
    absentId: Id,
    substituteId: Id,
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    reason: z.string(),
    endedAt: z.iso.datetime({ offset: true }).nullable(),
  })
  .openapi('Substitution');

const At = z.iso.datetime({ offset: true });
const login = z.string().regex(/^[a-z][a-z0-9.-]{2,30}$/);

export const accountContracts = {
  search: route({
    operation: 'searchAccounts',
    method: 'post',
    path: '/api/v1/accounts/search',
    summary: 'Find accounts by identity number, mobile or organisation code; nothing personal in the address',
    tag,
    access: may('read', 'Account'),
    body: z.strictObject({
      idDocNo: z.string().trim().max(30).optional(),
      mobile: z.string().trim().max(20).optional(),
      orgCode: z.string().trim().max(20).optional(),
    }),
    responses: {
      200: { description: 'Accounts, masked', schema: z.object({ items: z.array(AccountItem) }) },
    },
  }),
  changeState: route({
    operation: 'changeAccountState',
    method: 'post',
    path: '/api/v1/accounts/{id}/state',
    summary: 'Suspend, reinstate or cancel an account, with a reason',
    tag,
    access: may('change', 'Account'),
    params: IdParams,
    body: z.strictObject({
      action: z.enum(['suspend', 'reinstate', 'cancel']),
      reason: z.string().max(60),
    }),
    idempotent: true,
    responses: done,
  }),
  cancelOwn: route({
    operation: 'cancelOwnAccount',
    method: 'post',
    path: '/api/v1/account/cancellation',
    summary: 'Give up one’s own account; open applications must have ended',
    tag,
    access: may('change', 'OwnRegistration'),
    body: z.strictObject({ password: z.string().min(1).max(200) }),
    idempotent: true,
    responses: { ...done, 422: refused, 429: refused },
  }),
  listStaff: route({
    operation: 'listStaff',
    method: 'get',
    path: '/api/v1/staff',
    summary: 'The staff of one’s office, or of all for administrators',
    tag,
    access: may('read', 'StaffAccount'),
    responses: { 200: { description: 'Staff', schema: z.object({ items: z.array(StaffItem) }) } },
  }),
  createStaff: route({
    operation: 'createStaff',
    method: 'post',
    path: '/api/v1/staff',
    summary: 'Make a staff account; its first password is shown once',
    tag,
    access: may('create', 'StaffAccount'),
    body: z.strictObject({
      login,
      displayName: z.string().trim().min(1).max(40),
      role: z.enum(STAFF_ROLES),
      office: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    }),
    idempotent: true,
    responses: {
      201: {
        description: 'Made',
        schema: z.object({ id: Id, login: z.string(), firstPassword: z.string() }),
      },
      409: refused,
    },
  }),
  changeStaff: route({
    operation: 'changeStaff',
    method: 'post',
    path: '/api/v1/staff/{id}/changes',
    summary: 'Change role or state of a colleague, or have their second factor set up again; never one’s own',
    tag,
    access: may('change', 'StaffAccount'),
    params: IdParams,
    body: z.strictObject({
      role: z.enum(STAFF_ROLES).optional(),
      state: z.enum(['active', 'suspended', 'cancelled']).optional(),
      resetTotp: z.literal(true).optional(),
      resetPassword: z.literal(true).optional(),
    }),
    idempotent: true,
    responses: {
      200: { description: 'Changed', schema: z.object({ id: Id, firstPassword: z.string().optional() }) },
      404: refused,
      409: refused,
    },
  }),
  listSubstitutions: route({
    operation: 'listSubstitutions',
    method: 'get',
    path: '/api/v1/substitutions',
    summary: 'Who stands in for whom, and until when',
    tag,
    access: may('read', 'Substitution'),
    responses: {
      200: { description: 'Substitutions', schema: z.object({ items: z.array(SubstitutionItem) }) },
    },
  }),
  substitute: route({
    operation: 'createSubstitution',
    method: 'post',
    path: '/api/v1/substitutions',
    summary: 'Name who stands in for an absent colleague of the office',
    tag,
    access: may('create', 'Substitution'),
    body: z.strictObject({
      absentId: Id,
      substituteId: Id,
      from: At,
      until: At,
      reason: z.string().trim().min(1).max(100),
    }),
    idempotent: true,
    responses: {
      201: { description: 'Named', schema: SubstitutionItem },
      404: refused,
      409: refused,
      422: refused,
    },
  }),
  endSubstitution: route({
    operation: 'endSubstitution',
    method: 'delete',
    path: '/api/v1/substitutions/{id}',
    summary: 'The colleague is back',
    tag,
    access: may('change', 'Substitution'),
    params: IdParams,
    responses: { 204: { description: 'Ended' }, 404: refused },
  }),
  listOperators: route({
    operation: 'listOperators',
    method: 'get',
    path: '/api/v1/unit/operators',
    summary: 'The operators of one’s own unit',
    tag,
    access: may('read', 'Operator'),
    responses: {
      200: {
        description: 'Operators',
        schema: z.object({
          items: z.array(
            z.object({
              id: Id,
              login: z.string().nullable(),
              displayName: z.string(),
              unitHead: z.boolean(),
              state: z.string(),
            }),
          ),
        }),
      },
    },
  }),
  createOperator: route({
    operation: 'createOperator',
    method: 'post',
    path: '/api/v1/unit/operators',
    summary: 'Name another operator of one’s own unit; the first password goes to their mobile',
    tag,
    access: may('create', 'Operator'),
    body: z.strictObject({
      login,
      displayName: z.string().trim().min(1).max(40),
      mobile: z.string().trim().max(20),
    }),
    idempotent: true,
    responses: {
      201: { description: 'Named', schema: z.object({ id: Id, login: z.string() }) },
      409: refused,
      422: refused,
    },
  }),
  removeOperator: route({
    operation: 'removeOperator',
    method: 'delete',
    path: '/api/v1/unit/operators/{id}',
    summary: 'An operator leaves; their sessions and keys end',
    tag,
    access: may('change', 'Operator'),
    params: IdParams,
    responses: { 204: { description: 'Gone' }, 404: refused, 409: refused },
  }),
} as const;
