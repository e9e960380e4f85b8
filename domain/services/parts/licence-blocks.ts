// Licence statuses that stop a service (驾驶证申领和使用规定 第四十八条, 第五十四条, 第六十一条, 第六十三条).
import { LIC_BLOCK, LIC_DEAD, LIC_HELD, LIC_STOP, type LicenceStatus } from '../../register/codes.ts';
import type { StatusBlock } from '../define.ts';

type LicenceBlocks = readonly StatusBlock<LicenceStatus>[];

/** Renewal and exchange include the review (审验), which open violations and accidents fail. */
export const RENEWAL_BLOCKS: LicenceBlocks = [
  { statuses: ['R'], refusal: 'cancelled-one-year' },
  { statuses: ['B'], refusal: 'full-score' },
  { statuses: ['H', 'I'], refusal: 'violations-open' },
  { statuses: except(LIC_BLOCK, ['R', 'B']), refusal: 'status-blocking' },
];

/** 依法被扣押、扣留或者暂扣期间不得申请补发; what has expired is renewed, not re-issued. */
export const REISSUE_BLOCKS: LicenceBlocks = [
  { statuses: [...LIC_HELD], refusal: 'licence-held' },
  { statuses: ['M'], refusal: 'expired-use-renewal' },
  { statuses: except(LIC_BLOCK, [...LIC_HELD]), refusal: 'status-blocking' },
];

const DEFERRAL_STOPS: ReadonlySet<LicenceStatus> = new Set([...LIC_DEAD, ...LIC_HELD, ...LIC_STOP]);

/** A licence transferred elsewhere (转出) is stopped by the gate: it is not local. */
export const DEFERRAL_BLOCKS: LicenceBlocks = [{ statuses: [...DEFERRAL_STOPS], refusal: 'status-blocking' }];

/** 注销可恢复 follows a year without renewal. */
export const RENEWAL_DEFERRAL_BLOCKS: LicenceBlocks = [
  { statuses: ['R'], refusal: 'too-late' },
  { statuses: except(DEFERRAL_STOPS, ['R']), refusal: 'status-blocking' },
];

function except(statuses: ReadonlySet<LicenceStatus>, named: readonly LicenceStatus[]): LicenceStatus[] {
  return [...statuses].filter((status) => !named.includes(status));
}
