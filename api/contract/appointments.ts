// Contracts of stations, exam sites and their sessions.
import { MOST_PLACES } from '../../domain/appointments/session-plan.ts';
import { isLocalDate } from '../../domain/calendar/local-date.ts';
import { EXAM_SUBJECTS } from '../../domain/exams/subjects.ts';
import { CLASS_ORDER } from '../../domain/register/codes.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Problem, z } from './schemas.ts';

const tag = 'appointments';
const refused = { description: 'Refused', schema: Problem } as const;

const Kind = z.enum(['inspection', 'exam']);
const Subject = z.enum(EXAM_SUBJECTS.map(({ value }) => value));
const Class = z.enum(CLASS_ORDER);
/** A day that the platform's calendar can hold. */
const Day = z.iso.date().refine(isLocalDate);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Site = z
  .object({ id: Id, kind: Kind, name: z.string(), address: z.string() })
  .openapi('AppointmentSite');

const Session = z
  .object({
    id: Id,
    kind: Kind,
    site: Site,
    subject: Subject.nullable(),
    subjectName: z.string().nullable(),
    classes: z.array(Class),
    on: z.iso.date(),
    startsAt: Instant,
    endsAt: Instant,
    capacity: z.int(),
    free: z.int(),
    /** People who wait for a place. */
    waiting: z.int(),
    state: z.enum(['planned', 'open', 'closed']),
  })
  .openapi('AppointmentSession');

const one = { 200: { description: 'The session', schema: Session }, 404: refused, 409: refused } as const;

export const appointmentContracts = {
  sites: route({
    operation: 'listAppointmentSites',
    method: 'get',
    path: '/api/v1/appointment-sites',
    summary: 'Inspection stations and exam sites of the office',
    tag,
    access: may('read', 'AppointmentSession'),
    responses: { 200: { description: 'Sites', schema: z.object({ items: z.array(Site) }) } },
  }),
  list: route({
    operation: 'listAppointmentSessions',
    method: 'get',
    path: '/api/v1/appointment-sessions',
    summary: 'Sessions with their free places: those on offer; for the staff of the office all of them',
    tag,
    access: may('read', 'AppointmentSession'),
    query: z.strictObject({
      kind: Kind.optional(),
      site: Id.optional(),
      subject: Subject.optional(),
      from: Day.optional(),
      to: Day.optional(),
    }),
    responses: { 200: { description: 'Sessions', schema: z.object({ items: z.array(Session) }) } },
  }),
  create: route({
    operation: 'createAppointmentSession',
    method: 'post',
    path: '/api/v1/appointment-sessions',
    summary: 'Plan a session; it is offered once it is published',
    tag,
    access: may('create', 'AppointmentSession'),
    body: z.strictObject({
      siteId: Id,
      subject: Subject.nullable().default(null),
      classes: z.array(Class).max(CLASS_ORDER.length).default([]),
      on: Day,
      from: Time,
      to: Time,
      capacity: z.int().min(1).max(MOST_PLACES),
      publish: z.boolean().default(false),
    }),
    idempotent: true,
    responses: { 201: { description: 'Planned', schema: Session }, 409: refused, 422: refused },
  }),
  publish: route({
    operation: 'publishAppointmentSession',
    method: 'post',
    path: '/api/v1/appointment-sessions/{id}/publication',
    summary: 'Offer a planned session',
    tag,
    access: may('change', 'AppointmentSession'),
    params: IdParams,
    idempotent: true,
    responses: one,
  }),
  close: route({
    operation: 'closeAppointmentSession',
    method: 'post',
    path: '/api/v1/appointment-sessions/{id}/closing',
    summary: 'Call a session off: everybody booked or waiting is told',
    tag,
    access: may('change', 'AppointmentSession'),
    params: IdParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(100) }),
    idempotent: true,
    patienceMs: 30_000,
    responses: one,
  }),
} as const;
