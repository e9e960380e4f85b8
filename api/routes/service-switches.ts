// The switches that open and close services, for administrators.
import { saveAudit } from '../../db/audit.ts';
import { isSwitched, listSwitches, type SwitchState, saveSwitch } from '../../db/service-switches.ts';
import { transact } from '../../db/transact.ts';
import { findService, listServices } from '../../domain/services/index.ts';
import { auditActorOf } from '../caller.ts';
import { serviceSwitchContracts as contracts } from '../contract/service-switches.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes of the switches. */
export function serviceSwitchRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  return [
    mounted(deps, contracts.list, async () => {
      const items = await listSwitches(db, listServices());
      return jsonReply(200, { items: items.map(shown) });
    }),

    mounted(deps, contracts.change, async ({ params, body, caller, origin, keep }) => {
      const service = findService(params.service);
      if (!service) throw new Refused({ code: 'not-found' });
      if (!isSwitched(service)) throw new Refused({ code: 'service-switch-fixed' });
      const at = await deciding.now();
      return transact(db, async (tx) => {
        const [before] = await listSwitches(tx, [service]);
        await saveSwitch(tx, { service: service.id, ...body, byId: caller.account.id, at });
        const [after] = await listSwitches(tx, [service]);
        await saveAudit(tx, {
          ...{ at, actor: auditActorOf(caller), origin, reason: body.reason },
          action: body.isOpen ? 'open-service' : 'close-service',
          object: `service/${service.id}`,
          states: { before, after },
        });
        const reply = jsonReply(200, after && shown(after));
        await keep(tx, reply);
        return reply;
      });
    }),
  ];
}

function shown({ service: id, isOpen, decided }: SwitchState) {
  const service = findService(id);
  return { service: id, name: service?.name ?? id, phase: service?.phase ?? 'next', isOpen, decided };
}
