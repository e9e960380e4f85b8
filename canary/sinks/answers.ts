// Answers to anybody but the owner of what is in them.
import { CONTRACTS } from '../../api/contract/index.ts';
import type { Canary, CanaryKind } from '../canary.ts';
import { askOnce } from '../plant.ts';
import { METRICS_PATH } from './metrics.ts';
import type { Sink } from './sink.ts';
import { readTold, type Told } from './told.ts';

type Answer = NonNullable<Told['answer']>;

/** Operations that tell in full what they are asked about: with a reason, to whoever may, audited. */
const DISCLOSING = new Set(
  CONTRACTS.flatMap(({ operation, access }) =>
    typeof access !== 'string' && access.action === 'disclose' ? [operation] : [],
  ),
);

/** Others that tell some of it on purpose. */
const DISCLOSURES: readonly {
  readonly operation: string;
  readonly kinds: readonly CanaryKind[];
  readonly why: string;
}[] = [];

/** Stand-ins for others, which are told what they need to do their work. */
const OUTSIDE: readonly { readonly path: RegExp; readonly who: string }[] = [
  { path: /^\/(?:parcels|control|page|orders)(?:[/?]|$)/, who: 'the courier, who delivers to the address' },
  { path: /^\/messages(?:\?|$)/, who: 'the operator of short messages, read by tests' },
];

/** Whether a canary may be in an answer: its owner asked, or the operation is there to disclose it. */
export function mayBeTold(
  { asker, operation }: Pick<Answer, 'asker' | 'operation'>,
  canary: Canary,
): boolean {
  if (asker !== undefined && canary.owners.has(asker)) return true;
  if (operation !== undefined && DISCLOSING.has(operation)) return true;
  return DISCLOSURES.some((row) => row.operation === operation && row.kinds.includes(canary.kind));
}

export const answers: Sink = {
  name: "others' answers",
  plant: (run, text) => askOnce(run, { path: '/api/v1/planted', answer: JSON.stringify({ name: text }) }),
  async *read(run) {
    for await (const { url, answer } of readTold(run)) {
      if (!answer || url === METRICS_PATH || OUTSIDE.some(({ path }) => path.test(url))) continue;
      yield {
        where: `${answer.operation ?? `${answer.method} elsewhere`} ${answer.status} to ${answer.asker ?? 'somebody not signed in'}`,
        bytes: Buffer.from(answer.body, 'base64'),
        mayHold: (canary) => mayBeTold(answer, canary),
      };
    }
  },
};
