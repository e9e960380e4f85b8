// Crossing between JSON columns and typed values. What is read here was written here, by the same types.
import type { Prisma } from '../prisma/generated/client.ts';

/** A column's JSON as the type it was stored from. */
export function stored<T>(value: unknown): T {
  return value as T;
}

/** A plain value for a JSON column. */
export function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}
