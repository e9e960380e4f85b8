// The id every answer and log line of a request carries.
import type { Request } from 'express';

/** The request's id, made by the logger. */
export function requestIdOf({ id }: Request): string {
  return typeof id === 'string' ? id : '';
}
