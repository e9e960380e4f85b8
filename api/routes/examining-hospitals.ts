// The list of hospitals that may examine drivers: kept by the supervisor of the office, shown to each hospital as far as it is its own.
import { saveAudit } from '../../db/audit.ts';
import {
  endListing,
  findActiveHospital,
  findListedHospital,
  type ListedHospital,
  listHospitals,
  saveListing,
} from '../../db/examining-hospitals.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { normaliseOrganisationCode } from '../../domain/identity/organisation-code.ts';
import { auditActorOf } from '../caller.ts';
import { examiningHospitalContracts as contracts } from '../contract/examining-hospitals.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes of the list. */
export function examiningHospitalRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.list, async ({ caller: { ability } }) => {
      const seen = (await listHospitals(db)).filter((each) =>
        ability.mayOn('read', 'ExaminingHospital', each),
      );
      return jsonReply(200, { items: seen.map(shown) });
    }),

    mounted(deps, contracts.add, async ({ body, caller, origin, keep }) => {
      const at = await deciding.now();
      return db.$transaction(async (tx) => {
        const hospital = await findActiveHospital(tx, normaliseOrganisationCode(body.orgCode));
        // Of another office, of another kind and none at all are the same.
        if (!hospital || !caller.ability.mayOn('create', 'ExaminingHospital', hospital))
          throw new Refused({ code: 'hospital-unknown', pointer: '/orgCode' });
        const { examinesC5 } = body;
        const id = await saveListing(tx, { unitId: hospital.id, examinesC5, listedOn: localDateOf(at) });
        const saved = id === undefined ? undefined : await findListedHospital(tx, id);
        if (!saved) throw new Refused({ code: 'hospital-already-listed', pointer: '/orgCode' });
        await saveAudit(tx, {
          ...{ at, actor: auditActorOf(caller), action: 'list-hospital', origin },
          object: `examining-hospital/${saved.id}`,
          states: { before: null, after: saved },
        });
        const reply = jsonReply(201, shown(saved));
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.remove, async ({ params, caller, origin }) => {
      const before = await findListedHospital(db, params.id);
      if (!before || !caller.ability.mayOn('change', 'ExaminingHospital', before))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      const removedOn = localDateOf(at);
      await db.$transaction(async (tx) => {
        if (!(await endListing(tx, params.id, removedOn))) return;
        await saveAudit(tx, {
          ...{ at, actor: auditActorOf(caller), action: 'remove-hospital', origin },
          object: `examining-hospital/${params.id}`,
          states: { before, after: { ...before, removedOn } },
        });
      });
      return NO_CONTENT;
    }),
  ];
}

function shown({ id, unitId, name, orgCode, examinesC5, listedOn, removedOn }: ListedHospital) {
  return { id, unitId, name, orgCode, examinesC5, listedOn, removedOn };
}
