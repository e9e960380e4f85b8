// The window where violations are handled.
import type { Request } from 'express';
import { type Reply, saveReply } from '../../db/idempotency.ts';
import { listRivalDecisions } from '../../db/violations/rivals.ts';
import { windowViolationContracts as contracts, type WindowItem } from '../contract/window-violations.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { type ItemReply, onceAnItem } from '../once-an-item.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { actAtWindow } from '../window-acts.ts';

type BatchAsked = Asked<typeof contracts.batch>;

const SHOWN_RIVALS = 200;

/** Routes of the window. */
export function windowViolationRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db } = deps;

  /** Does what one item asks for, or finds what became of it before. */
  async function handleItem(item: WindowItem, asked: BatchAsked): Promise<ItemReply> {
    const { caller, origin, request } = asked;
    const { key, ...act } = item;
    // A space keeps it apart from the keys of single requests.
    const owner = {
      accountId: caller.account.id,
      key: `window ${key}`,
      fingerprint: JSON.stringify(item),
    };
    return onceAnItem(db, owner, origin, async () => {
      const keep: BatchAsked['keep'] = (tx, reply) => saveReply(tx, owner, reply);
      return { reply: await actAtWindow(deps, act, { caller, origin, session: sessionOf(request), keep }) };
    });
  }

  return [
    mounted(deps, contracts.takeUp, ({ params: { recordNo }, request, ...asked }) =>
      actAtWindow(deps, { act: 'take-up', recordNo }, { ...asked, session: sessionOf(request) }),
    ),

    mounted(deps, contracts.release, ({ params: { recordNo }, request, ...asked }) =>
      actAtWindow(deps, { act: 'release', recordNo }, { ...asked, session: sessionOf(request) }),
    ),

    mounted(deps, contracts.decide, ({ params: { recordNo }, body, request, ...asked }) =>
      actAtWindow(deps, { act: 'decide', recordNo, ...body }, { ...asked, session: sessionOf(request) }),
    ),

    mounted(deps, contracts.pay, ({ params: { decisionNo }, request, ...asked }) =>
      actAtWindow(deps, { act: 'record-payment', decisionNo }, { ...asked, session: sessionOf(request) }),
    ),

    mounted(deps, contracts.batch, async (asked) => {
      const { items } = asked.body;
      const handled: ItemReply[] = [];
      for (const item of items) handled.push(await handleItem(item, asked));
      const results = handled.map(({ reply }, at) => resultOf(items[at]?.key ?? '', reply));
      const reply = jsonReply(200, { results });
      // What another request is doing at this moment has no answer yet that could be kept.
      if (!handled.some(({ isInFlight }) => isInFlight)) await asked.keep(db, reply);
      return reply;
    }),

    mounted(deps, contracts.rivals, async ({ caller: { ability } }) => {
      const items = (await listRivalDecisions(db, SHOWN_RIVALS))
        .filter(({ office }) => ability.mayOn('read', 'WindowPenalty', { office }))
        .map(({ office: _office, ...shown }) => shown);
      return jsonReply(200, { items });
    }),
  ];
}

/** What a session takes up is held under its handle, which opens nothing. @throws Refused without a session */
function sessionOf({ session }: Request): string {
  if (session.handle === undefined) throw new Refused({ code: 'not-signed-in' });
  return session.handle;
}

function resultOf(key: string, { status, body }: Reply) {
  const told: unknown = JSON.parse(body);
  return status < 400 ? { key, ok: true, done: told } : { key, ok: false, problem: told };
}
