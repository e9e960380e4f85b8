// How the routes of records and decisions are asked, online and at a window.
import { type Asks, done } from './permission-ask.ts';

const record = (recordNo: string) => ({ params: { recordNo } });
const decision = (decisionNo: string) => ({ params: { decisionNo } });

export const VIOLATION_ASKS: Asks = {
  sendDeclarationCode: { leadsTo: done },
  listViolations: { leadsTo: done },
  readViolation: { on: 'violation', leadsTo: done, asking: record },
  lookUpViolations: { leadsTo: done, asking: () => ({ body: { recordNo: '4117020000000000' } }) },
  readEvidence: { on: 'evidence', leadsTo: done, asking: (id) => ({ params: { id } }) },
  listPenaltyDecisions: { leadsTo: done },
  printPenaltyDecision: { on: 'decision', leadsTo: done, asking: decision },
  proposeDecisionWithdrawal: {
    on: 'decision',
    leadsTo: ['done', 'withdrawal-pending'],
    asking: (decisionNo) => ({
      ...decision(decisionNo),
      body: { reason: 'appeal', outcome: 'queryable', note: '复议' },
    }),
  },
  listDecisionWithdrawals: { leadsTo: done },
  decideDecisionWithdrawal: {
    on: 'withdrawal',
    leadsTo: ['done', 'withdrawal-decided'],
    asking: (id) => ({ params: { id }, body: { approves: false } }),
  },

  takeUpViolation: { leadsTo: ['record-not-found'], asking: () => ({ params: { recordNo: '0' } }) },
  releaseViolation: { leadsTo: ['record-not-found'], asking: () => ({ params: { recordNo: '0' } }) },
  decideAtWindow: {
    leadsTo: ['record-not-found'],
    asking: () => ({ params: { recordNo: '0' }, body: { licenceNo: null } }),
  },
  recordWindowPayment: {
    leadsTo: ['decision-not-found'],
    asking: () => ({ params: { decisionNo: '0' } }),
  },
  handleAtWindow: {
    leadsTo: ['record-not-found'],
    asking: () => ({
      body: { items: [{ key: 'item-0001', act: 'decide', recordNo: '0', licenceNo: null }] },
    }),
  },
  listRivalDecisions: { leadsTo: done },
};
