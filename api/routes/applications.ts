// What applicants do with applications that stand: read, withdraw, change the way of delivery; and the lists of everybody.
import { listApplications, stateOf } from '../../db/applications.ts';
import { listMovements } from '../../db/courier.ts';
import { promisable } from '../../domain/application/events.ts';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { reasonText } from '../../domain/application/reason-text.ts';
import { explainClock } from '../../domain/promises/explain.ts';
import { etagOf } from '../answers.ts';
import { type Caller, rolesOf } from '../caller.ts';
import { applicationContracts as contracts } from '../contract/applications.ts';
import { CreatedPosition, cursorOf, positionOf } from '../cursor.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { decideOwn } from '../own-decision.ts';
import { jsonReply } from '../problem.ts';
import { applicationView, clocksOf } from '../queries/application-view.ts';
import { Refused } from '../refused.ts';
import { deliveryOf } from '../submission-of.ts';
import { getVisible } from '../visible-application.ts';

/** Routes of applications. */
export function applicationRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db } = deps;

  return [
    mounted(deps, contracts.withdraw, (asked) =>
      decideOwn(deps, asked, { applicationId: asked.params.id, command: { action: 'withdraw' } }),
    ),

    mounted(deps, contracts.changeDelivery, async (asked) => {
      const { delivery, address } = deliveryOf(asked.body.delivery);
      const wanted = promisable(delivery);
      if (wanted === null)
        throw new Refused({ code: 'address-not-deliverable', pointer: '/delivery/division' });
      return decideOwn(deps, asked, {
        applicationId: asked.params.id,
        command: { action: 'change-delivery', delivery: wanted },
        alongside: async (tx) => {
          const data = address ? { addressSealed: tx.vault.seal(JSON.stringify(address)) } : {};
          await tx.application.update({ where: { id: asked.params.id }, data });
        },
      });
    }),

    mounted(deps, contracts.read, async ({ params, caller }) => {
      const row = await getVisible(deps, params.id, caller);
      const movements = await listMovements(
        db,
        row.parcels.map((parcel) => parcel.trackingNumber),
      );
      return jsonReply(200, applicationView(row, movements, readerOf(caller)), { ETag: etagOf(row.version) });
    }),

    mounted(deps, contracts.explain, async ({ params, caller }) => {
      const application = stateOf(await getVisible(deps, params.id, caller));
      const clocks = clocksOf(application).map((clock) => ({
        kind: clock.kind,
        dueAt: clock.dueAt,
        ...explainClock(clock, reasonText),
      }));
      return jsonReply(200, { clocks });
    }),

    mounted(deps, contracts.list, async ({ query, caller }) => {
      const position = positionOf(CreatedPosition, query.after);
      const filter = {
        ...caller.ability.applications('read'),
        ...(query.service === undefined ? {} : { service: query.service }),
        ...(query.state === undefined ? {} : { state: query.state }),
      };
      const after = position && { createdAt: new Date(position.createdAt), id: position.id };
      const items = await listApplications(db, filter, { after, limit: query.limit });
      const last = items.length === query.limit ? items.at(-1) : undefined;
      const next = last ? cursorOf({ createdAt: last.createdAt.toISOString(), id: last.id }) : null;
      const named = items.map((item) => ({
        ...item,
        stateName: isState(item.state) ? LIFECYCLE[item.state].zh : item.state,
      }));
      return jsonReply(200, { items: named, next });
    }),
  ];
}

function readerOf(caller: Caller) {
  return { ...caller.account, roles: rolesOf(caller) };
}

function isState(state: string): state is keyof typeof LIFECYCLE {
  return Object.hasOwn(LIFECYCLE, state);
}
