// 准驾车型: what each class allows, and what is left of it when the highest is lost (R123 附件1, 第六十八条).

/** 准驾车型代号; `also` are the further classes it allows. */
export const LICENCE_CLASSES = {
  A1: { zh: '大型客车', also: ['A3', 'B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'M'] },
  A2: { zh: '牵引车', also: ['B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'M'] },
  A3: { zh: '城市公交车', also: ['C1', 'C2', 'C3', 'C4'] },
  B1: { zh: '中型客车', also: ['C1', 'C2', 'C3', 'C4', 'M'] },
  B2: { zh: '大型货车', also: ['C1', 'C2', 'C3', 'C4', 'M'] },
  C1: { zh: '小型汽车', also: ['C2', 'C3', 'C4'] },
  C2: { zh: '小型自动挡汽车', also: [] },
  C3: { zh: '低速载货汽车', also: ['C4'] },
  C4: { zh: '三轮汽车', also: [] },
  C5: { zh: '残疾人专用小型自动挡载客汽车', also: [] },
  D: { zh: '普通三轮摩托车', also: ['E', 'F'] },
  E: { zh: '普通二轮摩托车', also: ['F'] },
  F: { zh: '轻便摩托车', also: [] },
  M: { zh: '轮式自行机械车', also: [] },
  N: { zh: '无轨电车', also: [] },
  P: { zh: '有轨电车', also: [] },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly also: readonly string[] }>>;

export type LicenceClass = keyof typeof LICENCE_CLASSES;

/** The notice's “A和B类驾驶证”. */
export const AB_CLASSES: ReadonlySet<LicenceClass> = new Set(['A1', 'A2', 'A3', 'B1', 'B2']);

/** All classes in the order in which a licence prints them. */
export const CLASS_ORDER = [
  'A1',
  'A2',
  'A3',
  'B1',
  'B2',
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'D',
  'E',
  'F',
  'M',
  'N',
  'P',
] as const satisfies readonly LicenceClass[];

/** Rank of 最高准驾车型, highest first. */
const RANK = ['A1', 'A2', 'A3', 'B1', 'B2'] as const satisfies readonly LicenceClass[];
type RankedClass = (typeof RANK)[number];

/** R123 第六十八条: the AB classes held, and what stands in their place after the highest is lost. */
export const DOWNGRADES = {
  A1: ['A3', 'B1', 'B2'],
  A1A2: ['A2', 'A3'],
  A2: ['B1', 'B2'],
  A2A3: ['A3', 'B1', 'B2'],
  A3: ['C1'],
  A3B1: ['B1'],
  A3B2: ['B2'],
  A3B1B2: ['B1', 'B2'],
  B1: ['C1', 'M'],
  B1B2: ['B2'],
  B2: ['C1', 'M'],
} as const satisfies Readonly<Record<string, readonly LicenceClass[]>>;

export interface Downgrade {
  readonly lost: LicenceClass;
  readonly after: readonly LicenceClass[];
}

/** Every class a holder of `classes` may drive (准予驾驶的其他准驾车型). */
export function closure(classes: Iterable<LicenceClass>): ReadonlySet<LicenceClass> {
  const all = new Set<LicenceClass>();
  for (const cls of classes) {
    all.add(cls);
    for (const other of LICENCE_CLASSES[cls].also) all.add(other);
  }
  return all;
}

/** `A1` … `P`; a guard for text from outside. */
export function isLicenceClass(text: string): text is LicenceClass {
  return Object.hasOwn(LICENCE_CLASSES, text);
}

/** The classes without repetition, in the printed order. */
export function inClassOrder(classes: Iterable<LicenceClass>): LicenceClass[] {
  const held = new Set(classes);
  return CLASS_ORDER.filter((cls) => held.has(cls));
}

/**
 * The classes after 注销最高准驾车型 (R123 第六十八条): only the highest AB class is lost, classes outside A and B stay.
 * Undefined when no AB class is held. A combination without a row loses its highest class and gains that class's row,
 * less what the classes that stay already allow.
 */
export function findDowngrade(classes: readonly LicenceClass[]): Downgrade | undefined {
  const ranked = RANK.filter((cls) => classes.includes(cls));
  const lost = ranked[0];
  if (lost === undefined) return undefined;
  const others = classes.filter((cls) => !AB_CLASSES.has(cls));
  const row = ranked.join('');
  const after = isDowngradeRow(row) ? DOWNGRADES[row] : withoutHighest(lost, ranked.slice(1), others);
  return { lost, after: inClassOrder([...after, ...others]) };
}

function withoutHighest(
  lost: RankedClass,
  staying: readonly LicenceClass[],
  others: readonly LicenceClass[],
): readonly LicenceClass[] {
  const covered = closure([...staying, ...others]);
  return [...staying, ...DOWNGRADES[lost].filter((cls) => !covered.has(cls))];
}

function isDowngradeRow(row: string): row is keyof typeof DOWNGRADES {
  return Object.hasOwn(DOWNGRADES, row);
}
