// Contracts that need no login: catalogue, tracking, the courier's reports; and documents.
import { PARCEL_REPORTS } from '../../domain/application/events.ts';
import { may, route } from './define.ts';
import { Instant, isStorable, Problem, z } from './schemas.ts';
import { DocumentView, ServiceView, TrackingView } from './views.ts';

const DOCUMENT_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
const refused = { description: 'Refused', schema: Problem } as const;

export const publicContracts = {
  services: route({
    operation: 'listServices',
    method: 'get',
    path: '/api/v1/services',
    summary: 'The service catalogue',
    tag: 'catalogue',
    access: 'public',
    responses: { 200: { description: 'Every service', schema: z.object({ items: z.array(ServiceView) }) } },
  }),
  service: route({
    operation: 'readService',
    method: 'get',
    path: '/api/v1/services/{service}',
    summary: 'One service: who may apply, limit, inputs, documents, fee, refusals',
    tag: 'catalogue',
    access: 'public',
    params: z.strictObject({ service: z.string().max(60) }),
    responses: { 200: { description: 'The service', schema: ServiceView }, 404: refused },
  }),
  track: route({
    operation: 'track',
    method: 'post',
    path: '/api/v1/tracking',
    summary: 'Where an application stands, by its number and secret; nothing personal',
    tag: 'tracking',
    access: 'public',
    body: z.strictObject({ number: z.string().trim().max(40), secret: z.string().trim().max(40) }),
    responses: {
      200: {
        description: 'State, clocks, timeline',
        schema: TrackingView,
      },
      404: refused,
    },
  }),
  courierEvents: route({
    operation: 'receiveCourierEvent',
    method: 'post',
    path: '/api/v1/courier/events',
    summary: 'What the courier reports of a parcel, signed',
    tag: 'courier',
    access: 'signed-machine',
    body: z.object({
      eventNo: z.string().min(1).max(80),
      trackingNumber: z.string().min(5).max(20),
      report: z.enum(PARCEL_REPORTS),
      occurredAt: Instant.refine(isStorable, 'too far from today'),
      place: z.string().max(120).default(''),
      handedBack: z.boolean().default(false),
    }),
    responses: {
      202: { description: 'Taken', schema: z.object({ news: z.boolean() }) },
      401: refused,
      404: refused,
    },
  }),
  upload: route({
    operation: 'uploadDocument',
    method: 'post',
    path: '/api/v1/documents/{kind}',
    summary: 'Upload a document (JPEG, PNG or PDF, at most 5 MB) as the request body',
    tag: 'documents',
    access: may('create', 'Document'),
    params: z.strictObject({ kind: z.string().regex(/^[a-z][a-z-]{2,40}$/) }),
    accepts: DOCUMENT_TYPES,
    idempotent: true,
    patienceMs: 15_000,
    responses: {
      201: {
        description: 'Stored',
        schema: DocumentView,
      },
      415: refused,
    },
  }),
  download: route({
    operation: 'readDocument',
    method: 'get',
    path: '/api/v1/documents/{id}',
    summary: 'A document, for its owner and for staff of the office that has the application',
    tag: 'documents',
    access: may('read', 'Document'),
    params: z.strictObject({ id: z.uuid() }),
    responses: {
      200: { description: 'The content as an attachment', types: DOCUMENT_TYPES },
      404: refused,
    },
  }),
} as const;
