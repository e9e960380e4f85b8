// Reading a request: its shape by the contract, its text fit to be stored.
import type { Request } from 'express';
import type { z } from 'zod';
import type { BodyOf, ParamsOf, QueryOf, RouteContract } from './contract/define.ts';
import { Refused } from './refused.ts';

export interface ParsedRequest<C extends RouteContract> {
  readonly params: ParamsOf<C>;
  readonly query: QueryOf<C>;
  readonly body: BodyOf<C>;
}

/** Parses params, query and body by the contract. @throws Refused with the pointer of the first fault */
export function parseRequest<C extends RouteContract>(contract: C, request: Request): ParsedRequest<C> {
  const bodyIsJson = contract.body !== undefined;
  if (bodyIsJson && !request.is('application/json')) throw new Refused({ code: 'media-type-not-supported' });
  return {
    params: parsePart(contract.params, request.params, 'not-found') as ParamsOf<C>,
    query: parsePart(contract.query, request.query, 'invalid-field') as QueryOf<C>,
    body: parsePart(contract.body, request.body, 'invalid-field') as BodyOf<C>,
  };
}

function parsePart(
  schema: z.ZodType | undefined,
  value: unknown,
  code: 'not-found' | 'invalid-field',
): unknown {
  if (schema === undefined) return undefined;
  const spoilt = findUnstorable(value, '');
  if (spoilt !== null) throw new Refused({ code: 'invalid-text', pointer: spoilt });
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  if (code === 'not-found') throw new Refused({ code });
  throw new Refused(faultOf(parsed.error.issues));
}

function faultOf(issues: readonly z.core.$ZodIssue[]) {
  const issue = issues[0];
  if (issue === undefined) return { code: 'malformed-request' } as const;
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const field = path.length === 0 ? 'body' : path.join('.');
  if (unknownKey !== undefined) return { code: 'unknown-field', pointer, slots: { field } } as const;
  const missing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  if (missing) return { code: 'field-required', pointer, slots: { field } } as const;
  return { code: 'invalid-field', pointer, slots: { field, problem: issue.message } } as const;
}

/** JSON pointer of the first text that PostgreSQL cannot keep (NUL, a lone surrogate); null when there is none. */
export function findUnstorable(value: unknown, pointer: string): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? pointer || '/' : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnstorable(key, pointer) ?? findUnstorable(inner, `${pointer}/${key}`);
    if (found !== null) return found;
  }
  return null;
}
