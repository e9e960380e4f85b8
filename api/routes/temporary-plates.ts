// Temporary plates that were issued: to read, and to print where the result is printed by the dealer.
import { findApplication } from '../../db/applications.ts';
import { findTemporaryPlate } from '../../db/temporary-plates.ts';
import type { PermissionAction } from '../../domain/permissions/permission.ts';
import { TEMPORARY_PLATE_SCOPES } from '../../domain/plates/temporary-plate.ts';
import { officeName } from '../../domain/register/local.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import { temporaryPlatePdf } from '../../papers/temporary-plate-paper.ts';
import type { Caller } from '../caller.ts';
import { temporaryPlateContracts as contracts } from '../contract/temporary-plates.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { pdfReply } from '../paper-reply.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes of temporary plates. */
export function temporaryPlateRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  /** What may not be seen and what is not there are the same. */
  async function getIssued(id: string, { ability }: Caller, action: PermissionAction) {
    const row = await findApplication(db, id);
    if (!row || !ability.mayOn(action, 'Application', row)) throw new Refused({ code: 'not-found' });
    const plate = await findTemporaryPlate(db, id);
    if (!plate) throw new Refused({ code: 'temporary-plate-not-issued' });
    return { row, plate };
  }

  return [
    mounted(deps, contracts.read, async ({ params, caller }) =>
      jsonReply(200, (await getIssued(params.id, caller, 'read')).plate),
    ),

    // The owner's name stands on it: it is for whoever applied, not for all who may look at the case.
    mounted(deps, contracts.print, async ({ params, caller }) => {
      const { row, plate } = await getIssued(params.id, caller, 'change');
      const pdf = await temporaryPlatePdf({
        ...plate,
        engineNo: textIn(row.form, 'engineNo'),
        brandModel: textIn(row.form, 'brandModel'),
        owner: textIn(row.form, 'buyerName'),
        scope: TEMPORARY_PLATE_SCOPES[plate.scope].zh,
        office: officeName(row.office),
        printedAt: await deciding.now(),
      });
      return pdfReply(pdf, 'temporary-plate');
    }),
  ];
}
