// Contracts of bookings at the registration window.
import { may, route } from './define.ts';
import { Id, IdParams, Problem, z } from './schemas.ts';

const tag = 'registration';
const refused = { description: 'Refused', schema: Problem } as const;

const Booking = z
  .object({
    id: Id,
    purpose: z.literal('upgrade'),
    on: z.iso.date(),
    half: z.enum(['am', 'pm']),
    /** Told at the window. */
    code: z.string(),
    state: z.enum(['booked', 'kept', 'cancelled']),
    place: z.string(),
  })
  .openapi('CounterBooking');

const Session = z.object({
  on: z.iso.date(),
  half: z.enum(['am', 'pm']),
  from: z.string(),
  to: z.string(),
  free: z.int(),
});

export const bookingContracts = {
  sessions: route({
    operation: 'listCounterSessions',
    method: 'get',
    path: '/api/v1/counter-sessions',
    summary: 'When the registration window has seats, for the next ten working days',
    tag,
    access: may('create', 'CounterBooking'),
    responses: { 200: { description: 'Sessions', schema: z.object({ items: z.array(Session) }) } },
  }),
  book: route({
    operation: 'bookCounter',
    method: 'post',
    path: '/api/v1/counter-bookings',
    summary: 'Book a session at the window to become a window user',
    tag,
    access: may('create', 'CounterBooking'),
    body: z.strictObject({ on: z.iso.date(), half: z.enum(['am', 'pm']) }),
    idempotent: true,
    responses: { 201: { description: 'Booked', schema: Booking }, 409: refused },
  }),
  list: route({
    operation: 'listCounterBookings',
    method: 'get',
    path: '/api/v1/counter-bookings',
    summary: 'Own bookings; for registrars those of a day',
    tag,
    access: may('read', 'CounterBooking'),
    query: z.strictObject({ on: z.iso.date().optional() }),
    responses: { 200: { description: 'Bookings', schema: z.object({ items: z.array(Booking) }) } },
  }),
  cancel: route({
    operation: 'cancelCounterBooking',
    method: 'delete',
    path: '/api/v1/counter-bookings/{id}',
    summary: 'Give a booked seat back',
    tag,
    access: may('change', 'CounterBooking'),
    params: IdParams,
    responses: { 204: { description: 'Cancelled' }, 404: refused, 409: refused },
  }),
} as const;
