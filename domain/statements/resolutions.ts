// How two persons resolve a difference that nothing has explained: one proposes, another confirms.
import type { Refusal } from '../refusals.ts';

export const RESOLUTIONS = {
  'settled-with-bank': { zh: '已与支付机构核对处理', en: 'Settled with the bank' },
  'settled-by-hand': { zh: '已人工处理', en: 'Settled by hand' },
  'fault-of-bank': { zh: '支付机构对账单有误', en: 'The statement was wrong' },
} as const;

export type Resolution = keyof typeof RESOLUTIONS;
export const RESOLUTION_NAMES = Object.keys(RESOLUTIONS).filter(
  (name): name is Resolution => name in RESOLUTIONS,
);

export type DifferenceState = 'open' | 'proposed' | 'resolved';

export interface Standing {
  readonly state: DifferenceState;
  readonly proposedById: string | null;
}

/** Why nothing may be proposed; null where it may. */
export function proposalRefusal({ state }: Standing): Refusal | null {
  switch (state) {
    case 'open':
      return null;
    case 'proposed':
      return { code: 'difference-proposed' };
    case 'resolved':
      return { code: 'difference-resolved' };
  }
}

/** Why a proposal may not be confirmed by somebody; null where it may. */
export function confirmationRefusal(standing: Standing, byId: string): Refusal | null {
  const refusal = rejectionRefusal(standing);
  if (refusal) return refusal;
  return standing.proposedById === byId ? { code: 'four-eyes' } : null;
}

/** Why a proposal may not be taken back; null where anybody may. */
export function rejectionRefusal({ state }: Standing): Refusal | null {
  switch (state) {
    case 'open':
      return { code: 'difference-not-proposed' };
    case 'proposed':
      return null;
    case 'resolved':
      return { code: 'difference-resolved' };
  }
}
