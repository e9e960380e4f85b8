// Penalty decisions of the applicant's own licence by their numbers, locked, with what is to be paid for them today.
import type { FineFacts } from '../../domain/payments/fines-facts.ts';
import type { Transaction } from '../client.ts';
import { stored } from '../json.ts';
import { lockDueFines } from '../payments/due-fines.ts';
import { findHoldingOrder, hasUnreconciledPayment } from '../payments/in-doubt.ts';
import { numbersIn } from '../payments/order-for-application.ts';
import { hasRivalDecision } from '../violations/waiting.ts';
import type { SubjectSource } from './subject.ts';

export const readFines: SubjectSource = async (tx, { account, form, today }) => {
  const numbers = numbersIn(form);
  const fines = await lockDueFines(tx, { personId: account.personId, numbers, today });
  if (fines.length === 0 || fines.length < numbers.length) return undefined;
  const decisions: FineFacts[] = [];
  for (const { decisionNo, recordNo, state, paidBy } of fines) {
    const isHeld = (await findHoldingOrder(tx, decisionNo)) !== undefined;
    const isRivalled = await hasRivalDecision(tx, recordNo);
    decisions.push({ decisionNo, state: stored(state), paidBy: stored(paidBy), isRivalled, isHeld });
  }
  const vehicleIds = new Set(fines.map(({ vehicleId }) => vehicleId));
  return {
    subject: {
      fines: { decisions, hasUnreconciledPayment: await isInDoubt(tx, account.id, vehicleIds) },
    },
    owned: true,
    local: true,
    key: null,
    vehicleId: null,
    // Several of one licence may be paid at a time: what is paid is claimed decision by decision.
    licenceId: null,
    dueFen: fines.reduce((sum, { fineFen, lateFeeFen }) => sum + fineFen + lateFeeFen, 0),
  };
};

async function isInDoubt(
  tx: Transaction,
  payerId: string,
  vehicleIds: ReadonlySet<string | null>,
): Promise<boolean> {
  for (const vehicleId of vehicleIds) {
    if (await hasUnreconciledPayment(tx, { payerId, vehicleId })) return true;
  }
  return false;
}
