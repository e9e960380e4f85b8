// How the routes of statements are asked.
import { type Asks, done, of } from './permission-ask.ts';

const span = { from: '2015-11-01', until: '2015-11-03' };
/** Nothing has been paid: no day is there. */
const noDay = { leadsTo: ['not-found'], asking: () => ({ params: { on: '2015-11-02' } }) } as const;

export const STATEMENT_ASKS: Asks = {
  listStatementDays: { leadsTo: done },
  readStatementDay: noDay,
  closeStatementDay: noDay,
  proposeDifferenceResolution: {
    on: 'difference',
    leadsTo: ['done', 'difference-proposed'],
    asking: (id) => ({ ...of(id), body: { resolution: 'settled-with-bank', note: '已与银行核对' } }),
  },
  confirmDifferenceResolution: {
    on: 'difference',
    leadsTo: ['four-eyes', 'difference-not-proposed'],
    asking: (id) => of(id),
  },
  rejectDifferenceResolution: {
    on: 'difference',
    leadsTo: ['done', 'difference-not-proposed'],
    asking: (id) => of(id),
  },
  readFinanceReport: { leadsTo: done, asking: () => ({ query: span }) },
  exportFinanceReport: { leadsTo: done, asking: () => ({ query: { ...span, format: 'csv' } }) },
};
