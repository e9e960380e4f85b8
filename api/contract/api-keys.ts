// Contracts of the keys of units' own systems.
import { KEY_SCOPE_NAMES } from '../../domain/permissions/key-scopes.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Problem, z } from './schemas.ts';

const tag = 'api-keys';
const refused = { description: 'Refused', schema: Problem } as const;
const LONGEST_DAYS = 365;

const Scope = z.enum(KEY_SCOPE_NAMES);

const ApiKeyItem = z
  .object({
    id: Id,
    /** How the key begins; the rest is not kept. */
    prefix: z.string(),
    name: z.string(),
    /** The operator in whose name it acts. */
    operatorId: Id,
    scopes: z.array(Scope),
    createdAt: Instant,
    expiresAt: Instant,
    revokedAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
  })
  .openapi('ApiKeyItem');

export const apiKeyContracts = {
  list: route({
    operation: 'listApiKeys',
    method: 'get',
    path: '/api/v1/api-keys',
    summary: 'The keys of one’s own unit, or of all for administrators; never their secrets',
    tag,
    access: may('read', 'ApiKey'),
    responses: { 200: { description: 'Keys', schema: z.object({ items: z.array(ApiKeyItem) }) } },
  }),
  create: route({
    operation: 'createApiKey',
    method: 'post',
    path: '/api/v1/api-keys',
    summary: 'Make a key for a system of one’s own unit (hospitals and car dealers); it is shown once',
    tag,
    access: may('create', 'ApiKey'),
    body: z.strictObject({
      name: z.string().trim().min(1).max(60),
      scopes: z.array(Scope).min(1).max(KEY_SCOPE_NAMES.length),
      validDays: z.int().min(1).max(LONGEST_DAYS).default(LONGEST_DAYS),
      /** Another operator of the unit; without it oneself. */
      operatorId: Id.optional(),
    }),
    idempotent: true,
    responses: {
      201: {
        description: 'Made. Send it as `Authorization: Bearer <key>`; a repetition is not told the key again',
        schema: z.object({ ...ApiKeyItem.shape, key: z.string() }),
      },
      403: refused,
      409: refused,
      422: refused,
    },
  }),
  revoke: route({
    operation: 'revokeApiKey',
    method: 'delete',
    path: '/api/v1/api-keys/{id}',
    summary: 'End a key; within seconds it opens nothing',
    tag,
    access: may('change', 'ApiKey'),
    params: IdParams,
    responses: { 204: { description: 'Ended, now or before' }, 404: refused },
  }),
} as const;
