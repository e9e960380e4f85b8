// Shapes shared by several routes.
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { SHOWN_CODES } from '../../domain/refusals.ts';
import { ACTIONS_BY_PEOPLE } from './actions.ts';

extendZodWithOpenApi(z);

export { z };

const text = (max: number) => z.string().trim().min(1).max(max);

export const Instant = z.iso.datetime({ offset: true });

/** Whether the platform's calendar and its database can hold an instant. */
export function isStorable(instant: string): boolean {
  const year = new Date(instant).getUTCFullYear();
  return year >= 1900 && year < 9999;
}

export const Id = z.uuid();
export const IdParams = z.strictObject({ id: Id });

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    titleEn: z.string(),
    status: z.int(),
    code: z.enum(SHOWN_CODES),
    pointer: z.string().optional(),
    requestId: z.string().optional(),
  })
  .openapi('Problem');

export const DeliveryChoice = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('pickup') }),
    z.strictObject({ mode: z.literal('print') }),
    z.strictObject({
      mode: z.literal('post'),
      recipient: text(50),
      mobile: text(20),
      division: z.string().regex(/^\d{6}$/),
      address: text(120),
      postcode: z.string().regex(/^\d{6}$/),
    }),
  ])
  .openapi('DeliveryChoice');

/** A vehicle by plate or VIN, a licence by its number; one's own licence needs no number. */
export const SubjectChoice = z
  .strictObject({
    plateCategory: z.string().length(2).optional(),
    plateNumber: z.string().trim().min(5).max(10).optional(),
    vin: z.string().trim().length(17).optional(),
    licenceNo: z.string().trim().min(15).max(18).optional(),
  })
  .openapi('SubjectChoice');

const submissionParts = {
  subject: SubjectChoice.default({}),
  form: z.record(z.string().max(60), z.unknown()).default({}),
  documents: z.array(Id).max(20).default([]),
  delivery: DeliveryChoice.nullable().default(null),
};

export const SubmissionBody = z.strictObject(submissionParts).openapi('SubmissionBody');

export const NewApplication = z
  .strictObject({
    service: text(60),
    ...submissionParts,
    /** false keeps it as a draft */
    submit: z.boolean().default(true),
  })
  .openapi('NewApplication');

export const Advice = z.object({ code: z.string(), zh: z.string(), en: z.string() }).openapi('Advice');

/** What an examination came to: of all its classes together, those it suffices for, and those it does not. */
export const IssuedCertificate = z
  .object({
    certNo: z.string(),
    validTo: z.iso.date(),
    conclusion: z.enum(['qualified', 'unqualified']),
    classes: z.array(z.string()),
    unfitClasses: z.array(z.string()),
  })
  .openapi('IssuedCertificate');

export const Receipt = z
  .object({
    id: Id,
    number: z.string(),
    state: z.enum(Object.keys(LIFECYCLE)),
    stateName: z.string(),
    version: z.int(),
    acceptBy: Instant.nullable(),
    deliverBy: Instant.nullable(),
    /** What the applicant should know besides; nothing of it refuses. */
    advice: z.array(Advice).optional(),
    /** Of an examination that is done. */
    certificate: IssuedCertificate.optional(),
    /** Shown once: with the number it opens the public tracking. */
    trackingSecret: z.string().optional(),
  })
  .openapi('Receipt');

export const DecisionBody = z
  .strictObject({
    action: z.enum(ACTIONS_BY_PEOPLE),
    reason: text(60).optional(),
    note: z.string().trim().max(500).default(''),
    items: z
      .array(z.strictObject({ pointer: z.string().max(120), note: text(200) }))
      .max(20)
      .default([]),
    workdays: z.int().min(1).max(30).optional(),
    trackingNumber: z.string().trim().max(20).optional(),
    pickupCode: z.string().trim().max(12).optional(),
    /** The pass on a phone, in place of the code. */
    pickupToken: z.string().trim().max(120).optional(),
    /** The number on the document of whoever collects in the applicant's place; left out when they come themselves. */
    proxyIdDocNo: z.string().trim().max(30).optional(),
    handedBack: z.boolean().default(false),
    /** What came of an appointment, as the service lists its results. */
    result: text(30).optional(),
  })
  .openapi('Decision');

export const Page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};
