// Reading histories: what kinds of events, how large, and every word in them in clear.
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { findOpened, type PayloadText } from '../../db/payload-codec.ts';
import { testPayloadCodec } from './payloads.ts';

export interface RecordedHistory {
  readonly events: readonly RecordedEvent[];
}

interface RecordedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly [attributes: string]: unknown;
}

export const parseHistory = (json: string): RecordedHistory => JSON.parse(json);

export interface HistorySize {
  readonly events: number;
  readonly workflowTasks: number;
  readonly kilobytes: number;
}

export function sizeOf(json: string): HistorySize {
  const history = parseHistory(json);
  const tasks = history.events.filter(({ eventType }) => eventType === 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED');
  return {
    events: history.events.length,
    workflowTasks: tasks.length,
    kilobytes: Math.ceil(JSON.stringify(history).length / 1024),
  };
}

/** A history in which every payload that the run's codec sealed is opened; the rest stays as it is. */
export async function openHistory(json: string): Promise<string> {
  return printEvents(await Promise.all(parseHistory(json).events.map(openWithin)));
}

async function openWithin(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(openWithin));
  if (typeof value !== 'object' || value === null) return value;
  if (isPayload(value)) return (await findOpened(testPayloadCodec, value)) ?? value;
  const parts = Object.entries(value).map(async ([name, part]) => [name, await openWithin(part)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

const isPayload = (value: object): value is PayloadText => 'metadata' in value && 'data' in value;

/** All text of a history, sealed payloads opened, payloads decoded. */
export async function clearTextOf(json: string): Promise<string> {
  const opened = await openHistory(json);
  const texts = payloadsIn(JSON.parse(opened)).map(({ data = '' }) => Buffer.from(data, 'base64').toString());
  return [opened, ...texts].join('\n');
}

/** Every payload of a history or a part of one. */
export function payloadsIn(value: unknown): readonly PayloadText[] {
  if (typeof value !== 'object' || value === null) return [];
  return isPayload(value) ? [value] : Object.values(value).flatMap(payloadsIn);
}

/** What a payload says of its encoding. */
export function encodingOf({ metadata: { encoding = '' } }: PayloadText): string {
  return Buffer.from(encoding, 'base64').toString();
}

/** One event a line, so that a change of a history can be read. */
export function printHistory(history: Parameters<typeof historyToJSON>[0]): string {
  return printEvents(parseHistory(historyToJSON(history)).events);
}

const printEvents = (events: readonly unknown[]) =>
  `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
