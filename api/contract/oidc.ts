// Contracts of sign-in through the identity provider of the staff.
import { may, route } from './define.ts';
import { Id, IdParams, Problem, z } from './schemas.ts';

const refused = { description: 'Refused', schema: Problem } as const;
/** Two or three requests to the provider, which may be slow. */
const patienceMs = 12_000;

export const oidcContracts = {
  begin: route({
    operation: 'beginOidcSignIn',
    method: 'get',
    path: '/api/v1/session/oidc',
    summary: 'Go to the identity provider of the staff to sign in',
    tag: 'session',
    access: 'public',
    patienceMs,
    responses: { 303: { description: 'To the identity provider' }, 404: refused },
  }),
  callback: route({
    operation: 'finishOidcSignIn',
    method: 'get',
    path: '/api/v1/session/oidc/callback',
    summary: 'Where the identity provider sends people back to',
    tag: 'session',
    access: 'public',
    query: z.looseObject({
      state: z.string().max(200).optional(),
      code: z.string().max(2_000).optional(),
      iss: z.string().max(500).optional(),
      error: z.string().max(200).optional(),
    }),
    patienceMs,
    responses: { 303: { description: 'Signed in, or on to the second factor' }, 404: refused },
  }),
  link: route({
    operation: 'linkStaffIdentity',
    method: 'post',
    path: '/api/v1/staff/{id}/identity',
    summary: 'Say whom the identity provider means by a colleague; null unlinks. Never one’s own',
    tag: 'accounts',
    access: may('change', 'StaffAccount'),
    params: IdParams,
    body: z.strictObject({ subject: z.string().trim().min(1).max(255).nullable() }),
    idempotent: true,
    responses: {
      200: { description: 'Linked', schema: z.object({ id: Id, linked: z.boolean() }) },
      404: refused,
      409: refused,
    },
  }),
} as const;
