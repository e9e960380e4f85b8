// What the API answers, field by field.

import { PARCEL_REPORTS } from '../../domain/application/events.ts';
import { LIFECYCLE, STAGES } from '../../domain/application/lifecycle.ts';
import { EXAM_SUBJECTS } from '../../domain/exams/subjects.ts';
import { CLOCK_KINDS } from '../../domain/promises/policies.ts';
import { STEP_WORDS } from '../../domain/services/define.ts';
import { Advice, Id, Instant, IssuedCertificate, z } from './schemas.ts';

const Text = z.object({ zh: z.string(), en: z.string() });
const Choice = z.object({ value: z.string(), zh: z.string(), en: z.string() });

/** One input of a service; what a kind does not need is left out. */
const Input = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  required: z.boolean(),
  kind: z.enum([
    'text',
    'choice',
    'choices',
    'number',
    'date',
    'declaration',
    'certificate-number',
    'vin',
    'decision-numbers',
    'mobile',
    'identity-number',
    'phone-code',
    'session',
    'wish',
  ]),
  help: z.string().optional(),
  /** Shown in full to its applicant only. */
  private: z.boolean().optional(),
  maxLength: z.int().optional(),
  multiline: z.boolean().optional(),
  choices: z.array(Choice).optional(),
  minimum: z.int().optional(),
  most: z.int().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  decimals: z.int().optional(),
});

const DocumentWanted = z.object({
  kind: z.string(),
  zh: z.string(),
  en: z.string(),
  source: z.enum(['generated', 'register', 'upload', 'handed-in']),
  required: z.boolean(),
  refusal: z.string().optional(),
});

export const ServiceView = z
  .object({
    id: z.string(),
    number: z.int(),
    name: z.string(),
    aliases: z.array(z.string()),
    english: z.string(),
    category: z.enum(['vehicle', 'licence', 'violation']),
    phase: z.enum(['trial', 'next']),
    /** Whether new applications are taken now. */
    isOpen: z.boolean(),
    /** 模拟测试: nothing real comes of it. */
    simulated: z.boolean(),
    /** The ways in which the result may reach its applicant; none where nothing has to. */
    delivery: z.array(z.enum(['post', 'pickup', 'print'])),
    /** Of a service by appointment: what may come of it, and how many more tries there are on the day. */
    appointment: z
      .object({ kind: z.enum(['inspection', 'exam']), results: z.array(Choice), retakes: z.int() })
      .optional(),
    who: z.array(z.string()),
    subject: z.string(),
    lifecycle: z.string(),
    limit: z.string().nullable(),
    inputs: z.array(Input),
    documents: z.array(DocumentWanted),
    steps: z.array(z.enum(STEP_WORDS)),
    /** What may have to be known besides; nothing of it refuses. */
    advice: z.array(Advice),
    fee: z.string().nullable(),
    clerkReasons: z.array(z.string()),
    /** Whether something old may have to be handed back for the new. */
    handBack: z.boolean(),
    clause: z.string(),
    refusals: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  })
  .openapi('Service');

const Promised = z.object({
  kind: z.enum(CLOCK_KINDS),
  status: z.enum(['running', 'paused', 'stopped']),
  startedAt: Instant,
  dueAt: Instant,
  stoppedAt: Instant.nullable(),
  outcome: z.enum(['kept', 'breached', 'lapsed', 'void']).nullable(),
  provisional: z.boolean(),
  raised: z.array(z.string()),
});

const TimelineEntry = z.object({
  seq: z.int(),
  at: Instant,
  type: z.string(),
  zh: z.string(),
  en: z.string(),
  by: z.string(),
});

const Parcel = z.object({
  trackingNumber: z.string(),
  movements: z.array(z.object({ report: z.enum(PARCEL_REPORTS), occurredAt: Instant, place: z.string() })),
});

const State = z.enum(Object.keys(LIFECYCLE));

export const TrackingView = z
  .object({
    number: z.string(),
    service: z.string(),
    serviceName: z.string(),
    state: State,
    stateName: z.string(),
    stateNameEn: z.string(),
    stage: z.enum(STAGES),
    /** 模拟测试 stands on everything of a simulation. */
    mark: z.string().nullable(),
    submittedAt: Instant.nullable(),
    acceptBy: Instant.nullable(),
    acceptedAt: Instant.nullable(),
    deliverBy: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    clocks: z.array(Promised),
    timeline: z.array(TimelineEntry),
    ending: z
      .object({ reason: z.string(), note: z.string(), reasonName: Text, rightOfAppeal: Text })
      .nullable(),
    parcels: z.array(Parcel),
  })
  .openapi('Tracking');

/** The applicant's own address in full, masked for staff. */
const DeliveryView = z.object({
  mode: z.enum(['post', 'pickup', 'print']),
  zone: z.string().nullable().optional(),
  recipient: z.string().optional(),
  mobile: z.string().optional(),
  division: z.string().optional(),
  address: z.string().optional(),
  postcode: z.string().optional(),
});

const OpenTask = z.object({
  id: Id,
  kind: z.string(),
  assigneeId: Id.nullable(),
  version: z.int(),
  dueAt: Instant.nullable(),
});

const FormView = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

export const DocumentView = z
  .object({ id: Id, kind: z.string(), mediaType: z.string(), sizeBytes: z.int(), sha256: z.string() })
  .openapi('Document');

export const ApplicationView = TrackingView.extend({
  id: Id,
  version: z.int(),
  applicantId: Id,
  delivery: DeliveryView.nullable(),
  allowedActions: z.array(z.string()),
  supplement: z
    .object({
      reason: z.string(),
      reasonName: Text,
      items: z.array(z.object({ pointer: z.string(), note: z.string() })),
    })
    .nullable(),
  pickupCode: z.string().nullable(),
  task: OpenTask.nullable(),
  /** Of an examination that is done; to its hospital alone. */
  certificate: IssuedCertificate.nullable(),
  /** Where and when to come. */
  appointment: z
    .object({
      sessionId: Id,
      kind: z.enum(['inspection', 'exam']),
      site: z.string(),
      address: z.string(),
      subject: z.enum(EXAM_SUBJECTS.map(({ value }) => value)).nullable(),
      startsAt: Instant,
      endsAt: Instant,
      /** How many wait before this one; null of one that does not wait. */
      ahead: z.int().nullable(),
    })
    .nullable(),
  /** What came of it; the last one counts. */
  results: z.array(z.string()),
  form: FormView,
  documents: z.array(DocumentView),
}).openapi('Application');

export const ApplicationItem = z
  .object({
    id: Id,
    number: z.string(),
    service: z.string(),
    state: State,
    stateName: z.string(),
    version: z.int(),
    zone: z.string().nullable(),
    deliveryMode: z.string().nullable(),
    createdAt: Instant,
    submittedAt: Instant.nullable(),
    acceptBy: Instant.nullable(),
    deliverBy: Instant.nullable(),
    closedAt: Instant.nullable(),
  })
  .openapi('ApplicationItem');

export const ExplanationView = z
  .object({
    clocks: z.array(
      z.object({
        kind: z.enum(CLOCK_KINDS),
        dueAt: Instant,
        zh: z.array(z.string()),
        en: z.array(z.string()),
        /** The derivation as data; `step` says which other fields there are. */
        steps: z.array(z.object({ step: z.string() }).loose()),
      }),
    ),
  })
  .openapi('Explanation');

export const TaskItem = z
  .object({
    id: Id,
    applicationId: Id,
    number: z.string(),
    service: z.string(),
    kind: z.string(),
    dueAt: Instant.nullable(),
    assigneeId: Id.nullable(),
    leaseUntil: Instant.nullable(),
    version: z.int(),
    /** For the decision's If-Match. */
    applicationVersion: z.int(),
    zone: z.string().nullable(),
    createdAt: Instant,
  })
  .openapi('Task');

export const ManifestView = z
  .object({
    /** null where there was nothing to take. */
    id: Id.nullable(),
    items: z.array(
      z.object({
        applicationId: Id,
        number: z.string(),
        service: z.string(),
        state: State,
        stateName: z.string(),
        version: z.int(),
        deliveryMode: z.string().nullable(),
        deliverBy: Instant.nullable(),
      }),
    ),
  })
  .openapi('Manifest');

/** A page of a list; `next` is where the following one begins. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
