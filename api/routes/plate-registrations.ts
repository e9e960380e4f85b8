// What a clerk does with a number that was reserved: compares it with the registration, or lets go of its holder.
import { saveAudit } from '../../db/audit.ts';
import { recordRegistration } from '../../db/plate-choice.ts';
import { releaseLock } from '../../db/plate-reservations.ts';
import { transact } from '../../db/transact.ts';
import { REGISTRATION_DIFFERS } from '../../domain/plates/registration-match.ts';
import { actingAs, auditActorOf } from '../caller.ts';
import { plateChoiceContracts as contracts } from '../contract/plate-choice.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { decideChoice, getSelection } from '../plate-decisions.ts';
import { NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes of clerks about reserved numbers. */
export function plateRegistrationRoutes(deps: ApiDeps): readonly Mounted[] {
  return [
    mounted(deps, contracts.recordRegistration, async (asked) => {
      const { caller, body, version } = asked;
      return decideChoice(deps, asked, {
        ...actingAs(caller, ['clerk']),
        command: async (_tx, locked) => recordRegistration(locked, body),
        within: { office: caller.account.office },
        ...(version === undefined ? {} : { expectedVersion: version }),
        told: ({ application }) => ({
          differs: application.state === 'mismatch' ? REGISTRATION_DIFFERS : null,
        }),
      });
    }),

    mounted(deps, contracts.releaseLock, async ({ params, body, caller, origin, keep }) => {
      await getSelection(deps, params.id, caller);
      const { actor, forId } = actingAs(caller, ['clerk']);
      if (actor.role !== 'clerk') throw new Refused({ code: 'not-permitted' });
      const at = await deps.deciding.now();
      return transact(deps.db, async (tx) => {
        if (!(await releaseLock(tx, params.id, at))) throw new Refused({ code: 'lock-not-held' });
        await saveAudit(tx, {
          ...{ at, origin, reason: body.reason, action: 'release-plate-lock' },
          actor: { ...auditActorOf(caller), role: actor.role, forId },
          object: `application/${params.id}`,
        });
        await keep(tx, NO_CONTENT);
        return NO_CONTENT;
      });
    }),
  ];
}
