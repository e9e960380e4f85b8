// Everything the platform holds about whoever asks, as a file of their own.
import { saveAudit } from '../../db/audit.ts';
import { getOwnData } from '../../db/own-data.ts';
import { listSessions } from '../../db/sessions.ts';
import { auditActorOf } from '../caller.ts';
import { privacyContracts as contracts } from '../contract/privacy.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { sessionLimitsOf } from '../sign-in/session-limits.ts';

const AS_A_FILE = {
  'Content-Disposition': 'attachment; filename="yizhan-data.json"',
  'Cache-Control': 'private, no-store',
} as const;

/** Route of one's own data. */
export function ownDataRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, limits, clockMs } = deps;
  return [
    mounted(deps, contracts.ownData, async ({ caller, origin }) => {
      const { account } = caller;
      const tooMany = await limits.take('own-data', account.id);
      if (tooMany) throw new Refused(tooMany);
      const madeAt = await deciding.now();
      const seenSince = clockMs() - sessionLimitsOf(account).idleMs;
      const sessions = await listSessions(db, {
        accountId: account.id,
        epoch: account.sessionEpoch,
        seenSince,
      });
      return db.$transaction(async (tx) => {
        const data = await getOwnData(tx, account.id);
        await saveAudit(tx, {
          ...{
            at: madeAt,
            actor: auditActorOf(caller),
            action: 'export-own-data',
            object: `account/${account.id}`,
            origin,
          },
        });
        const shown = sessions.map(({ source, openedAt, seenAt }) => ({ source, openedAt, seenAt }));
        return jsonReply(200, { madeAt, ...data, sessions: shown }, AS_A_FILE);
      });
    }),
  ];
}
