// Contracts of signing in and out, of one's sessions, and of one's password.
import { ROLES, STAFF_ROLES } from '../../domain/permissions/role.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Problem, z } from './schemas.ts';

const tag = 'session';
const refused = { description: 'Refused', schema: Problem } as const;

const login = z.string().trim().min(1).max(60);
const password = z.string().min(1).max(200);
const code = z.string().regex(/^\d{6}$/);

const account = {
  id: Id,
  role: z.enum(['applicant', ...STAFF_ROLES]),
  kind: z.enum(['ind-online', 'ind-window', 'unit', 'staff']),
  displayName: z.string(),
  office: z.string(),
  mustChangePassword: z.boolean(),
};

/** A rule as pages give it to CASL. */
const RuleView = z
  .object({
    action: z.union([z.string(), z.array(z.string())]),
    subject: z.union([z.string(), z.array(z.string())]),
    conditions: z.record(z.string(), z.unknown()).optional(),
    inverted: z.literal(true).optional(),
  })
  .openapi('Rule');

export const AccountView = z
  .object({ ...account, roleName: z.enum(Object.keys(ROLES)), rules: z.array(RuleView) })
  .openapi('Account');

/** How far a sign-in has come. */
export const SignInStep = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('signed-in'), ...account }),
    z.object({ state: z.literal('second-factor') }),
    z.object({ state: z.literal('second-factor-set-up') }),
  ])
  .openapi('SignInStep');

const SessionItem = z
  .object({
    id: Id,
    /** Masked. */
    source: z.string(),
    openedAt: Instant,
    seenAt: Instant,
    /** The one that asks. */
    current: z.boolean(),
  })
  .openapi('Session');

export const sessionContracts = {
  signIn: route({
    operation: 'signIn',
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in with account and password, or with a mobile and the code sent to it',
    tag,
    access: 'public',
    body: z.union([z.strictObject({ login, password }), z.strictObject({ login, code })]),
    responses: {
      200: { description: 'Signed in, or on to the second factor', schema: SignInStep },
      401: refused,
      403: refused,
      429: refused,
    },
  }),
  secondFactor: route({
    operation: 'giveSecondFactor',
    method: 'post',
    path: '/api/v1/session/second-factor',
    summary: 'Give the one-time code after the password; the first one confirms a second factor just set up',
    tag,
    access: 'public',
    body: z.strictObject({ code }),
    responses: {
      200: { description: 'Signed in', schema: SignInStep },
      401: refused,
      409: refused,
      429: refused,
    },
  }),
  setUpTotp: route({
    operation: 'setUpSecondFactor',
    method: 'post',
    path: '/api/v1/session/totp',
    summary: 'A new secret for an authenticator, shown once; it counts from the first code given for it',
    tag,
    access: 'public',
    responses: {
      200: { description: 'The secret', schema: z.object({ secret: z.string(), uri: z.string() }) },
      401: refused,
      409: refused,
    },
  }),
  whoAmI: route({
    operation: 'whoAmI',
    method: 'get',
    path: '/api/v1/session',
    summary: 'The signed-in account, and what it may do',
    tag,
    access: may('read', 'OwnAccount'),
    beforePasswordChange: true,
    responses: { 200: { description: 'The account', schema: AccountView }, 401: refused },
  }),
  signOut: route({
    operation: 'signOut',
    method: 'delete',
    path: '/api/v1/session',
    summary: 'Sign out',
    tag,
    access: 'public',
    responses: { 204: { description: 'Signed out' } },
  }),
  listSessions: route({
    operation: 'listOwnSessions',
    method: 'get',
    path: '/api/v1/account/sessions',
    summary: 'Where one is signed in',
    tag,
    access: may('read', 'OwnAccount'),
    responses: { 200: { description: 'Sessions', schema: z.object({ items: z.array(SessionItem) }) } },
  }),
  endSession: route({
    operation: 'endOwnSession',
    method: 'delete',
    path: '/api/v1/account/sessions/{id}',
    summary: 'End one of one’s sessions',
    tag,
    access: may('change', 'OwnAccount'),
    params: IdParams,
    responses: { 204: { description: 'Ended' }, 404: refused },
  }),
  signOutEverywhere: route({
    operation: 'signOutEverywhere',
    method: 'post',
    path: '/api/v1/account/sign-out-everywhere',
    summary: 'End every session but this one; no device is known any more but this',
    tag,
    access: may('change', 'OwnAccount'),
    beforePasswordChange: true,
    responses: { 204: { description: 'Ended' } },
  }),
  changePassword: route({
    operation: 'changePassword',
    method: 'post',
    path: '/api/v1/account/password',
    summary: 'Change one’s password; every other session ends',
    tag,
    access: may('change', 'OwnAccount'),
    beforePasswordChange: true,
    body: z.strictObject({ current: password, next: password }),
    responses: { 204: { description: 'Changed' }, 422: refused, 429: refused },
  }),
  resetPassword: route({
    operation: 'resetPassword',
    method: 'post',
    path: '/api/v1/account/password-reset',
    summary:
      'Set a new password with the code sent to the account’s mobile; every session ends. Not for staff',
    tag,
    access: 'public',
    body: z.strictObject({ login, code, next: password }),
    responses: { 204: { description: 'Set' }, 422: refused, 429: refused },
  }),
} as const;
