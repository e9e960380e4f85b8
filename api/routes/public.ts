// Routes that need no login: the catalogue and tracking by number and secret.
import { timingSafeEqual } from 'node:crypto';
import { findApplicationByNumber } from '../../db/applications.ts';
import { listMovements } from '../../db/courier.ts';
import { deliveryModesOf } from '../../domain/application/circumstances.ts';
import type { Told } from '../../domain/application/gate.ts';
import { isApplicationNumber } from '../../domain/identity/application-number.ts';
import { refusalText, shownCode } from '../../domain/refusals.ts';
import type { Service } from '../../domain/services/define.ts';
import { findService, listServices } from '../../domain/services/index.ts';
import { publicContracts as contracts } from '../contract/public.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { openServices } from '../open-services.ts';
import { jsonReply } from '../problem.ts';
import { publicView } from '../queries/application-view.ts';
import { Refused } from '../refused.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** A service as data for menus and pages; rules are named by their refusals. */
function serviceView(service: Service, isOpen: boolean) {
  const { blocks, preconditions, handBack, simulated = false, ...facts } = service;
  const { effect: _effect, sentences: _sentences, opennessFirst: _order, ...shown } = facts;
  const advice: readonly Told[] = service.advice ?? [];
  const refusals = [...new Set([...blocks, ...preconditions].map(({ refusal }) => refusal))];
  return {
    ...shown,
    isOpen,
    simulated,
    delivery: deliveryModesOf(service),
    advice: advice.map(({ code, zh, en }) => ({ code, zh, en })),
    handBack: handBack !== null,
    refusals: refusals.map((code) => ({
      code: shownCode(code),
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
  const openNow = openServices(db);
  return [
    mounted(deps, contracts.services, async () => {
      const open = await openNow();
      const items = listServices().map((service) => serviceView(service, open.has(service.id)));
      return jsonReply(200, { items });
    }),

    mounted(deps, contracts.service, async ({ params }) => {
      const service = findService(params.service);
      if (!service) throw new Refused({ code: 'not-found' });
      return jsonReply(200, serviceView(service, (await openNow()).has(service.id)));
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
