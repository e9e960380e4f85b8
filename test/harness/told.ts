// What the API tells, held against its contract: status, shape to the last field, and how a refusal looks.
// Histories are recorded outside a test run: what holds answers to their contract comes along.
import { expect } from 'expect';
import type { z } from 'zod';
import { pathForm, type RouteContract } from '../../api/contract/define.ts';
import { CONTRACTS } from '../../api/contract/index.ts';
import { Problem } from '../../api/contract/schemas.ts';
import { statusesOf } from '../../api/openapi.ts';
import { PROBLEM_TYPE } from '../../api/problem.ts';
import { isRefusalCode, REFUSALS, refusalStatus, shownCode } from '../../domain/refusals.ts';
import type { Answer } from '../../sandbox/person.ts';

type Success<C extends RouteContract> = {
  [S in keyof C['responses']]: S extends 200 | 201 | 202
    ? C['responses'][S] extends { readonly schema: infer Z extends z.ZodType }
      ? z.output<Z>
      : undefined
    : never;
}[keyof C['responses']];

export type Refused = z.output<typeof Problem>;

export interface Told<C extends RouteContract> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer of a success. @throws when it was refused */
  readonly body: Success<C>;
  /** The refusal. @throws when it was none */
  readonly problem: Refused;
}

const ROUTES = CONTRACTS.map((contract) => ({
  contract,
  path: pathForm(contract.path),
}));

/** The contract that an address belongs to; undefined where there is none. */
export function contractOf(method: string, path: string): RouteContract | undefined {
  const [pathname = ''] = path.split('?');
  const fits = ROUTES.filter(
    (route) => route.contract.method === method.toLowerCase() && route.path.test(pathname),
  );
  return fits[0]?.contract;
}

/** The answer, once it has been found to be what its contract promises. */
export function toldBy<C extends RouteContract>(contract: C, answer: Answer): Told<C> {
  const { status, headers, text } = answer;
  if (!statusesOf(contract).includes(status)) {
    throw new Error(`${contract.operation} must not answer ${status}: ${text.slice(0, 500)}`);
  }
  const refused = status >= 400 ? problemOf(answer) : undefined;
  const schema = refused ? undefined : contract.responses[status]?.schema;
  const body = schema && exactly(schema, answer.text, contract.operation);
  return {
    status,
    headers,
    text,
    get body(): Success<C> {
      if (refused) throw new Error(`${contract.operation} was refused: ${text}`);
      return body as Success<C>;
    },
    get problem(): Refused {
      if (!refused) throw new Error(`${contract.operation} was not refused: ${text.slice(0, 500)}`);
      return refused;
    },
  };
}

/** A refusal in its one form, whatever was asked. */
export function problemOf({ status, headers, text }: Pick<Answer, 'status' | 'headers' | 'text'>): Refused {
  expect(headers.get('content-type')).toBe(PROBLEM_TYPE);
  const problem = exactly(Problem, text, 'a refusal');
  const { code } = problem;
  expect(problem).toMatchObject({ status, type: `urn:yizhan:refusal:${code}` });
  const named = Object.keys(REFUSALS)
    .filter(isRefusalCode)
    .filter((key) => shownCode(key) === code);
  expect(named.map(refusalStatus)).toContain(status);
  expect(problem.title).toMatch(/\p{Script=Han}/u);
  expect(problem.titleEn).toMatch(/^[A-Z]/);
  expect(problem.title + problem.titleEn).not.toMatch(/\{\w+\}/);
  expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
  return problem;
}

/** What a schema reads, which must be everything there is: a field nobody declared is a leak. */
function exactly<S extends z.ZodType>(schema: S, text: string, what: string): z.output<S> {
  const given: unknown = JSON.parse(text);
  const read = schema.safeParse(given);
  if (!read.success) throw new Error(`${what} answered against its contract: ${read.error.message}\n${text}`);
  expect(read.data).toEqual(given);
  return read.data;
}
