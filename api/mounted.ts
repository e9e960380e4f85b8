// What routes are built from, and a contract with its handler ready to be mounted.
import type { PayloadCodec } from '@temporalio/common';
import type { RequestHandler } from 'express';
import type { Database } from '../db/client.ts';
import type { Deciding } from '../db/deciding.ts';
import type { PhoneCodes } from '../db/phone-codes.ts';
import type { Gateways } from '../gateway/port.ts';
import type { AtOnce } from './at-once.ts';
import type { RouteContract } from './contract/define.ts';
import { type FindCaller, type Handler, handle } from './handle.ts';
import type { Limits } from './limits/limits.ts';
import type { PickupPasses } from './pickup/passes.ts';
import type { KnownDevices } from './sign-in/known-devices.ts';
import type { IdentityProvider } from './sign-in/oidc.ts';

export interface ApiDeps {
  readonly db: Database;
  readonly deciding: Deciding;
  readonly findCaller: FindCaller;
  readonly courierSecret: string;
  readonly gateways: Gateways;
  /** Opens what Temporal keeps, for operators. */
  readonly payloadCodec: PayloadCodec;
  readonly devices: KnownDevices;
  readonly passes: PickupPasses;
  readonly limits: Limits;
  readonly phoneCodes: PhoneCodes;
  readonly atOnce: AtOnce;
  /** Real time in milliseconds: sessions and one-time codes go by it, cases by the platform’s clock. */
  readonly clockMs: () => number;
  /** Of the staff; null where none is set up. */
  readonly identityProvider: IdentityProvider | null;
}

export interface Mounted {
  readonly contract: RouteContract;
  readonly handler: RequestHandler;
}

/** Ties a handler to its contract. */
export function mounted<C extends RouteContract>(deps: ApiDeps, contract: C, handler: Handler<C>): Mounted {
  return { contract, handler: handle(contract, handler, deps) };
}
