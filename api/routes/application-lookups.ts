// The case behind what is scanned or typed at the counter.
import { getMatterOf } from '../../db/matters.ts';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { findScanned, type Scanned } from '../../domain/pickup/scanned.ts';
import { pickupContracts as contracts } from '../contract/pickup.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { caseOfPass } from '../pickup/passes.ts';
import { getVisibleCase } from '../pickup/visible-case.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

/** The look-up. What a scan brings along is only told on: the hand-over is where it is judged. */
export function applicationLookupRoutes(deps: ApiDeps): readonly Mounted[] {
  return [
    mounted(deps, contracts.lookUp, async ({ body, caller }) => {
      const scanned = findScanned(body.scanned);
      const where = scanned && whereOf(scanned);
      if (!where) throw new Refused({ code: 'scan-unknown', pointer: '/scanned' });
      const { id, number, service, application } = await getVisibleCase(deps.db, where, caller, 'read');
      const { state, version } = application;
      return jsonReply(200, {
        ...{ id, number, service, state, version },
        serviceName: getMatterOf(service).name,
        stateName: LIFECYCLE[state].zh,
        pickupCode: scanned.kind === 'slip' ? scanned.pickupCode : null,
        pickupToken: scanned.kind === 'pass' ? scanned.token : null,
      });
    }),
  ];
}

function whereOf(scanned: Scanned): { readonly id: string } | { readonly number: string } | undefined {
  if (scanned.kind !== 'pass') return { number: scanned.number };
  const id = caseOfPass(scanned.token);
  return id === undefined ? undefined : { id };
}
