// From contract to Express: who may call, what they sent, which version they saw, whether it was asked before.
import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Origin } from '../db/audit.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { Deciding } from '../db/deciding.ts';
import {
  claimKey,
  type KeptReply,
  type KeyOwner,
  type Reply,
  releaseKey,
  saveReply,
} from '../db/idempotency.ts';
import { isLive } from '../domain/permissions/service-access.ts';
import { type Refusal, refusalStatus } from '../domain/refusals.ts';
import { type Caller, callerOn } from './caller.ts';
import type { BodyOf, ParamsOf, QueryOf, RouteContract } from './contract/define.ts';
import { notingDenials } from './denials.ts';
import { problemReply } from './problem.ts';
import { Refused } from './refused.ts';
import { requestIdOf } from './request-id.ts';
import { parseRequest } from './request-text.ts';

type CallerOf<C extends RouteContract> = C['access'] extends string ? null : Caller;

export interface Asked<C extends RouteContract> {
  readonly params: ParamsOf<C>;
  readonly query: QueryOf<C>;
  readonly body: BodyOf<C>;
  /** null where anybody may ask. */
  readonly caller: CallerOf<C>;
  readonly requestId: string;
  readonly origin: Origin;
  /** Version named by If-Match; undefined where the contract asks for none. */
  readonly version: number | undefined;
  /** Keeps the answer under the request's key, in the transaction of the write. */
  readonly keep: (tx: Transaction, reply: Reply) => Promise<void>;
  /** The answer with its key, for the writer that keeps it with its decision. */
  readonly keeping: (reply: Reply) => KeptReply | null;
  /** The key of one item of a bulk request. */
  readonly idempotencyKey: string | undefined;
  readonly request: Request;
}

/** An answer in bytes; only texts can be kept under a key. */
export interface FileReply extends Omit<Reply, 'body'> {
  readonly body: Uint8Array;
}

export type Handler<C extends RouteContract> = (
  asked: Asked<C>,
) => Promise<C extends { idempotent: true } ? Reply : Reply | FileReply>;

/** Finds out who is asking; null when nobody is signed in. */
export type FindCaller = (request: Request) => Promise<Caller | null>;

/** Builds the Express handler of a contract. */
export function handle<C extends RouteContract>(
  contract: C,
  handler: Handler<C>,
  { deciding, findCaller }: { deciding: Deciding; findCaller: FindCaller },
): RequestHandler {
  const { db } = deciding;

  /** Asks and answers, for whoever asks. */
  async function answer(request: Request, caller: Caller | null, origin: Origin): Promise<Reply | FileReply> {
    const { requestId } = origin;
    const noting = <T>(work: () => Promise<T>) =>
      caller ? notingDenials(deciding, { contract, request, caller, origin }, work) : work();
    await noting(async () => permit(contract, caller));
    const input = parseRequest(contract, request);
    const version = contract.versioned ? versionOf(request) : undefined;
    const owner = contract.idempotent ? keyOf(request, caller) : null;
    const asked = {
      ...input,
      caller: caller as CallerOf<C>,
      requestId,
      origin,
      version,
      request,
      idempotencyKey: owner?.key,
      keep: async (tx: Transaction, reply: Reply) => (owner ? saveReply(tx, owner, reply) : undefined),
      keeping: (reply: Reply) => (owner ? { owner, reply } : null),
    };
    const handled = () => noting(() => handler(asked));
    return owner === null ? handled() : once(db, owner, requestId, handled);
  }

  return async (request, response) => {
    const requestId = requestIdOf(request);
    const { access } = contract;
    const caller = typeof access === 'string' ? null : callerOn(access, await getCaller(request, findCaller));
    const origin = { requestId, source: sourceOf(request, caller) };
    send(response, await answer(request, caller, origin));
  };
}

async function getCaller(request: Request, findCaller: FindCaller): Promise<Caller> {
  const caller = await findCaller(request);
  if (caller === null) throw new Refused({ code: 'not-signed-in' });
  return caller;
}

/** @throws Refused where the account may not call the route at all */
function permit(contract: RouteContract, caller: Caller | null): void {
  const { access } = contract;
  if (typeof access === 'string' || caller === null) return;
  const { account, ability } = caller;
  if (!isLive(account)) throw new Refused({ code: 'account-not-active' });
  const mustChange = account.mustChangePassword && caller.apiKeyId === null;
  if (mustChange && !contract.beforePasswordChange) throw new Refused({ code: 'password-change-required' });
  if (!ability.may(access.action, access.subject)) throw new Refused({ code: 'not-permitted' });
}

/** The address a request came from, with the key it showed. */
function sourceOf({ ip = '' }: Request, caller: Caller | null): string | null {
  if (caller?.apiKeyId) return `${ip} api-key/${caller.apiKeyId}`;
  return ip || null;
}

/** `W/"7"` and `"7"` both name version 7. */
function versionOf(request: Request): number {
  const named = request.get('If-Match');
  if (named === undefined) throw new Refused({ code: 'version-required' });
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(named.trim());
  if (!match) throw new Refused({ code: 'version-stale' });
  return Number(match[1]);
}

const KEY = /^[\x21-\x7e]{8,200}$/;

function keyOf(request: Request, caller: Caller | null): KeyOwner {
  const key = request.get('Idempotency-Key');
  if (key === undefined || !KEY.test(key)) throw new Refused({ code: 'idempotency-key-required' });
  const told = [request.method, request.originalUrl, request.get('If-Match') ?? ''];
  const { body }: { body: unknown } = request;
  const fingerprint = createHash('sha256')
    .update(told.join('\n'))
    .update(body instanceof Uint8Array ? body : JSON.stringify(body ?? null))
    .digest('hex');
  return { accountId: caller?.account.id ?? 'anonymous', key, fingerprint };
}

/** Answers once a key. What changed nothing is kept here; what changed something was kept with the change. */
async function once(
  db: Database,
  owner: KeyOwner,
  requestId: string,
  answer: () => Promise<Reply | FileReply>,
): Promise<Reply | FileReply> {
  const claim = await claimKey(db, owner);
  switch (claim.kind) {
    case 'replay':
      return { ...claim.reply, headers: { ...claim.reply.headers, 'Idempotent-Replay': 'true' } };
    case 'in-flight':
      throw new Refused({ code: 'idempotency-key-in-flight' });
    case 'reused':
      throw new Refused({ code: 'idempotency-key-reused' });
    case 'mine':
      break;
  }
  try {
    return await answer();
  } catch (error) {
    const refusal = error instanceof Refused ? error.refusal : null;
    if (refusal === null || isPassing(refusal)) {
      await releaseKey(db, owner);
      throw error;
    }
    const reply = problemReply(refusal, requestId);
    await saveReply(db, owner, reply);
    return reply;
  }
}

/** Whether trying the same again may end otherwise: such an answer is not kept. */
export function isPassing({ code }: Refusal): boolean {
  const status = refusalStatus(code);
  return status === 401 || status === 429 || status >= 500;
}

/** Sends an answer as it is; its bytes are those that are kept. Nothing follows an answer that was given for it. */
export function send(response: Response, { status, headers, body }: Reply | FileReply): void {
  if (response.headersSent) return;
  response
    .status(status)
    .set(headers)
    .send(typeof body === 'string' ? Buffer.from(body) : Buffer.from(body));
}
