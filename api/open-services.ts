// What the catalogue says of services being open. It stays readable while PostgreSQL is away; a submission asks anew.
import { types } from 'node:util';
import type { Database } from '../db/client.ts';
import { isOpenByPhase, listSwitches } from '../db/service-switches.ts';
import { listServices } from '../domain/services/index.ts';
import { isUnavailable } from './unavailable.ts';

/** The ids of all open services: as they are, or as they were when they could last be asked for. */
export function openServices(db: Pick<Database, 'serviceSwitch'>): () => Promise<ReadonlySet<string>> {
  const services = listServices();
  let known: ReadonlySet<string> = new Set(services.filter(isOpenByPhase).map(({ id }) => id));
  return async () => {
    try {
      const open = (await listSwitches(db, services)).filter(({ isOpen }) => isOpen);
      known = new Set(open.map(({ service }) => service));
    } catch (error) {
      if (!types.isNativeError(error) || !isUnavailable(error)) throw error;
    }
    return known;
  };
}
