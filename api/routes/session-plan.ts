// What the supervisor of an office does with sessions: plan, publish, call off.
import {
  findSession,
  findSite,
  isPlanned,
  type ListedSession,
  listPlaceHolders,
  lockSession,
  saveSession,
  saveSessionState,
} from '../../db/appointment-sessions.ts';
import { saveAudit } from '../../db/audit.ts';
import type { Transaction } from '../../db/client.ts';
import { decideWithin } from '../../db/decide.ts';
import { transact } from '../../db/transact.ts';
import { checkPlan, timesOf } from '../../domain/appointments/session-plan.ts';
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import { actingAs, auditActorOf } from '../caller.ts';
import { appointmentContracts as contracts } from '../contract/appointments.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { sessionView } from '../queries/appointment-session-view.ts';
import { Refused } from '../refused.ts';

type Changing = Asked<typeof contracts.publish> | Asked<typeof contracts.close>;

/** Routes of the plan of sessions. */
export function sessionPlanRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  /** Changes a session of the caller's office under its lock, with its audit row and the answer. @throws Refused */
  function changing(
    asked: Changing,
    action: string,
    state: 'open' | 'closed',
    change: (tx: Transaction, session: ListedSession) => Promise<void>,
  ) {
    const { params, caller, origin, keep } = asked;
    return transact(db, async (tx) => {
      await lockSession(tx, params.id);
      const session = await findSession(tx, params.id);
      if (!session || !caller.ability.mayOn('change', 'AppointmentSession', session))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      if (session.state === 'closed') throw new Refused({ code: 'session-closed' });
      if (session.startsAt <= at) throw new Refused({ code: 'session-has-begun' });
      await change(tx, session);
      await saveSessionState(tx, session.id, state, at);
      const after = { ...session, state };
      const object = `appointment-session/${session.id}`;
      const actor = auditActorOf(caller);
      await saveAudit(tx, { at, actor, action, object, origin, states: { before: session, after } });
      const reply = jsonReply(200, sessionView((await findSession(tx, session.id)) ?? after));
      await keep(tx, reply);
      return reply;
    });
  }

  /** Everybody who holds a place or waits for one is let go, and told. */
  async function callOff(tx: Transaction, asked: Asked<typeof contracts.close>): Promise<void> {
    const { params, body, caller, origin } = asked;
    const { actor, forId } = actingAs(caller, ['supervisor']);
    for (const applicationId of await listPlaceHolders(tx, params.id)) {
      const command = { action: 'call-off', reason: body.reason } as const;
      await decideWithin(deciding, tx, { applicationId, command, actor, forId, origin });
    }
  }

  return [
    mounted(deps, contracts.create, async ({ body, caller, origin, keep }) => {
      const site = await findSite(db, body.siteId);
      if (!site || !caller.ability.mayOn('create', 'AppointmentSession', site))
        throw new Refused({ code: 'site-unknown', pointer: '/siteId' });
      const at = await deciding.now();
      const plan = { ...body, on: parseLocalDate(body.on) };
      const refusal = checkPlan(plan, site.kind, at);
      if (refusal) throw new Refused(refusal);
      const planned = { ...plan, ...timesOf(plan), site };
      return transact(db, async (tx) => {
        if (await isPlanned(tx, planned)) throw new Refused({ code: 'session-exists', pointer: '/on' });
        const id = await saveSession(tx, planned, at);
        if (body.publish) await saveSessionState(tx, id, 'open', at);
        const session = await findSession(tx, id);
        if (!session) throw new Error(`session ${id} was not saved`);
        const actor = auditActorOf(caller);
        const entry = { at, actor, origin, action: 'plan-session', object: `appointment-session/${id}` };
        await saveAudit(tx, { ...entry, states: { before: null, after: session } });
        const reply = jsonReply(201, sessionView(session));
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.publish, (asked) =>
      changing(asked, 'publish-session', 'open', async (_tx, { state }) => {
        if (state === 'open') throw new Refused({ code: 'session-already-open' });
      }),
    ),

    mounted(deps, contracts.close, (asked) =>
      changing(asked, 'close-session', 'closed', (tx) => callOff(tx, asked)),
    ),
  ];
}
