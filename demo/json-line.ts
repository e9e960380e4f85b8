// One application as one line of JSON.
import type { Told } from './told.ts';

/** Times in UTC; `zone` is city, province, interprovince, pickup, print or none. */
export function jsonLine({ role, number, application, clocks, states, breaches }: Told): string {
  const dueAt = (kind: string) => clocks.find((clock) => clock.kind === kind)?.dueAt ?? null;
  return JSON.stringify({
    number,
    story: role.name,
    service: role.service,
    zone: role.way,
    submittedAt: application.submittedAt,
    acceptBy: dueAt('acceptance'),
    acceptedAt: application.acceptedAt,
    deliverBy: dueAt(role.way === 'pickup' ? 'pickup-ready' : 'delivery'),
    deliveredAt: application.deliveredAt,
    states,
    breaches,
  });
}
