// A story for the terminal: one line an event, with what was promised beside what happened.
import { eventText } from '../domain/application/event-texts.ts';
import type { ApplicationEvent, EventType } from '../domain/application/events.ts';
import { reasonText } from '../domain/application/reason-text.ts';
import { type Instant, minutesBetween } from '../domain/calendar/local-date.ts';
import type { Clock } from '../domain/promises/clock.ts';
import type { ClockKind } from '../domain/promises/policies.ts';
import { getService } from '../domain/services/index.ts';
import { WAYS } from './story.ts';
import { type Paint, widthOf } from './terminal.ts';
import type { Told } from './told.ts';
import { alarmWords, CLOCK_WORDS, REPORT_WORDS, spanText, timeText } from './words.ts';

/** Cells for what happened, so that the promises beside it stand in one column. */
const WHAT_CELLS = 36;

/** The event that fulfils or ends each promise. */
const FULFILLED_BY: Readonly<Partial<Record<EventType, ClockKind>>> = {
  accepted: 'acceptance',
  'not-accepted': 'acceptance',
  resubmitted: 'supplement',
  'ready-for-pickup': 'pickup-ready',
  collected: 'pickup-keep',
  uncollected: 'pickup-keep',
};

interface Line {
  readonly at: Instant;
  readonly zh: string;
  readonly en: string;
  readonly promise: Clock | undefined;
  readonly isAlarm: boolean;
}

/** The story's heading, its events, and how its dates came about if they are to be explained. */
export function timelineOf(told: Told, paint: Paint, explained: readonly ClockKind[]): readonly string[] {
  const { role, number, application } = told;
  const { zh } = WAYS[role.way];
  const heading = paint('bold', `${number}  ${getService(role.service).name}  ${zh}`);
  const { ending } = application;
  return [
    `${heading}  ${paint('dim', role.name)}`,
    ...told.events.flatMap((event) => lineOf(event, told)).map((line) => lineText(line, paint)),
    ...(ending === null
      ? []
      : [`  理由:${reasonText(ending.reason).zh}${ending.note && `(${ending.note})`}`]),
    ...explained.flatMap((kind) => explanationOf(told, kind, paint)),
    '',
  ];
}

function lineOf(event: ApplicationEvent, { clocks }: Told): readonly Line[] {
  const promiseOf = (kind: ClockKind | undefined) => clocks.find((clock) => clock.kind === kind);
  if (event.type === 'rung-raised') {
    const words = alarmWords(event.clock.kind, event.rung);
    return words ? [{ ...words, at: event.at, promise: undefined, isAlarm: true }] : [];
  }
  if (event.type === 'parcel-reported') {
    const promise = event.report === 'delivered' ? promiseOf('delivery') : undefined;
    return [{ ...REPORT_WORDS[event.report], at: event.occurredAt, promise, isAlarm: false }];
  }
  const words = eventText(event.type);
  if (words === null || event.type === 'drafted') return [];
  return [{ ...words, at: event.at, promise: promiseOf(FULFILLED_BY[event.type]), isAlarm: false }];
}

function lineText({ at, zh, en, promise, isAlarm }: Line, paint: Paint): string {
  const time = paint('dim', timeText(at));
  if (isAlarm) return `  ${time}  ${paint('yellow', `${zh} ${en}`)}`;
  if (!promise) return `  ${time}  ${zh} ${paint('dim', en)}`;
  const english = widthOf(`${zh} ${en} `) > WHAT_CELLS ? '' : en;
  const blanks = ' '.repeat(WHAT_CELLS - widthOf(`${zh} ${english}`));
  const promised = `承诺 ${timeText(promise.dueAt)} ${keptText(promise, paint)}`;
  return `  ${time}  ${zh} ${paint('dim', english)}${blanks}${promised}`;
}

function keptText({ dueAt, stoppedAt, outcome }: Clock, paint: Paint): string {
  if (stoppedAt === null) return '';
  if (outcome === 'lapsed') return paint('yellow', '✗ 期满失效');
  const minutes = minutesBetween(stoppedAt, dueAt);
  if (minutes >= 0) return paint('green', `✓ 早${spanText(minutes)}`);
  return paint('red', `✗ 迟${spanText(-minutes)}`);
}

function explanationOf({ explanations }: Told, kind: ClockKind, paint: Paint): readonly string[] {
  const explanation = explanations.find((one) => one.kind === kind);
  if (!explanation) return [];
  const { zh, en } = CLOCK_WORDS[kind];
  const heading = paint('cyan', `  ${zh}期限怎样算出 How the date of ${en} was found`);
  return [heading, ...explanation.zh.map((sentence) => paint('dim', `    · ${sentence}`))];
}
