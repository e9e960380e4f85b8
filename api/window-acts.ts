// One act of a window on a record or a decision: under the locks, with its row of the trail, and its answer kept with it.
import { type Origin, saveAudit } from '../db/audit.ts';
import type { Transaction } from '../db/client.ts';
import type { Reply } from '../db/idempotency.ts';
import { transact } from '../db/transact.ts';
import { findOfficeOfDecision, findOfficeOfRecord } from '../db/violations/rivals.ts';
import { type AtWindow, decideAtWindow, payAtWindow, takeUpRecord } from '../db/violations/window.ts';
import { releaseForgottenLock, releaseOwnLock } from '../db/violations/window-locks.ts';
import type { Permission } from '../domain/permissions/permission.ts';
import { auditActorOf, type Caller } from './caller.ts';
import { may } from './contract/define.ts';
import type { ApiDeps } from './mounted.ts';
import { jsonReply, NO_CONTENT } from './problem.ts';
import { Refused } from './refused.ts';

export type WindowAct =
  | { readonly act: 'take-up' | 'release'; readonly recordNo: string }
  | { readonly act: 'decide'; readonly recordNo: string; readonly licenceNo: string | null }
  | { readonly act: 'record-payment'; readonly decisionNo: string };

export interface AskedAtWindow {
  readonly caller: Caller;
  readonly origin: Origin;
  /** The session's public handle: who holds what it takes up. */
  readonly session: string;
  readonly keep: (tx: Transaction, reply: Reply) => Promise<void>;
}

const AUDITED_AS = {
  'take-up': 'take-up-violation',
  release: 'release-violation',
  decide: 'decide-at-window',
  'record-payment': 'record-window-payment',
} as const satisfies Record<WindowAct['act'], string>;

const NEEDED_FOR = {
  'take-up': may('create', 'WindowLock'),
  release: may('change', 'WindowLock'),
  decide: may('create', 'WindowPenalty'),
  'record-payment': may('change', 'WindowPenalty'),
} as const satisfies Record<WindowAct['act'], Permission>;

/** Does it and answers. @throws Refused, and then nothing was done */
export async function actAtWindow(deps: ApiDeps, act: WindowAct, asked: AskedAtWindow): Promise<Reply> {
  await permit(deps, act, asked.caller);
  const now = await deps.deciding.now();
  return transact(deps.db, async (tx) => {
    const reply = await perform(deps, tx, act, { session: asked.session, now }, asked.caller);
    await saveAudit(tx, {
      ...{ at: now, actor: auditActorOf(asked.caller), origin: asked.origin, action: AUDITED_AS[act.act] },
      object: act.act === 'record-payment' ? `decision/${act.decisionNo}` : `violation/${act.recordNo}`,
    });
    await asked.keep(tx, reply);
    return reply;
  });
}

/** What belongs to windows of another office looks like what is not there. */
async function permit({ db }: ApiDeps, act: WindowAct, { ability }: Caller): Promise<void> {
  const isOnDecision = act.act === 'record-payment';
  const office = isOnDecision
    ? await findOfficeOfDecision(db, act.decisionNo)
    : await findOfficeOfRecord(db, act.recordNo);
  const { action, subject } = NEEDED_FOR[act.act];
  if (office === undefined || !ability.mayOn(action, subject, { office }))
    throw new Refused({ code: isOnDecision ? 'decision-not-found' : 'record-not-found' });
}

async function perform(
  { deciding }: ApiDeps,
  tx: Transaction,
  act: WindowAct,
  at: AtWindow,
  { account }: Caller,
): Promise<Reply> {
  switch (act.act) {
    case 'take-up':
      return unlessRefused(await takeUpRecord(tx, act.recordNo, at), NO_CONTENT);
    case 'release': {
      const isForgotten = account.role === 'administrator';
      const refusal = isForgotten
        ? await releaseForgottenLock(tx, act.recordNo, at.now)
        : await releaseOwnLock(tx, act.recordNo, at.session);
      return unlessRefused(refusal, NO_CONTENT);
    }
    case 'decide': {
      const decided = await decideAtWindow(tx, act, at);
      if ('code' in decided) throw new Refused(decided);
      return jsonReply(201, { recordNo: act.recordNo, decisionNo: decided.decisionNo });
    }
    case 'record-payment': {
      const paid = jsonReply(201, { decisionNo: act.decisionNo, paidAt: at.now });
      return unlessRefused(await payAtWindow(deciding, tx, act.decisionNo, at.now), paid);
    }
  }
}

function unlessRefused(refusal: Refused['refusal'] | null, reply: Reply): Reply {
  if (refusal) throw new Refused(refusal);
  return reply;
}
