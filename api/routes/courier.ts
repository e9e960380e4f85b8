// The courier's signed reports: verified, stored once, then decided like any command.
import { saveAudit } from '../../db/audit.ts';
import { COURIER, saveCourierEvents } from '../../db/courier.ts';
import { decideCase } from '../../db/decide.ts';
import { findCaseOfParcel } from '../../db/parcels.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { publicContracts as contracts } from '../contract/public.ts';
import { verifyCourierSignature } from '../courier-signature.ts';
import { rawBodyOf } from '../middleware/set-up-body-parsing.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes that the courier calls. */
export function courierRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, courierSecret } = deps;
  return [
    mounted(deps, contracts.courierEvents, async ({ body, request, origin }) => {
      const now = await deciding.now();
      const isGenuine = verifyCourierSignature({
        secret: courierSecret,
        timestamp: request.get('x-courier-timestamp'),
        rawBody: rawBodyOf(request),
        signature: request.get('x-courier-signature'),
        now,
      });
      if (!isGenuine) {
        await saveAudit(db, {
          at: now,
          actor: COURIER,
          action: 'report-parcel',
          object: 'courier',
          refusal: 'signature-invalid',
          origin,
        });
        throw new Refused({ code: 'signature-invalid' });
      }
      const applicationId = await findCaseOfParcel(db, body.trackingNumber);
      if (applicationId === undefined) throw new Refused({ code: 'not-found' });
      const movement = { ...body, occurredAt: toInstant(body.occurredAt) };
      // Stored first: a report that is not decided now is found by the next query of the parcel.
      const { trackingNumber } = body;
      const report = { trackingNumber, movements: [movement], receivedAt: now, origin };
      const fresh = await saveCourierEvents(db, report);
      await decideCase(deciding, {
        applicationId,
        actor: COURIER,
        origin,
        command: { action: 'report-parcel', trackingNumber, movements: [movement] },
      });
      return jsonReply(202, { news: fresh.length > 0 });
    }),
  ];
}
