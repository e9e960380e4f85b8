// Personal data in full, one case or account at a time: with a reason, counted, and noted before it is shown.
import { type AuditEntry, saveAudit } from '../../db/audit.ts';
import type { Transaction } from '../../db/client.ts';
import { findFullAccount, findFullApplication } from '../../db/disclosures.ts';
import { findPaperFacts } from '../../db/paper-facts.ts';
import { disclosureText, lacksNote } from '../../domain/disclosure.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import { paperContracts } from '../contract/papers.ts';
import { privacyContracts as contracts } from '../contract/privacy.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { getPaper, paperReply } from '../paper-reply.ts';
import { jsonReply } from '../problem.ts';
import { applicationFormOf } from '../queries/case-papers.ts';
import { Refused } from '../refused.ts';

const NOT_KEPT = { 'Cache-Control': 'private, no-store' } as const;

type Asking = Pick<Asked<typeof contracts.discloseAccount>, 'body' | 'caller' | 'origin' | 'params'>;

/** Routes of disclosures. */
export function disclosureRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, limits } = deps;

  async function refusalOf({ body, caller }: Asking): Promise<Refusal | null> {
    const { reason, note } = body;
    if (lacksNote(reason, note)) return { code: 'disclosure-note-required', pointer: '/note' };
    if (hasNumbers(note)) return { code: 'disclosure-note-personal', pointer: '/note' };
    return limits.take('disclosure', caller.account.id);
  }

  /** Reads and notes in one transaction: what cannot be noted is not shown. */
  async function disclose<T>(
    asking: Asking,
    kind: 'application' | 'account',
    read: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const { body, caller, origin, params } = asking;
    const entry: AuditEntry = {
      ...{ at: await deciding.now(), actor: auditActorOf(caller), action: 'disclose', origin },
      object: `${kind}/${params.id}`,
      reason: disclosureText(body.reason, hasNumbers(body.note) ? '' : body.note),
    };
    const refusal = await refusalOf(asking);
    if (refusal) {
      await saveAudit(db, { ...entry, refusal: refusal.code });
      throw new Refused(refusal);
    }
    return db.$transaction(async (tx) => {
      const full = await read(tx);
      await saveAudit(tx, entry);
      return full;
    });
  }

  return [
    mounted(deps, contracts.discloseApplication, async (asked) => {
      const full = await disclose(asked, 'application', async (tx) =>
        getSeen(asked.caller, await findFullApplication(tx, asked.params.id)),
      );
      const { applicant, form, address } = full;
      return jsonReply(200, { applicant, form, address }, NOT_KEPT);
    }),

    mounted(deps, paperContracts.fullForm, async (asked) => {
      const now = await deciding.now();
      const paper = await disclose(asked, 'application', async (tx) => {
        const facts = getSeen(asked.caller, await findPaperFacts(tx, asked.params.id));
        return getPaper(applicationFormOf(facts, { masked: false, now }));
      });
      return paperReply(paper, 'form');
    }),

    mounted(deps, contracts.discloseAccount, async (asked) => {
      const full = await disclose(asked, 'account', async (tx) => {
        const account = await findFullAccount(tx, asked.params.id);
        const isSeen =
          account && account.kind !== 'staff' && asked.caller.ability.mayOn('disclose', 'Account', account);
        if (!isSeen) throw new Refused({ code: 'not-found' });
        if (account.erasedAt !== null) throw new Refused({ code: 'already-erased' });
        return account.identity;
      });
      return jsonReply(200, full, NOT_KEPT);
    }),
  ];
}

/** The application, for one who may see it in full. Who may not even see it masked, as a draft, may not either. @throws Refused */
function getSeen<T extends { readonly erasedAt: Date | null }>({ ability }: Caller, row: T | undefined): T {
  const isSeen =
    row && ability.mayOn('read', 'Application', row) && ability.mayOn('disclose', 'Application', row);
  if (!isSeen) throw new Refused({ code: 'not-found' });
  if (row.erasedAt !== null) throw new Refused({ code: 'already-erased' });
  return row;
}

/** The audit trail keeps notes for ever: nobody's number belongs there. */
function hasNumbers(note: string): boolean {
  return /\d{11}/.test(note.replaceAll(/[\s-]/g, ''));
}
