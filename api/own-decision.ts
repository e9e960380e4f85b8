// What applicants decide on their own cases.
import { decideCase } from '../db/decide.ts';
import type { DecideRequest, Outcome } from '../db/decision.ts';
import type { Reply } from '../db/idempotency.ts';
import { answerOf } from './answers.ts';
import type { applicationContracts } from './contract/applications.ts';
import type { Asked } from './handle.ts';
import type { ApiDeps } from './mounted.ts';

export type OwnAsked = Pick<
  Asked<typeof applicationContracts.withdraw>,
  'caller' | 'origin' | 'version' | 'keeping'
>;

type OwnRequest = Pick<DecideRequest, 'applicationId' | 'command' | 'form' | 'alongside'>;

/** A decision of the applicant on their own case, answered and kept in its transaction. */
export async function decideOwn(
  deps: Pick<ApiDeps, 'deciding'>,
  asked: OwnAsked,
  request: OwnRequest,
): Promise<Reply> {
  return answerOf(await outcomeOfOwn(deps, asked, request), asked.origin.requestId);
}

/** The same, with all that came of it. */
export async function outcomeOfOwn(
  { deciding }: Pick<ApiDeps, 'deciding'>,
  asked: OwnAsked,
  request: OwnRequest,
): Promise<Outcome> {
  const { origin, version } = asked;
  const { account } = asked.caller;
  const { requestId } = origin;
  return decideCase(deciding, {
    ...request,
    actor: { id: account.id, role: 'applicant' },
    within: { applicantId: account.id },
    origin,
    ...(version === undefined ? {} : { expectedVersion: version }),
    reply: (decided) => asked.keeping(answerOf(decided, requestId)),
    alongside: async (tx, decided) => {
      if (!decided.refusal) await request.alongside?.(tx, decided);
    },
  });
}
