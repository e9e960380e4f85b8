// What applicants do with their applications: create, read, change, withdraw.
import { randomBytes } from 'node:crypto';
import { findApplication, listApplications, stateOf } from '../../db/applications.ts';
import { listMovements } from '../../db/courier.ts';
import { type DecideRequest, decideCase } from '../../db/decide.ts';
import type { Reply } from '../../db/idempotency.ts';
import { createCase, judge, saveSubmission } from '../../db/submission.ts';
import { promisable } from '../../domain/application/events.ts';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { reasonText } from '../../domain/application/reason-text.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { explainClock } from '../../domain/promises/explain.ts';
import { answerOf, etagOf } from '../answers.ts';
import { type Caller, rolesOf } from '../caller.ts';
import { applicationContracts as contracts } from '../contract/applications.ts';
import { CreatedPosition, cursorOf, positionOf } from '../cursor.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { applicationView, clocksOf } from '../queries/application-view.ts';
import { Refused } from '../refused.ts';
import { deliveryOf, serviceFor, serviceOf, submissionOf, supplementedSubmission } from '../submission-of.ts';

/** What may not be seen and what is not there are the same. */
async function getVisible({ db }: ApiDeps, id: string, { ability }: Caller) {
  const row = await findApplication(db, id);
  if (!row || !ability.mayOn('read', 'Application', row)) throw new Refused({ code: 'not-found' });
  return row;
}

type OwnAsked = Pick<Asked<typeof contracts.withdraw>, 'caller' | 'origin' | 'version' | 'keeping'>;

/** Routes of applications. */
export function applicationRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  /** A decision of the applicant on their own case, answered and kept in its transaction. */
  async function decideOwn(
    asked: OwnAsked,
    request: Pick<DecideRequest, 'applicationId' | 'command' | 'alongside'>,
  ): Promise<Reply> {
    const { origin, version } = asked;
    const { account } = asked.caller;
    const { requestId } = origin;
    const outcome = await decideCase(deciding, {
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
    return answerOf(outcome, requestId);
  }

  return [
    mounted(deps, contracts.create, async ({ body, caller: { account }, origin, keeping }) => {
      const service = serviceFor(body.service, account);
      const today = localDateOf(await deciding.now());
      const submission = submissionOf(service, body, today, !body.submit);
      const trackingSecret = randomBytes(9).toString('base64url');
      const answer = (outcome: Parameters<typeof answerOf>[0]) =>
        answerOf(outcome, origin.requestId, 201, { trackingSecret });
      const outcome = await createCase(deciding, {
        submission,
        actor: { id: account.id, role: 'applicant' },
        office: account.office,
        trackingSecret,
        submit: body.submit,
        origin,
        reply: (created) => keeping(answer(created)),
      });
      return answer(outcome);
    }),

    mounted(deps, contracts.editDraft, async (asked) => {
      const { id } = asked.params;
      const row = await getVisible(deps, id, asked.caller);
      const now = await deciding.now();
      const submission = submissionOf(serviceOf(row.service), asked.body, localDateOf(now), true);
      return decideOwn(asked, {
        applicationId: id,
        command: { action: 'edit-draft' },
        alongside: (tx) => saveSubmission(tx, id, asked.caller.account.id, submission),
      });
    }),

    mounted(deps, contracts.submit, async (asked) => {
      const { id } = asked.params;
      const row = await getVisible(deps, id, asked.caller);
      const now = await deciding.now();
      const submission = submissionOf(serviceOf(row.service), asked.body, localDateOf(now), false);
      return decideOwn(asked, {
        applicationId: id,
        command: async (tx, locked, at) => {
          const { gate, fen } = await judge(deciding, tx, {
            ...submission,
            applicantId: locked.applicantId,
            draftId: id,
            now: at,
          });
          return { action: 'submit', gate, feeFen: fen, delivery: promisable(submission.delivery) };
        },
        alongside: (tx) => saveSubmission(tx, id, asked.caller.account.id, submission),
      });
    }),

    mounted(deps, contracts.resubmit, async (asked) => {
      const { id } = asked.params;
      const row = await getVisible(deps, id, asked.caller);
      const submission = supplementedSubmission(row, asked.body);
      return decideOwn(asked, {
        applicationId: id,
        command: async (tx, locked, now) => {
          const { gate } = await judge(deciding, tx, {
            ...submission,
            applicantId: locked.applicantId,
            draftId: id,
            now,
          });
          return { action: 'resubmit', gate };
        },
        alongside: (tx) => saveSubmission(tx, id, asked.caller.account.id, submission),
      });
    }),

    mounted(deps, contracts.withdraw, (asked) =>
      decideOwn(asked, { applicationId: asked.params.id, command: { action: 'withdraw' } }),
    ),

    mounted(deps, contracts.changeDelivery, async (asked) => {
      const { delivery, address } = deliveryOf(asked.body.delivery);
      const wanted = promisable(delivery);
      if (wanted === null)
        throw new Refused({ code: 'address-not-deliverable', pointer: '/delivery/division' });
      return decideOwn(asked, {
        applicationId: asked.params.id,
        command: { action: 'change-delivery', delivery: wanted },
        alongside: async (tx) => {
          const data = address ? { addressSealed: tx.vault.seal(JSON.stringify(address)) } : {};
          await tx.application.update({ where: { id: asked.params.id }, data });
        },
      });
    }),

    mounted(deps, contracts.read, async ({ params, caller }) => {
      const row = await getVisible(deps, params.id, caller);
      const movements = await listMovements(
        db,
        row.parcels.map((parcel) => parcel.trackingNumber),
      );
      return jsonReply(200, applicationView(row, movements, readerOf(caller)), { ETag: etagOf(row.version) });
    }),

    mounted(deps, contracts.explain, async ({ params, caller }) => {
      const application = stateOf(await getVisible(deps, params.id, caller));
      const clocks = clocksOf(application).map((clock) => ({
        kind: clock.kind,
        dueAt: clock.dueAt,
        ...explainClock(clock, reasonText),
      }));
      return jsonReply(200, { clocks });
    }),

    mounted(deps, contracts.list, async ({ query, caller }) => {
      const position = positionOf(CreatedPosition, query.after);
      const filter = {
        ...caller.ability.applications('read'),
        ...(query.service === undefined ? {} : { service: query.service }),
        ...(query.state === undefined ? {} : { state: query.state }),
      };
      const after = position && { createdAt: new Date(position.createdAt), id: position.id };
      const items = await listApplications(db, filter, { after, limit: query.limit });
      const last = items.length === query.limit ? items.at(-1) : undefined;
      const next = last ? cursorOf({ createdAt: last.createdAt.toISOString(), id: last.id }) : null;
      const named = items.map((item) => ({
        ...item,
        stateName: isState(item.state) ? LIFECYCLE[item.state].zh : item.state,
      }));
      return jsonReply(200, { items: named, next });
    }),
  ];
}

function readerOf(caller: Caller) {
  return { ...caller.account, roles: rolesOf(caller) };
}

function isState(state: string): state is keyof typeof LIFECYCLE {
  return Object.hasOwn(LIFECYCLE, state);
}
