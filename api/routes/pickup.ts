// The pickup counter: passes for applicants, and whoever collects for them.
import { saveAudit } from '../../db/audit.ts';
import type { Transaction } from '../../db/client.ts';
import { deleteProxy, findProxy, lockOwnCase, type NamedProxy, saveProxy } from '../../db/pickup-proxies.ts';
import { transact } from '../../db/transact.ts';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { normaliseIdDocNo } from '../../domain/identity/identity-document.ts';
import { maskIdNo, maskName } from '../../domain/identity/masking.ts';
import { proxyClosed, proxyRefusal } from '../../domain/pickup/proxy.ts';
import { squarePng } from '../../papers/marks.ts';
import { auditActorOf } from '../caller.ts';
import { pickupContracts as contracts } from '../contract/pickup.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { getVisibleCase } from '../pickup/visible-case.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { opensCounter } from '../queries/case-papers.ts';
import { Refused } from '../refused.ts';

const NOT_KEPT = { 'Cache-Control': 'private, no-store' } as const;

type Changing = Pick<Asked<typeof contracts.revokeProxy>, 'params' | 'caller' | 'origin'>;

/** Routes of pickup. */
export function pickupRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, passes } = deps;

  /** Notes who was named, as a digest: the trail knows that it changed, not whom it names. */
  async function note(
    tx: Transaction,
    asked: Changing,
    action: string,
    states: { before: unknown; after: unknown },
  ) {
    const object = `application/${asked.params.id}`;
    const at = await deciding.now();
    await saveAudit(tx, {
      at,
      actor: auditActorOf(asked.caller),
      action,
      object,
      origin: asked.origin,
      states,
    });
  }

  return [
    mounted(deps, contracts.pass, async ({ params, caller }) => {
      const { id, application } = await getVisibleCase(db, params, caller, 'change');
      const opens = opensCounter(application);
      if (opens === null) throw new Refused({ code: 'pickup-not-ready' });
      const { token, issuedAtMs, expiresAtMs } = passes.issue({
        applicationId: id,
        pickupCode: opens.pickupCode,
      });
      const [issuedAt, expiresAt] = [toInstant(issuedAtMs), toInstant(expiresAtMs)];
      const image = `data:image/png;base64,${Buffer.from(await squarePng(token)).toString('base64')}`;
      return jsonReply(200, { token, issuedAt, expiresAt, image }, NOT_KEPT);
    }),

    mounted(deps, contracts.proxy, async ({ params, caller }) => {
      const { applicantId } = await getVisibleCase(db, params, caller, 'read');
      const proxy = await findProxy(db, params.id);
      const isOwn = applicantId === caller.account.id;
      return jsonReply(200, { proxy: proxy ? shown(proxy, isOwn) : null }, NOT_KEPT);
    }),

    mounted(deps, contracts.nameProxy, async ({ body, keep, ...asked }) => {
      const { params, caller } = asked;
      return transact(db, async (tx) => {
        const { application, idDocNo } = await lockOwnCase(tx, params.id, caller.account.id);
        const namedAt = await deciding.now();
        const refusal = proxyClosed(application) ?? proxyRefusal(body, { idDocNo }, localDateOf(namedAt));
        if (refusal) throw new Refused(refusal);
        const before = (await findProxy(tx, params.id)) ?? null;
        const proxy = { ...body, idDocNo: normaliseIdDocNo(body.idDocKind, body.idDocNo), namedAt };
        await saveProxy(tx, params.id, proxy);
        await note(tx, asked, 'name-proxy', { before, after: proxy });
        const reply = jsonReply(200, { proxy: shown(proxy, true) }, NOT_KEPT);
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.revokeProxy, async ({ keep, ...asked }) => {
      const { params, caller } = asked;
      return transact(db, async (tx) => {
        const { application } = await lockOwnCase(tx, params.id, caller.account.id);
        if (LIFECYCLE[application.state].stage === 'ended') throw new Refused({ code: 'application-closed' });
        const before = await findProxy(tx, params.id);
        if (!before) throw new Refused({ code: 'proxy-unnamed' });
        await deleteProxy(tx, params.id);
        await note(tx, asked, 'revoke-proxy', { before, after: null });
        await keep(tx, NO_CONTENT);
        return NO_CONTENT;
      });
    }),
  ];
}

function shown({ name, idDocKind, idDocNo, namedAt }: NamedProxy, isOwn: boolean) {
  if (isOwn) return { name, idDocKind, idDocNo, namedAt };
  return { name: maskName(name), idDocKind, idDocNo: maskIdNo(idDocNo), namedAt };
}
