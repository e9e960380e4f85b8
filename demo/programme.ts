// The whole demo for the terminal: every timeline, then what came of all promises and whether everything holds.
import { type Instant, minutesBetween } from '../domain/calendar/local-date.ts';
import type { ClockOutcome } from '../domain/promises/clock.ts';
import { CLOCK_KINDS, type ClockKind } from '../domain/promises/policies.ts';
import { WAYS, type Way } from './story.ts';
import { type Paint, padCells } from './terminal.ts';
import { timelineOf } from './timeline.ts';
import type { Told } from './told.ts';
import type { Check } from './verdict.ts';
import { CLOCK_WORDS } from './words.ts';

export interface Figures {
  readonly from: Instant;
  readonly until: Instant;
  /** Real time, everything included. */
  readonly seconds: number;
}

const OUTCOMES = {
  kept: '按时 kept',
  breached: '超时 breached',
  lapsed: '失效 lapsed',
  void: '取消 void',
} as const satisfies Record<ClockOutcome, string>;
const OUTCOME_NAMES = ['kept', 'breached', 'lapsed', 'void'] as const satisfies readonly ClockOutcome[];

const NAME_CELLS = 32;
const COUNT_CELLS = 15;

/** Every timeline; dates are explained for the first application of each kind. */
export function timelines(stories: readonly Told[], paint: Paint): readonly string[] {
  const known = new Set<string>();
  return stories.flatMap((told) => {
    const { name, way } = told.role;
    const kind = name === 'posted' ? way : name;
    const isFirst = !known.has(kind);
    known.add(kind);
    return timelineOf(told, paint, isFirst ? explainedClocks(told) : []);
  });
}

/** Stories whose dates have something of their own to explain. */
const TELLING = ['posted', 'collected', 'deferred', 'accepted-late', 'delivered-late', 'supplemented'];

/** The date of acceptance, and the one promised with it. */
function explainedClocks({ role }: Told): readonly ClockKind[] {
  if (!TELLING.includes(role.name)) return [];
  return ['acceptance', role.way === 'pickup' ? 'pickup-ready' : 'delivery'];
}

/** Counts by way and by promise. */
export function summary(stories: readonly Told[], figures: Figures, paint: Paint): readonly string[] {
  const days = Math.round(minutesBetween(figures.from, figures.until) / 1440);
  const services = new Set(stories.map(({ role }) => role.service)).size;
  return [
    paint('bold', '小结 Summary'),
    row('承诺 Promise', Object.values(OUTCOMES)),
    ...CLOCK_KINDS.flatMap((kind) => outcomeRow(stories, kind)),
    '',
    row('方式 Way', ['申请 cases', '超时 breached']),
    ...Object.keys(WAYS)
      .filter(isWay)
      .map((way) => wayRow(stories, way)),
    '',
    `  ${stories.length} 件申请 applications · ${services} 项业务 services · ${days} 个虚拟日 virtual days · ${figures.seconds.toFixed(1)} 秒 seconds`,
  ];
}

/** What was checked, and what contradicts it. */
export function verdictLines(checks: readonly Check[], paint: Paint): readonly string[] {
  return checks.flatMap(({ zh, en, problems }) => [
    `  ${problems.length === 0 ? paint('green', '✓') : paint('red', '✗')} ${zh} ${paint('dim', en)}`,
    ...problems.map((problem) => paint('red', `      ${problem}`)),
  ]);
}

function outcomeRow(stories: readonly Told[], kind: ClockKind): readonly string[] {
  const clocks = stories.flatMap((told) => told.clocks.filter((clock) => clock.kind === kind));
  if (clocks.length === 0) return [];
  const { zh, en } = CLOCK_WORDS[kind];
  const counts = OUTCOME_NAMES.map((name) => clocks.filter(({ outcome }) => outcome === name).length);
  return [row(`${zh} ${en}`, counts.map(countText))];
}

function wayRow(stories: readonly Told[], way: Way): string {
  const those = stories.filter(({ role }) => role.way === way);
  const breached = those.filter(({ breaches }) => breaches.length > 0);
  return row(`${WAYS[way].zh} ${WAYS[way].en}`, [countText(those.length), countText(breached.length)]);
}

function isWay(text: string): text is Way {
  return Object.hasOwn(WAYS, text);
}

function countText(count: number): string {
  return count === 0 ? '–' : String(count);
}

function row(name: string, cells: readonly string[]): string {
  return `  ${padCells(name, NAME_CELLS)}${cells.map((cell) => padCells(cell, COUNT_CELLS, 'right')).join('')}`;
}
