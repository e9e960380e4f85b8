// How every route is asked so that nothing but the caller speaks against it, and what then follows. A new route needs a row.
import { type Asks, done, NOBODY, of } from './permission-ask.ts';
import { CASE_ASKS } from './permission-case-asks.ts';
import { PAYMENT_ASKS } from './permission-payment-asks.ts';
import { PEOPLE_ASKS } from './permission-people-asks.ts';
import { STATEMENT_ASKS } from './permission-statement-asks.ts';
import { VIOLATION_ASKS } from './permission-violation-asks.ts';

export type { Ask } from './permission-ask.ts';

export const ASKS: Asks = {
  ...PEOPLE_ASKS,
  ...CASE_ASKS,
  ...VIOLATION_ASKS,
  ...PAYMENT_ASKS,
  ...STATEMENT_ASKS,

  listServices: { leadsTo: done },
  readService: { leadsTo: done, asking: () => ({ params: { service: 'plate-reissue' } }) },
  listAppointmentSites: { leadsTo: done },
  listAppointmentSessions: { leadsTo: done },
  createAppointmentSession: {
    leadsTo: ['site-unknown'],
    asking: () => ({
      body: { siteId: NOBODY, on: '2015-11-10', from: '09:00', to: '11:00', capacity: 10 },
    }),
  },
  publishAppointmentSession: {
    on: 'appointmentSession',
    leadsTo: ['done', 'session-already-open', 'session-closed'],
    asking: (id) => of(id),
  },
  closeAppointmentSession: {
    on: 'appointmentSession',
    leadsTo: ['done', 'session-closed'],
    asking: (id) => of(id, { reason: '设备检修' }),
  },
  listExaminingHospitals: { leadsTo: done },
  addExaminingHospital: {
    leadsTo: ['hospital-unknown'],
    asking: () => ({ body: { orgCode: '000000000' } }),
  },
  removeExaminingHospital: { on: 'listing', leadsTo: done, asking: (id) => of(id) },
  searchAudit: { leadsTo: done },
  exportAudit: { leadsTo: done },
  listServiceSwitches: { leadsTo: done },
  changeServiceSwitch: {
    leadsTo: ['service-switch-fixed'],
    asking: () => ({ params: { service: 'plate-reissue' }, body: { isOpen: false, reason: '试验' } }),
  },

  receiveCourierEvent: {
    leadsTo: ['signature-invalid'],
    asking: (_, { api }) => ({
      body: {
        eventNo: 'E1',
        trackingNumber: 'EA123456785CN',
        report: 'delivered',
        occurredAt: api.clock.at,
      },
    }),
  },
  decodePayloads: { leadsTo: done, asking: () => ({ body: { payloads: [] } }) },
};
