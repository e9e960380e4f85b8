// Surveillance records, their pictures, and decisions: to the owner of the vehicle, the holder of the licence, and at a window.
import { saveAudit } from '../../db/audit.ts';
import { decisionSeenBy, findDecision, listOwnDecisions } from '../../db/violations/own-decisions.ts';
import {
  findEvidence,
  findRecord,
  listOwnRecords,
  lookUpRecords,
  violationSeenBy,
} from '../../db/violations/records.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { normalisePlateNumber } from '../../domain/identity/plate-number.ts';
import { formPdf } from '../../papers/form-paper.ts';
import { auditActorOf } from '../caller.ts';
import { violationContracts as contracts } from '../contract/violations.ts';
import { cursorOf, DecidedPosition, OccurredPosition, positionOf } from '../cursor.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { pdfReply } from '../paper-reply.ts';
import { jsonReply } from '../problem.ts';
import { decisionPaperOf } from '../queries/decision-paper.ts';
import { decisionView, ownRecordView, recordView, summaryView } from '../queries/violation-views.ts';
import { Refused } from '../refused.ts';

/** Routes of records and decisions. */
export function violationRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  return [
    mounted(deps, contracts.list, async ({ query, caller: { account } }) => {
      const { limit, state, vehicle } = query;
      const after = positionOf(OccurredPosition, query.after);
      const filter = { state, vehicleId: vehicle };
      const { personId } = account;
      const rows =
        personId === null ? [] : await listOwnRecords(db, personId, filter, { after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const next = last ? { occurredAt: last.occurredAt.toISOString(), recordNo: last.recordNo } : null;
      return jsonReply(200, { items: shown.map(summaryView), next: next && cursorOf(next) });
    }),

    mounted(deps, contracts.read, async ({ params, caller: { account, ability } }) => {
      const record = await findRecord(db, params.recordNo);
      const seen = record && violationSeenBy(record, account);
      if (!record || !seen || !ability.mayOn('read', 'Violation', seen))
        throw new Refused({ code: 'not-found' });
      if (seen.ownerId === null) return jsonReply(200, await recordView(db, record));
      const handler = { accountId: account.id, personId: account.personId };
      return jsonReply(200, await ownRecordView(db, record, handler, await deciding.now()));
    }),

    mounted(deps, contracts.lookUp, async ({ body, caller: { account, ability } }) => {
      const key =
        'recordNo' in body ? body : { ...body, plateNumber: normalisePlateNumber(body.plateNumber) };
      const records = (await lookUpRecords(db, key)).filter((record) =>
        ability.mayOn('read', 'Violation', violationSeenBy(record, account)),
      );
      return jsonReply(200, { items: await Promise.all(records.map((record) => recordView(db, record))) });
    }),

    mounted(deps, contracts.evidence, async ({ params, caller, origin }) => {
      const { account, ability } = caller;
      const picture = await findEvidence(db, params.id);
      if (!picture || !ability.mayOn('read', 'Violation', violationSeenBy(picture.record, account)))
        throw new Refused({ code: 'not-found' });
      // Plate and driver are on it: whoever looks is noted, the owner too.
      await saveAudit(db, {
        ...{ at: await deciding.now(), actor: auditActorOf(caller), origin },
        ...{ action: 'read', object: `evidence/${picture.id}` },
      });
      const headers = {
        'Content-Type': picture.mediaType,
        'Content-Disposition': 'inline',
        'Cache-Control': 'private, no-store',
      };
      return { status: 200, headers, body: db.vault.openBytes(picture.contentSealed) };
    }),

    mounted(deps, contracts.decisions, async ({ query, caller: { account } }) => {
      const { limit, state } = query;
      const after = positionOf(DecidedPosition, query.after);
      const { personId } = account;
      const rows =
        personId === null ? [] : await listOwnDecisions(db, personId, state, { after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const next = last ? { decidedAt: last.decidedAt.toISOString(), decisionNo: last.decisionNo } : null;
      const today = localDateOf(await deciding.now());
      const items = await Promise.all(shown.map((decision) => decisionView(db, decision, today)));
      return jsonReply(200, { items, next: next && cursorOf(next) });
    }),

    mounted(deps, contracts.document, async ({ params, caller: { account, ability } }) => {
      const decision = await findDecision(db, params.decisionNo);
      const seen = decision && decisionSeenBy(decision, account);
      if (!decision || !seen || !ability.mayOn('read', 'Violation', seen))
        throw new Refused({ code: 'not-found' });
      const printing = { masked: seen.ownerId === null, now: await deciding.now() };
      return pdfReply(await formPdf(decisionPaperOf(decision, printing)), 'penalty-decision');
    }),
  ];
}
