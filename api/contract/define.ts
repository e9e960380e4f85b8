// A route as data: it validates the request, types the handler, and becomes the OpenAPI document.
import type { z } from 'zod';
import type { Permission, PermissionAction, Subject } from '../../domain/permissions/permission.ts';

/** Who may call: anybody, whoever holds the permission, or a machine that signs its requests. */
export type Access = 'public' | 'signed-machine' | Permission;

/** The permission a route asks for. */
export function may<const A extends PermissionAction, const S extends Subject>(action: A, subject: S) {
  return { action, subject };
}

export interface RouteContract {
  /** Name of the operation, unique. */
  readonly operation: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** OpenAPI form: `/api/v1/applications/{id}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Media types of a body that is a file. */
  readonly accepts?: readonly string[];
  /** Requires an Idempotency-Key; a repetition gets the first answer. */
  readonly idempotent?: true;
  /** Open to whoever must change their first password before anything else. */
  readonly beforePasswordChange?: true;
  /** Requires If-Match with the version the caller saw. */
  readonly versioned?: true;
  /** How long an answer may take where much is asked at once. */
  readonly patienceMs?: number;
  readonly responses: Readonly<Record<number, ResponseContract>>;
}

export interface ResponseContract {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Media types of an answer that is a file. */
  readonly types?: readonly string[];
}

/** What the addresses of a contract's path look like. */
export function pathForm(path: RouteContract['path']): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/** Keeps the literal types of a contract. */
export function route<const C extends RouteContract>(contract: C): C {
  return contract;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

export type ParamsOf<C extends RouteContract> = Parsed<C['params']>;
export type QueryOf<C extends RouteContract> = Parsed<C['query']>;
export type BodyOf<C extends RouteContract> = Parsed<C['body']>;
