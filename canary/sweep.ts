// Reads a sink from end to end and notes what should not be there.
import type { Canary } from './canary.ts';
import type { Find, Swept } from './report.ts';
import type { Run } from './run.ts';
import { excerptOf, type Scanner } from './scan.ts';
import type { Sink } from './sinks/sink.ts';

/** Scans everything a sink holds. What was planted in it must be found, and is no find. */
export async function sweep(run: Run, sink: Sink, scanner: Scanner, planted: Canary): Promise<Swept> {
  const began = performance.now();
  const finds: Find[] = [];
  let foundPlanted = false;
  let items = 0;
  let size = 0;
  let unread = 0;
  for await (const { where, bytes, overlap = 0, unread: parts = 0, mayHold } of sink.read(run)) {
    items += overlap > 0 ? 0 : 1;
    size += bytes.length - overlap;
    unread += parts;
    for (const hit of scanner.scan(bytes)) {
      if (hit.to <= overlap || mayHold?.(hit.canary)) continue;
      if (hit.canary.kind === 'planted') foundPlanted ||= hit.canary === planted;
      else {
        const { canary, encoding } = hit;
        finds.push({ canary, encoding, where, excerpt: excerptOf(bytes, hit, scanner) });
      }
    }
  }
  const seconds = (performance.now() - began) / 1000;
  return { sink: sink.name, items, bytes: size, unread, finds, foundPlanted, seconds };
}
