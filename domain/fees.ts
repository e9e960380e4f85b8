// What a service costs, in fen. The notice names no fee, so the table can be switched off.
import type { PLATE_CATEGORIES, PlateCategory } from './register/codes.ts';
import type { FeeItem, Service } from './services/define.ts';

export interface FeeRow {
  readonly fen: number;
  readonly basis: string;
}

/** Whether the table is charged; nothing is while fees are off. */
export interface FeePolicy {
  readonly charging: boolean;
}

export const FEES_OFF: FeePolicy = { charging: false };
export const FEES_ON: FeePolicy = { charging: true };

const PLATE_PRICES = '发改价格〔2004〕2831号';
const CAR_PLATES: FeeRow = { fen: 10_000, basis: PLATE_PRICES };
const TRAILER_PLATE: FeeRow = { fen: 5_000, basis: PLATE_PRICES };
const LOW_SPEED_PLATE: FeeRow = { fen: 4_000, basis: PLATE_PRICES };
const MOTORCYCLE_PLATE: FeeRow = { fen: 7_000, basis: PLATE_PRICES };
const TEMPORARY_PLATE: FeeRow = { fen: 500, basis: PLATE_PRICES };

/** By 号牌种类; cars of embassies, foreigners and the police cost what other cars do (assumed). */
export const PLATE_FEES = {
  '01': CAR_PLATES,
  '02': CAR_PLATES,
  '03': CAR_PLATES,
  '04': CAR_PLATES,
  '05': CAR_PLATES,
  '06': CAR_PLATES,
  '07': MOTORCYCLE_PLATE,
  '08': MOTORCYCLE_PLATE,
  '13': LOW_SPEED_PLATE,
  '15': TRAILER_PLATE,
  '16': CAR_PLATES,
  '17': MOTORCYCLE_PLATE,
  '20': TEMPORARY_PLATE,
  '22': TEMPORARY_PLATE,
  '23': CAR_PLATES,
  '24': MOTORCYCLE_PLATE,
} as const satisfies Record<keyof typeof PLATE_CATEGORIES, FeeRow>;

export const ITEM_FEES = {
  'driving-licence': { fen: 1_000, basis: '发改价格〔2004〕2831号' },
  'vehicle-licence': { fen: 1_000, basis: '发改价格〔2004〕2831号' },
  'temporary-plate': TEMPORARY_PLATE,
  'inspection-mark': { fen: 0, basis: '不收费(设定)' },
} as const satisfies Record<Exclude<FeeItem, 'plates'>, FeeRow>;

/** The recipient pays the carrier; nothing passes through the platform. */
export const POSTAGE: FeeRow = { fen: 0, basis: '邮政资费由收件人支付(设定)' };

/** The row of the table; `plateCategory` matters for plates only. */
function feeRow(item: FeeItem, plateCategory: PlateCategory | null): FeeRow {
  if (item !== 'plates') return ITEM_FEES[item];
  // Without a vehicle nothing can be priced; the gate has refused such an application before.
  return plateCategory === null ? CAR_PLATES : PLATE_FEES[plateCategory];
}

/** What an application for the service costs. */
export function feeFen(
  service: Pick<Service, 'fee'>,
  plateCategory: PlateCategory | null = null,
  policy: FeePolicy = FEES_OFF,
): number {
  if (!policy.charging || service.fee === null) return 0;
  return feeRow(service.fee, plateCategory).fen;
}
