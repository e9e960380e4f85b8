// The settings of preselection besides its limits, all assumed (plates.md §2–§6, settings `plate.*`).

export const PLATE_SETTINGS = {
  /** 5选1. */
  numbersShown: 5,
  /** Once a number is reserved, other vehicles wait for this one's registration, also when the reservation expires (assumed). */
  expiredKeepsLock: true,
} as const;

/** 模拟测试 until the city goes live: the two have nothing in common, not even the numbers. */
export const PLATE_MODES = ['simulation', 'live'] as const;
export type PlateMode = (typeof PLATE_MODES)[number];

/** Where numbers come from, by mode. */
export const POOL_OF_MODE = { simulation: 'simulation', live: 'real' } as const satisfies Record<
  PlateMode,
  string
>;
export type PlatePool = (typeof POOL_OF_MODE)[PlateMode];

/** Stands on everything that is shown or sent of a simulation. */
export const SIMULATION_MARK = '模拟测试';

/** The mark of a mode; null of the real thing. */
export function markOf(mode: PlateMode): typeof SIMULATION_MARK | null {
  return mode === 'simulation' ? SIMULATION_MARK : null;
}
