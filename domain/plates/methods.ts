// 自编自选 or 随机选号: which ways of choosing a vehicle still has (plates.md §4, 规则4).
import { PROMISE_LIMITS, type PromiseLimits } from '../application/promise-limits.ts';

export const PLATE_METHODS = {
  self: { zh: '自编自选', en: 'Number of one’s own' },
  random: { zh: '随机选号', en: 'One of five drawn numbers' },
} as const;
export type PlateMethod = keyof typeof PLATE_METHODS;

/** What a vehicle has used of both ways, in all of its sessions. */
export interface MethodUse {
  readonly triesUsed: number;
  readonly drawsUsed: number;
  /** A number was chosen, now or before. */
  readonly hasChosen: boolean;
}

export type MethodSituation = 'nothing-used' | 'self-begun' | 'self-used-up' | 'random-shown' | 'chosen';

/** From one's own numbers to chance there is a way, back there is none; after both, the window is left. */
export const NEXT_METHODS = {
  'nothing-used': ['self', 'random'],
  /** 自编自选但未选定号牌的,还可再次进入随机选号方式: entering it ends the other. */
  'self-begun': ['self', 'random'],
  'self-used-up': ['random'],
  'random-shown': [],
  chosen: [],
} as const satisfies Record<MethodSituation, readonly PlateMethod[]>;

type MethodLimits = Pick<PromiseLimits, 'selfTries' | 'randomDraws'>;

/** Where a vehicle stands between the ways. */
export function situationOf(use: MethodUse, limits: MethodLimits = PROMISE_LIMITS): MethodSituation {
  if (use.hasChosen) return 'chosen';
  if (use.drawsUsed >= limits.randomDraws) return 'random-shown';
  if (use.triesUsed >= limits.selfTries) return 'self-used-up';
  return use.triesUsed === 0 ? 'nothing-used' : 'self-begun';
}

/** The ways that are still open. */
export function methodsLeft(use: MethodUse, limits?: MethodLimits): readonly PlateMethod[] {
  return NEXT_METHODS[situationOf(use, limits)];
}
