// A production batch as it is read and as it is printed.

import { stored } from '../../db/json.ts';
import { findMatter } from '../../db/matters.ts';
import type { ProductionBatch } from '../../db/production-batches.ts';
import { type ApplicationState, LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import { officeName } from '../../domain/register/local.ts';
import { manifestPaper } from '../../papers/manifest-paper.ts';
import type { TablePaper } from '../../papers/table-paper.ts';

/** The batch with its cases as they are now; of nothing taken, nothing. */
export function batchView(batch: ProductionBatch | null) {
  const items = (batch?.items ?? []).map((item) => ({
    ...item,
    stateName: LIFECYCLE[stored<ApplicationState>(item.state)].zh,
  }));
  return { id: batch?.id ?? null, items };
}

const WAYS: Readonly<Record<string, string>> = { post: '邮寄', pickup: '自取' };

/** 牌证制作清单. */
export function manifestOf(
  { id, office, takenAt, takenBy, items }: ProductionBatch,
  now: Instant,
): TablePaper {
  return manifestPaper({
    ...{ takenAt, takenBy, printedAt: now, office: officeName(office) },
    batch: id.slice(0, 8).toUpperCase(),
    items: items.map(({ number, service, deliveryMode, deliverBy }) => ({
      number,
      serviceName: findMatter(service)?.name ?? service,
      delivery: WAYS[deliveryMode ?? ''] ?? '—',
      deliverBy: deliverBy && toInstant(deliverBy),
    })),
  });
}
