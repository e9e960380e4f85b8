// Many applications at once, each under a key of its own: a repetition after a crash files nothing twice.
import { type KeyOwner, type Reply, saveReply } from '../../db/idempotency.ts';
import { type BatchItem, batchContracts as contracts } from '../contract/batch.ts';
import { notingDenials } from '../denials.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { type FiledApplication, fileApplication } from '../new-application.ts';
import { type ItemReply, onceAnItem } from '../once-an-item.ts';
import { jsonReply } from '../problem.ts';

type BatchAsked = Asked<typeof contracts.create>;

/** What became of one item: an answer, or a case that is being handled and may end in a moment. */
type ItemOutcome = ItemReply | (FiledApplication & { readonly owner: KeyOwner });

/** Routes of batches. */
export function batchRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, atOnce } = deps;

  /** Files one item, or finds what became of it before. */
  async function fileItem(item: BatchItem, asked: BatchAsked): Promise<ItemOutcome> {
    const { caller, origin } = asked;
    const { key, ...body } = item;
    const { account } = caller;
    // A space keeps it apart from the keys of single requests.
    const owner = { accountId: account.id, key: `batch ${key}`, fingerprint: JSON.stringify(item) };
    return onceAnItem(db, owner, origin, async () => {
      const attempt = { contract: contracts.create, request: asked.request, caller, origin };
      const filed = await notingDenials(deciding, attempt, () =>
        fileApplication(deps, { body, account, origin, keeping: (reply) => ({ owner, reply }) }),
      );
      return { ...filed, owner };
    });
  }

  /** The answer to an item, with its end where that comes at once. */
  async function answerTo(item: ItemOutcome): Promise<Reply> {
    if ('reply' in item) return item.reply;
    const { outcome, answer, owner } = item;
    return atOnce(outcome, answer, (tx, reply) => saveReply(tx, owner, reply));
  }

  return [
    mounted(deps, contracts.create, async (asked) => {
      const { items } = asked.body;
      const outcomes: ItemOutcome[] = [];
      for (const item of items) outcomes.push(await fileItem(item, asked));
      // All are under way: whoever waits for one waits for the others meanwhile.
      const replies = await Promise.all(outcomes.map(answerTo));
      const results = replies.map((each, at) => resultOf(items[at]?.key ?? '', each));
      const reply = jsonReply(200, { results });
      // What another request is filing at this moment has no answer yet that could be kept.
      if (!outcomes.some(isInFlight)) await asked.keep(db, reply);
      return reply;
    }),
  ];
}

const isInFlight = (item: ItemOutcome) => 'reply' in item && item.isInFlight === true;

function resultOf(key: string, { status, body }: Reply) {
  const told: unknown = JSON.parse(body);
  return status < 400 ? { key, ok: true, receipt: told } : { key, ok: false, problem: told };
}
