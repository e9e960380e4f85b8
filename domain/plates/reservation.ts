// Where a reservation stands (plates.md §6): by the state of its case, and whether it holds up the next vehicle (规则3).
import type { ApplicationState } from '../application/lifecycle.ts';
import { PLATE_SETTINGS, type PlateMode } from './settings.ts';

export type ReservationState =
  | 'selecting'
  | 'reserved'
  | 'assigned'
  | 'simulated-assigned'
  | 'mismatch'
  | 'expired'
  | 'cancelled'
  | 'abandoned';

/** Nobody else may reserve for the vehicle meanwhile. */
export const OPEN_RESERVATIONS = ['selecting', 'reserved'] as const satisfies readonly ReservationState[];

/** A reservation that came to a number holds up the next vehicle until this one is registered or a clerk lets go of it. */
const LOCKS = {
  selecting: true,
  reserved: true,
  assigned: false,
  'simulated-assigned': false,
  mismatch: true,
  expired: PLATE_SETTINGS.expiredKeepsLock,
  cancelled: true,
  abandoned: false,
} as const satisfies Record<ReservationState, boolean>;

/** Whether a reservation that comes to a state keeps its holder from the next vehicle. */
export function locksHolder(state: ReservationState): boolean {
  return LOCKS[state];
}

/** Where a reservation stands by its case. */
const OF_CASE = {
  selecting: 'selecting',
  'selection-lapsed': 'abandoned',
  abandoned: 'abandoned',
  reserved: 'reserved',
  assigned: 'assigned',
  mismatch: 'mismatch',
  'reservation-lapsed': 'expired',
  cancelled: 'cancelled',
} as const satisfies Partial<Record<ApplicationState, ReservationState>>;

/** The state of a reservation by that of its case; undefined where the case has none. */
export function findReservationState(state: ApplicationState, mode: PlateMode): ReservationState | undefined {
  const found = isOfCase(state) ? OF_CASE[state] : undefined;
  return found === 'assigned' && mode === 'simulation' ? 'simulated-assigned' : found;
}

function isOfCase(state: ApplicationState): state is keyof typeof OF_CASE {
  return Object.hasOwn(OF_CASE, state);
}

/** Why a clerk lets a holder choose for the next vehicle although this one is not registered here. */
export const LOCK_RELEASE_REASONS = {
  'purchase-fell-through': { zh: '购车合同已解除', en: 'The purchase fell through' },
  'registered-elsewhere': { zh: '该车已在其他地方注册登记', en: 'The vehicle was registered elsewhere' },
  'data-corrected': { zh: '选号信息填写有误', en: 'The number was chosen with wrong data' },
} as const;
