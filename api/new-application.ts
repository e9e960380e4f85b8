// A new application as it was sent: alone, or as one of a batch.
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { SignedInAccount } from '../db/accounts.ts';
import type { Origin } from '../db/audit.ts';
import type { Outcome } from '../db/decision.ts';
import type { KeptReply, Reply } from '../db/idempotency.ts';
import { createCase } from '../db/submission.ts';
import { localDateOf } from '../domain/calendar/local-date.ts';
import { answerOf } from './answers.ts';
import type { NewApplication } from './contract/schemas.ts';
import type { ApiDeps } from './mounted.ts';
import { proven } from './phone-proof.ts';
import { serviceFor, submissionOf } from './submission-of.ts';

export interface SentApplication {
  readonly body: z.output<typeof NewApplication>;
  readonly account: SignedInAccount;
  readonly origin: Origin;
  readonly keeping: (reply: Reply) => KeptReply | null;
}

export interface FiledApplication {
  readonly outcome: Outcome;
  /** The answer to the applicant; the tracking secret is in no other. */
  readonly answer: (outcome: Outcome) => Reply;
}

/** Files an application or its draft; the answer is kept with it. @throws Refused */
export async function fileApplication(
  deps: Pick<ApiDeps, 'db' | 'deciding' | 'phoneCodes'>,
  { body, account, origin, keeping }: SentApplication,
): Promise<FiledApplication> {
  const { deciding } = deps;
  const service = serviceFor(body.service, account);
  const today = localDateOf(await deciding.now());
  const wanted = submissionOf(service, body, today, !body.submit);
  const { submission, prepare } = body.submit
    ? await proven(deps, wanted, account.id)
    : { submission: wanted };
  const trackingSecret = randomBytes(9).toString('base64url');
  const answer = (outcome: Outcome) => answerOf(outcome, origin.requestId, 201, { trackingSecret });
  const outcome = await createCase(deciding, {
    submission,
    actor: { id: account.id, role: 'applicant' },
    office: account.office,
    trackingSecret,
    submit: body.submit,
    origin,
    reply: (created) => keeping(answer(created)),
    ...(prepare && { prepare }),
  });
  return { outcome, answer };
}
