// The six services to come are closed at first: an administrator's switch, turned.
import type { Database } from '../../db/client.ts';
import { saveSwitch } from '../../db/service-switches.ts';
import type { Instant } from '../../domain/calendar/local-date.ts';

const BY_ID = '00000000-0000-4000-8000-000000000000';

/** Opens services that are not open by themselves. */
export async function openServices(db: Database, at: Instant, services: Iterable<string>): Promise<void> {
  for (const service of services)
    await saveSwitch(db, { service, isOpen: true, reason: '测试', byId: BY_ID, at });
}
