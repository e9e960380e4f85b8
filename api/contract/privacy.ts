// Contracts of personal data in full: read by staff with a reason, and handed to whom it belongs.
import { DISCLOSURE_REASON_NAMES } from '../../domain/disclosure.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Problem, z } from './schemas.ts';
import { HeldDecision, HeldViolation } from './violations.ts';

const refused = { description: 'Refused', schema: Problem } as const;

export const Disclosure = z
  .strictObject({
    reason: z.enum(DISCLOSURE_REASON_NAMES),
    /** Words on the matter, for the audit trail. */
    note: z.string().trim().max(100).default(''),
  })
  .openapi('Disclosure');

/** Who applied, or whose account it is. */
const Identity = z
  .object({
    name: z.string(),
    idDocKind: z.string().nullable(),
    idDocNo: z.string().nullable(),
    mobile: z.string().nullable(),
    address: z.string().nullable(),
    unitName: z.string().nullable(),
  })
  .openapi('Identity');

const PostalAddress = z.object({
  recipient: z.string(),
  mobile: z.string(),
  division: z.string(),
  address: z.string(),
  postcode: z.string(),
});

/** Members of a service's form, or the parts of a registration. */
const FullForm = z.record(z.string(), z.unknown());

const OwnLearning = z.object({
  no: z.string(),
  cls: z.string(),
  school: z.string().nullable(),
  state: z.string(),
  acceptedOn: z.iso.date(),
  permitIssuedOn: z.iso.date().nullable(),
  permitValidTo: z.iso.date().nullable(),
  subjectsPassed: z.array(z.string()),
  voidedOn: z.iso.date().nullable(),
  attempts: z.array(
    z.object({ subject: z.string(), on: z.iso.date(), outcome: z.string(), madeUp: z.boolean() }),
  ),
});

const OwnApplication = z.object({
  number: z.string(),
  service: z.string(),
  state: z.string(),
  submittedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  erasedAt: Instant.nullable(),
  form: FullForm,
  address: PostalAddress.nullable(),
  /** Who was named to collect in one's place. */
  pickupProxy: z.object({ name: z.string(), idDocKind: z.string(), idDocNo: z.string() }).nullable(),
});

const OwnDocument = z.object({
  id: Id,
  kind: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  createdAt: Instant,
});

export const OwnDataView = z
  .object({
    madeAt: Instant,
    account: z.object({
      id: Id,
      login: z.string().nullable(),
      kind: z.string(),
      subtype: z.string().nullable(),
      state: z.string(),
      displayName: z.string(),
      mobile: z.string().nullable(),
      office: z.string(),
      unitName: z.string().nullable(),
      createdAt: Instant,
    }),
    /** As the register has it. */
    person: z
      .object({
        name: z.string(),
        idDocKind: z.string(),
        idDocNo: z.string(),
        residentCategory: z.string(),
        birthOn: z.iso.date(),
        sex: z.string(),
        mobile: z.string().nullable(),
        landline: z.string().nullable(),
        email: z.string().nullable(),
        division: z.string().nullable(),
        address: z.string().nullable(),
        postcode: z.string().nullable(),
        identityDocuments: z.array(
          z.object({ kind: z.string(), number: z.string(), validTo: z.iso.date().nullable() }),
        ),
      })
      .nullable(),
    /** How one can be and could be reached, and where one worked as a driver. */
    contacts: z.array(
      z.object({
        since: Instant,
        until: Instant.nullable(),
        mobile: z.string().nullable(),
        landline: z.string().nullable(),
        email: z.string().nullable(),
        division: z.string().nullable(),
        address: z.string().nullable(),
        postcode: z.string().nullable(),
      }),
    ),
    employments: z.array(
      z.object({ employer: z.string(), from: z.iso.date(), until: z.iso.date().nullable() }),
    ),
    vehicles: z.array(
      z.object({
        vin: z.string(),
        engineNo: z.string(),
        plateCategory: z.string(),
        plateNumber: z.string(),
        brandModel: z.string(),
        firstRegisteredOn: z.iso.date(),
        inspectionValidTo: z.iso.date(),
        statuses: z.array(z.string()),
      }),
    ),
    licence: z
      .object({
        licenceNo: z.string(),
        fileNo: z.string(),
        classes: z.array(z.string()),
        firstIssuedOn: z.iso.date(),
        validFrom: z.iso.date(),
        validTo: z.iso.date().nullable(),
        statuses: z.array(z.string()),
      })
      .nullable(),
    bodyExams: z.array(
      z.object({
        certNo: z.string(),
        hospital: z.string(),
        conclusion: z.string(),
        classes: z.array(z.string()),
        unfitClasses: z.array(z.string()),
        examinedOn: z.iso.date(),
        validTo: z.iso.date(),
        /** Item by item; null of what came from elsewhere, and once it is erased. */
        findings: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    applications: z.array(OwnApplication),
    documents: z.array(OwnDocument),
    bookings: z.array(z.object({ on: z.iso.date(), half: z.string(), code: z.string(), state: z.string() })),
    /** Licence applications with the exams taken under them. */
    learning: z.array(OwnLearning),
    appointments: z.array(
      z.object({
        kind: z.string(),
        subject: z.string().nullable(),
        site: z.string(),
        startsAt: Instant,
        state: z.string(),
      }),
    ),
    /** Of one's vehicles; each picture by the id under which it is read. */
    violations: z.array(HeldViolation),
    penaltyDecisions: z.array(HeldDecision),
    sessions: z.array(z.object({ source: z.string(), openedAt: Instant, seenAt: Instant })),
  })
  .openapi('OwnData');

export const privacyContracts = {
  discloseApplication: route({
    operation: 'discloseApplication',
    method: 'post',
    path: '/api/v1/applications/{id}/disclosures',
    summary: 'Read applicant, form and address of an application in full, for a reason that is kept',
    tag: 'disclosures',
    access: may('disclose', 'Application'),
    params: IdParams,
    body: Disclosure,
    responses: {
      200: {
        description: 'In full',
        schema: z.object({ applicant: Identity, form: FullForm, address: PostalAddress.nullable() }),
      },
      404: refused,
      409: refused,
      422: refused,
      429: refused,
    },
  }),
  discloseAccount: route({
    operation: 'discloseAccount',
    method: 'post',
    path: '/api/v1/accounts/{id}/disclosures',
    summary: 'Read whose account it is in full, for a reason that is kept',
    tag: 'disclosures',
    access: may('disclose', 'Account'),
    params: IdParams,
    body: Disclosure,
    responses: {
      200: { description: 'In full', schema: Identity },
      404: refused,
      409: refused,
      422: refused,
      429: refused,
    },
  }),
  ownData: route({
    operation: 'exportOwnData',
    method: 'get',
    path: '/api/v1/account/data',
    summary: 'Everything the platform holds about one, as a file',
    tag: 'accounts',
    access: may('read', 'OwnRegistration'),
    patienceMs: 15_000,
    responses: { 200: { description: 'The data', schema: OwnDataView }, 429: refused },
  }),
} as const;
