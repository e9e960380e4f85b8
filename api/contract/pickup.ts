// Contracts of the pickup counter: the pass on a phone, whoever collects in the applicant's place, what is scanned.

import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { ID_DOCUMENTS } from '../../domain/identity/identity-document.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Problem, z } from './schemas.ts';

const tag = 'pickup';
const refused = { description: 'Refused', schema: Problem } as const;
const path = '/api/v1/applications/{id}/pickup-proxy';

const kinds = Object.keys(ID_DOCUMENTS).filter(
  (kind): kind is keyof typeof ID_DOCUMENTS => kind in ID_DOCUMENTS,
);

const NewProxy = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    idDocKind: z.enum(kinds),
    idDocNo: z.string().trim().min(1).max(30),
  })
  .openapi('NewPickupProxy');

/** In full for the applicant, masked for the staff; null where nobody is named. */
const ProxyView = z
  .object({
    proxy: z
      .object({ name: z.string(), idDocKind: z.string(), idDocNo: z.string(), namedAt: Instant })
      .nullable(),
  })
  .openapi('PickupProxy');

export const pickupContracts = {
  pass: route({
    operation: 'showPickupPass',
    method: 'get',
    path: '/api/v1/applications/{id}/pickup-pass',
    summary: 'A pass for the counter, good for a minute, as text and as QR; for the applicant alone',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    responses: {
      200: {
        description: 'The pass',
        schema: z
          .object({
            token: z.string(),
            issuedAt: Instant,
            expiresAt: Instant,
            /** The same as a QR code: a data URL of a PNG. */
            image: z.string(),
          })
          .openapi('PickupPass'),
      },
      404: refused,
      409: refused,
    },
  }),
  proxy: route({
    operation: 'readPickupProxy',
    method: 'get',
    path,
    summary: 'Who may collect in the applicant’s place',
    tag,
    access: may('read', 'Application'),
    params: IdParams,
    responses: { 200: { description: 'Whoever is named', schema: ProxyView }, 404: refused },
  }),
  nameProxy: route({
    operation: 'namePickupProxy',
    method: 'put',
    path,
    summary: '委托代领: name who collects in one’s place, until the hand-over',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    body: NewProxy,
    idempotent: true,
    responses: { 200: { description: 'Named', schema: ProxyView }, 404: refused, 409: refused, 422: refused },
  }),
  revokeProxy: route({
    operation: 'revokePickupProxy',
    method: 'delete',
    path,
    summary: 'Take back whoever was named',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    idempotent: true,
    responses: { 204: { description: 'Taken back' }, 404: refused, 409: refused, 422: refused },
  }),
  lookUp: route({
    operation: 'lookUpApplication',
    method: 'post',
    path: '/api/v1/application-lookups',
    summary: 'The application behind what was scanned or typed: a number, a slip or a pass',
    tag,
    access: may('read', 'Application'),
    body: z.strictObject({ scanned: z.string().trim().min(1).max(200) }),
    responses: {
      200: {
        description: 'The application, and what the scan brings along for a hand-over',
        schema: z
          .object({
            id: Id,
            number: z.string(),
            service: z.string(),
            serviceName: z.string(),
            state: z.enum(Object.keys(LIFECYCLE)),
            stateName: z.string(),
            version: z.int(),
            pickupCode: z.string().nullable(),
            pickupToken: z.string().nullable(),
          })
          .openapi('LookedUp'),
      },
      404: refused,
      422: refused,
    },
  }),
} as const;
