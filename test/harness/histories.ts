// Reading histories: what kinds of events, how large, and every word in them in clear.
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

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

/** All text of a history, payloads decoded. */
export function clearTextOf(json: string): string {
  const texts: string[] = [json];
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string' && key === 'data')
      texts.push(Buffer.from(value, 'base64').toString('utf8'));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) walk(part, name);
  };
  walk(parseHistory(json), '');
  return texts.join('\n');
}

/** One event a line, so that a change of a history can be read. */
export function printHistory(history: Parameters<typeof historyToJSON>[0]): string {
  const { events } = parseHistory(historyToJSON(history));
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}
