// RFC 9457: every refusal as application/problem+json, in Chinese and English, with the field it concerns.
import type { Reply } from '../db/idempotency.ts';
import { type Refusal, refusalStatus, refusalText, shownCode } from '../domain/refusals.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly titleEn: string;
  readonly status: number;
  readonly code: string;
  readonly pointer?: string;
  readonly requestId?: string;
}

/** What the client reads of a refusal. */
export function problemOf(refusal: Refusal, requestId?: string): Problem {
  const { pointer } = refusal;
  const code = shownCode(refusal.code);
  return {
    type: `urn:yizhan:refusal:${code}`,
    title: refusalText(refusal, 'zh'),
    titleEn: refusalText(refusal, 'en'),
    status: refusalStatus(refusal.code),
    code,
    ...(pointer === undefined ? {} : { pointer }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** A refusal as a whole answer. */
export function problemReply(refusal: Refusal, requestId?: string): Reply {
  const problem = problemOf(refusal, requestId);
  const { retryAfterSeconds } = refusal;
  const headers = {
    'Content-Type': PROBLEM_TYPE,
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
  };
  return { status: problem.status, headers, body: JSON.stringify(problem) };
}

/** A value as a JSON answer. */
export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The answer of what is done and has nothing to tell. */
export const NO_CONTENT: Reply = { status: 204, headers: {}, body: '' };
