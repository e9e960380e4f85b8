// What routes are built from, and a contract with its handler ready to be mounted.
import type { RequestHandler } from 'express';
import type { Database } from '../db/client.ts';
import type { Deciding } from '../db/deciding.ts';
import type { RouteContract } from './contract/define.ts';
import { type FindCaller, type Handler, handle } from './handle.ts';

export interface ApiDeps {
  readonly db: Database;
  readonly deciding: Deciding;
  readonly findCaller: FindCaller;
  readonly courierSecret: string;
}

export interface Mounted {
  readonly contract: RouteContract;
  readonly handler: RequestHandler;
}

/** Ties a handler to its contract. */
export function mounted<C extends RouteContract>(deps: ApiDeps, contract: C, handler: Handler<C>): Mounted {
  return { contract, handler: handle(contract, handler, deps) };
}
