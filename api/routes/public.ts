// Routes that need no login: the catalogue and tracking by number and secret.
import { timingSafeEqual } from 'node:crypto';
import { findApplicationByNumber } from '../../db/applications.ts';
import { listMovements } from '../../db/courier.ts';
import { isApplicationNumber } from '../../domain/identity/application-number.ts';
import { refusalText } from '../../domain/refusals.ts';
import type { Service } from '../../domain/services/define.ts';
import { findService, listServices } from '../../domain/services/index.ts';
import { publicContracts as contracts } from '../contract/public.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { publicView } from '../queries/application-view.ts';
import { Refused } from '../refused.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** A service as data for menus and pages; rules are named by their refusals. */
function serviceView(service: Service) {
  const { blocks, preconditions, handBack, effect: _engine, ...facts } = service;
  const refusals = [...new Set([...blocks, ...preconditions].map(({ refusal }) => refusal))];
  return {
    ...facts,
    handBack: handBack !== null,
    refusals: refusals.map((code) => ({
      code,
      zh: refusalText({ code }, 'zh'),
      en: refusalText({ code }, 'en'),
    })),
  };
}

/** Compares in constant time, so that a wrong secret tells nothing. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Routes of the catalogue and of tracking. */
export function publicRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, limits } = deps;
  return [
    mounted(deps, contracts.services, async () => jsonReply(200, { items: listServices().map(serviceView) })),

    mounted(deps, contracts.service, async ({ params }) => {
      const service = findService(params.service);
      if (!service) throw new Refused({ code: 'not-found' });
      return jsonReply(200, serviceView(service));
    }),

    mounted(deps, contracts.track, async ({ body, request }) => {
      const offered = deciding.hashSecret(body.secret);
      const row = isApplicationNumber(body.number)
        ? await findApplicationByNumber(db, body.number.toUpperCase())
        : undefined;
      if (!row || !isSame(row.trackingSecretHash, offered)) {
        const locked = await limits.take('tracking', sourceKeyOf(request.ip));
        throw new Refused(locked ?? { code: 'not-found' });
      }
      const movements = await listMovements(
        db,
        row.parcels.map((parcel) => parcel.trackingNumber),
      );
      return jsonReply(200, publicView(row, movements));
    }),
  ];
}
