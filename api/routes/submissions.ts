// What applicants hand in: an application or its draft, a dry run of it, and a supplement.
import type { Outcome } from '../../db/decision.ts';
import { checkSubmission, judge, saveSubmission } from '../../db/submission.ts';
import { promisable } from '../../domain/application/events.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { answerOf } from '../answers.ts';
import { applicationContracts as contracts } from '../contract/applications.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { fileApplication } from '../new-application.ts';
import { decideOwn, outcomeOfOwn } from '../own-decision.ts';
import { proven } from '../phone-proof.ts';
import { jsonReply, problemOf } from '../problem.ts';
import { turnsBySession } from '../session-turns.ts';
import { serviceFor, serviceOf, submissionOf, supplementedSubmission } from '../submission-of.ts';
import { getVisible } from '../visible-application.ts';

/** Routes of what is handed in. */
export function submissionRoutes(deps: ApiDeps): readonly Mounted[] {
  const { deciding, atOnce } = deps;
  const inTurn = turnsBySession();

  return [
    mounted(deps, contracts.create, async ({ body, caller: { account }, origin, keeping, keep }) => {
      const file = () => fileApplication(deps, { body, account, origin, keeping });
      const { outcome, answer } = await inTurn(body.form, file);
      return atOnce(outcome, answer, keep);
    }),

    mounted(deps, contracts.check, async ({ body, caller: { account } }) => {
      const service = serviceFor(body.service, account);
      const today = localDateOf(await deciding.now());
      const submission = submissionOf(service, body, today, false);
      const { gate, advice = [], fen } = await checkSubmission(deciding, submission, account.id);
      return jsonReply(200, { refusal: gate && problemOf(gate), advice, feeFen: fen });
    }),

    mounted(deps, contracts.editDraft, async (asked) => {
      const { id } = asked.params;
      const row = await getVisible(deps, id, asked.caller);
      const now = await deciding.now();
      const submission = submissionOf(serviceOf(row.service), asked.body, localDateOf(now), true);
      return decideOwn(deps, asked, {
        applicationId: id,
        command: { action: 'edit-draft' },
        alongside: (tx, { decidedAt }) =>
          saveSubmission(tx, id, asked.caller.account.id, submission, decidedAt),
      });
    }),

    mounted(deps, contracts.submit, async (asked) => {
      const { id } = asked.params;
      const row = await getVisible(deps, id, asked.caller);
      const now = await deciding.now();
      const wanted = submissionOf(serviceOf(row.service), asked.body, localDateOf(now), false);
      const { submission, prepare } = await proven(deps, wanted, asked.caller.account.id);
      const answer = (outcome: Outcome) => answerOf(outcome, asked.origin.requestId);
      const outcome = await inTurn(submission.form, () =>
        outcomeOfOwn(deps, asked, {
          applicationId: id,
          form: submission.form,
          command: async (tx, locked, at) => {
            const {
              gate,
              fen,
              place = null,
            } = await judge(deciding, tx, {
              ...submission,
              applicantId: locked.applicantId,
              draftId: id,
              now: at,
            });
            return { action: 'submit', gate, feeFen: fen, delivery: promisable(submission.delivery), place };
          },
          alongside: async (tx, { decidedAt }) => {
            await prepare(tx);
            await saveSubmission(tx, id, asked.caller.account.id, submission, decidedAt);
          },
        }),
      );
      return atOnce(outcome, answer, asked.keep);
    }),

    mounted(deps, contracts.resubmit, async (asked) => {
      const { id } = asked.params;
      const row = await getVisible(deps, id, asked.caller);
      const submission = supplementedSubmission(row, asked.body);
      return decideOwn(deps, asked, {
        applicationId: id,
        command: async (tx, locked, now) => {
          const { gate } = await judge(deciding, tx, {
            ...submission,
            applicantId: locked.applicantId,
            draftId: id,
            isUnderWay: true,
            now,
          });
          return { action: 'resubmit', gate };
        },
        alongside: (tx, { decidedAt }) =>
          saveSubmission(tx, id, asked.caller.account.id, submission, decidedAt),
      });
    }),
  ];
}
