// What a scan found, as a table and as a list of finds.
import type { Canary } from './canary.ts';

export interface Find {
  readonly canary: Canary;
  readonly encoding: string;
  readonly where: string;
  readonly excerpt: string;
}

export interface Swept {
  readonly sink: string;
  readonly items: number;
  readonly bytes: number;
  /** Parts that could not be read. */
  readonly unread: number;
  readonly finds: readonly Find[];
  readonly foundPlanted: boolean;
  readonly seconds: number;
}

/** Fewer would prove little. */
export const LEAST_CANARIES = 500;

export interface Outcome {
  readonly canaries: readonly Canary[];
  readonly swept: readonly Swept[];
  readonly failedTests: number;
  /** Whether the platform's own processes did all they were to do. */
  readonly isExercised: boolean;
}

/** What stands against calling the run clean; nothing when it is. */
export function objections({ canaries, swept, failedTests, isExercised }: Outcome): readonly string[] {
  const finds = swept.reduce((sum, { finds: found }) => sum + found.length, 0);
  return [
    ...(finds > 0 ? [`${finds} finds`] : []),
    ...swept.flatMap(({ sink, foundPlanted }) =>
      foundPlanted ? [] : [`${sink}: the scan does not find what was planted there`],
    ),
    ...swept.flatMap(({ sink, unread }) =>
      unread > 0 ? [`${sink}: ${unread} parts could not be read`] : [],
    ),
    ...(canaries.length < LEAST_CANARIES ? [`${canaries.length} canaries, not ${LEAST_CANARIES}`] : []),
    ...(failedTests > 0 ? [`${failedTests} tests failed: what they would have done was not seen`] : []),
    ...(isExercised ? [] : ['the exercise was not completed']),
  ];
}

/** The table of sinks and the last line. */
export function tableOf(outcome: Outcome): string {
  const { canaries, swept } = outcome;
  const kinds = grouped(canaries, ({ kind }) => kind);
  const items = swept.reduce((sum, one) => sum + one.items, 0);
  const bytes = swept.reduce((sum, one) => sum + one.bytes, 0);
  const against = objections(outcome);
  return [
    line('sink', 'items', 'bytes', 'finds', 'planted'),
    ...swept.map((one) =>
      line(one.sink, one.items, one.bytes, one.finds.length, one.foundPlanted ? 'found' : 'NOT FOUND'),
    ),
    '',
    `${canaries.length} canaries (${kinds.map((of) => `${of.length} ${of[0]?.kind}`).join(', ')})`,
    `${swept.length} sinks, ${counted(items)} items, ${counted(bytes)} bytes read`,
    against.length === 0 ? 'nothing personal was found' : against.join('\n'),
  ].join('\n');
}

function line(name: string, ...cells: readonly (string | number)[]): string {
  const texts = cells.map((cell) => (typeof cell === 'number' ? counted(cell) : cell).padStart(14));
  return name.padEnd(32) + texts.join('');
}

const counted = (number: number) => number.toLocaleString('en').replaceAll(',', ' ');

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** Finds that are alike told once, with how often. */
export function tellFinds({ sink, finds }: Swept): readonly string[] {
  const alike = grouped(finds, ({ canary, encoding, where }) => `${where} ${canary.kind} ${encoding}`);
  return alike.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { canary, encoding, where, excerpt } = first;
    const [owner = 'nobody'] = canary.owners;
    return [
      `${sink} · ${where}: ${canary.kind} of ${owner}, ${encoding}, ${group.length} times`,
      `    ${excerpt}`,
    ];
  });
}
