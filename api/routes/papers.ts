// Papers: of a case for its applicant and its office, of a production batch for those who make it.
import { findPaperFacts, type PaperFacts } from '../../db/paper-facts.ts';
import { findProxy } from '../../db/pickup-proxies.ts';
import { findBatch, listBatches } from '../../db/production-batches.ts';
import type { PermissionAction } from '../../domain/permissions/permission.ts';
import type { Caller } from '../caller.ts';
import { paperContracts as contracts } from '../contract/papers.ts';
import { CreatedPosition, cursorOf, positionOf } from '../cursor.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { listReply, paperReply } from '../paper-reply.ts';
import { jsonReply } from '../problem.ts';
import { batchView, manifestOf } from '../queries/batch-papers.ts';
import { applicationFormOf, receiptOf, slipOf } from '../queries/case-papers.ts';
import { Refused } from '../refused.ts';
import { permitOn } from '../visible-application.ts';

/** Routes of papers; the form in full is a disclosure. */
export function paperRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  /** What may not be seen and what is not there are the same. */
  async function getFacts(id: string, { ability }: Caller, action: PermissionAction): Promise<PaperFacts> {
    await permitOn(deps, id, ability, action);
    const facts = await findPaperFacts(db, id);
    if (!facts) throw new Refused({ code: 'not-found' });
    return facts;
  }

  async function getBatch(id: string, { ability }: Caller) {
    const batch = await findBatch(db, id);
    if (!batch || !ability.mayOn('read', 'ProductionBatch', batch)) throw new Refused({ code: 'not-found' });
    return batch;
  }

  return [
    mounted(deps, contracts.receipt, async ({ params, caller }) => {
      const facts = await getFacts(params.id, caller, 'read');
      return paperReply(receiptOf(facts, await deciding.now()), 'receipt');
    }),

    mounted(deps, contracts.form, async ({ params, caller }) => {
      const facts = await getFacts(params.id, caller, 'read');
      const masked = facts.applicantId !== caller.account.id;
      return paperReply(applicationFormOf(facts, { masked, now: await deciding.now() }), 'form');
    }),

    // Code and pass belong to whoever the case belongs to: not to all who may look at it.
    mounted(deps, contracts.slip, async ({ params, caller }) => {
      const facts = await getFacts(params.id, caller, 'change');
      const proxy = await findProxy(db, params.id);
      return paperReply(slipOf(facts, proxy, await deciding.now()), 'pickup-slip');
    }),

    mounted(deps, contracts.batches, async ({ query, caller }) => {
      const position = positionOf(CreatedPosition, query.after);
      const after = position && { createdAt: new Date(position.createdAt), id: position.id };
      const items = await listBatches(db, caller.account.office, { after, limit: query.limit });
      const last = items.length === query.limit ? items.at(-1) : undefined;
      const next = last ? cursorOf({ createdAt: last.takenAt.toISOString(), id: last.id }) : null;
      return jsonReply(200, { items, next });
    }),

    mounted(deps, contracts.batch, async ({ params, caller }) =>
      jsonReply(200, batchView(await getBatch(params.id, caller))),
    ),

    mounted(deps, contracts.manifest, async ({ params, caller }) => {
      const batch = await getBatch(params.id, caller);
      return listReply(manifestOf(batch, await deciding.now()), 'manifest');
    }),
  ];
}
