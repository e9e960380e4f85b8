// Which services are open: by their phase, unless an administrator has decided otherwise. Read at every submission.
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { Service } from '../domain/services/define.ts';
import type { Database, Transaction } from './client.ts';

export interface SwitchState {
  readonly service: string;
  readonly isOpen: boolean;
  /** Who last decided so, and why; null while its phase decides. */
  readonly decided: {
    readonly byId: string;
    readonly reason: string;
    readonly at: Instant;
  } | null;
}

/** The 17 of the trial and what is simulated are open from the beginning, the next six are not (附件5). */
export function isOpenByPhase({ phase, simulated = false }: Service): boolean {
  return phase === 'trial' || simulated;
}

/** Whether it can be opened and closed at all. The notice promises the seventeen: no switch closes them. */
export function isSwitched({ phase }: Service): boolean {
  return phase !== 'trial';
}

/** Whether new applications are taken. What is under way goes on either way. */
export async function isServiceOpen(tx: Transaction, service: Service): Promise<boolean> {
  if (!isSwitched(service)) return true;
  const decided = await tx.serviceSwitch.findUnique({ where: { service: service.id } });
  return decided?.isOpen ?? isOpenByPhase(service);
}

/** The switches of some services, in their order. */
export async function listSwitches(
  db: Pick<Database | Transaction, 'serviceSwitch'>,
  services: readonly Service[],
): Promise<readonly SwitchState[]> {
  const rows = await db.serviceSwitch.findMany();
  return services.map((service) => {
    const row = rows.find((each) => each.service === service.id);
    return {
      service: service.id,
      isOpen: row?.isOpen ?? isOpenByPhase(service),
      decided: row ? { byId: row.changedById, reason: row.reason, at: toInstant(row.changedAt) } : null,
    };
  });
}

/** Opens or closes a service from now on. */
export async function saveSwitch(
  tx: Transaction,
  change: {
    readonly service: string;
    readonly isOpen: boolean;
    readonly reason: string;
    readonly byId: string;
    readonly at: Instant;
  },
): Promise<void> {
  const { service, isOpen, reason, byId: changedById, at: changedAt } = change;
  const data = { isOpen, reason, changedById, changedAt };
  await tx.serviceSwitch.upsert({ where: { service }, create: { service, ...data }, update: data });
}
