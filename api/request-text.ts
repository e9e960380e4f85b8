// Reading a request: its shape by the contract, its text fit to be stored.
import type { Request } from 'express';
import { z } from 'zod';
import type { Refusal } from '../domain/refusals.ts';
import type { BodyOf, ParamsOf, QueryOf, RouteContract } from './contract/define.ts';
import { Refused } from './refused.ts';

export interface ParsedRequest<C extends RouteContract> {
  readonly params: ParamsOf<C>;
  readonly query: QueryOf<C>;
  readonly body: BodyOf<C>;
}

/** Parses params, query and body by the contract. @throws Refused with the pointer of the first fault */
export function parseRequest<C extends RouteContract>(contract: C, request: Request): ParsedRequest<C> {
  const { body, accepts = ['application/json'] } = contract;
  if (body !== undefined && !request.is([...accepts]))
    throw new Refused({ code: 'media-type-not-supported' });
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
  const given = value ?? {};
  const unfit = findUnfit(given);
  if (unfit !== null) throw new Refused(unfit);
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Refused(code === 'not-found' ? { code } : faultOf(schema, given, parsed.error));
}

/** Of a choice between shapes the issue of the one that nothing else is wrong with, so that its unknown field is named. */
function innermost(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const nearest = issue.errors.find((issues) => issues.every(({ code }) => code === 'unrecognized_keys'));
  const [inner] = nearest ?? [];
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] };
}

const { localeError: chinese } = z.locales.zhCN();

function faultOf(schema: z.ZodType, given: unknown, error: z.ZodError): Refusal {
  const issue = innermost(error.issues[0]);
  if (issue === undefined) return { code: 'malformed-request' };
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  const pointer = path.map(pointerStep).join('');
  const field = path.length === 0 ? 'body' : path.join('.');
  if (unknownKey !== undefined) return { code: 'unknown-field', pointer, slots: { field } };
  if (valueAt(given, path) === undefined) return { code: 'field-required', pointer, slots: { field } };
  const inChinese = schema.safeParse(given, { error: chinese }).error?.issues[0]?.message;
  const problemEn = issue.message;
  return { code: 'invalid-field', pointer, slots: { field, problem: inChinese ?? problemEn, problemEn } };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const isHolder = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key);
    return isHolder ? Reflect.get(inner, key) : undefined;
  }, value);
}

function pointerStep(key: PropertyKey): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** No request has a reason to nest deeper; whatever walks a body later is safe from its depth. */
const DEEPEST = 12;

/**
 * The first thing in a request that cannot be kept as it is: a text that PostgreSQL refuses (NUL, a lone surrogate), a
 * number beyond all bounds, a name that means something to JavaScript, nesting without end. null when there is none.
 */
export function findUnfit(value: unknown, pointer = '', depth = 0): Refusal | null {
  if (typeof value === 'string') return isStorableText(value) ? null : { code: 'invalid-text', pointer };
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : { code: 'malformed-request', pointer };
  if (typeof value !== 'object' || value === null) return null;
  if (depth === DEEPEST) return { code: 'malformed-request', pointer };
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorableText(key)) return { code: 'invalid-text', pointer };
    const step = pointer + pointerStep(key);
    if (key === '__proto__') return { code: 'unknown-field', pointer: step, slots: { field: key } };
    const unfit = findUnfit(inner, step, depth + 1);
    if (unfit !== null) return unfit;
  }
  return null;
}

function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
