// Keyset cursors: the position after the last row, opaque to the client.
import { z } from 'zod';
import { isLocalDate } from '../domain/calendar/local-date.ts';
import { Refused } from './refused.ts';

/** A position as an opaque text. */
export function cursorOf(position: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position a cursor names; null without one. @throws Refused cursor-invalid */
export function positionOf<S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | null {
  if (cursor === undefined) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (parsed.success) return parsed.data;
  } catch {
    // Refused below: what is not JSON is no cursor either.
  }
  throw new Refused({ code: 'cursor-invalid' });
}

/** A year that PostgreSQL can hold; the last one stands for “no promise”. */
const Position = z.iso.datetime().refine((text) => new Date(text).getUTCFullYear() >= 1900);

export const CreatedPosition = z.strictObject({ createdAt: Position, id: z.uuid() });
const Numbered = z.string().max(64);
export const OccurredPosition = z.strictObject({ occurredAt: Position, recordNo: Numbered });
export const DecidedPosition = z.strictObject({ decidedAt: Position, decisionNo: Numbered });
export const AuditedPosition = z.strictObject({ at: Position, id: z.string().regex(/^-?\d{1,18}$/) });
export const OrderPosition = z.strictObject({ createdAt: Position, orderNo: z.string().max(40) });
export const OrderDuePosition = z.strictObject({ dueAt: Position, orderNo: z.string().max(40) });
export const DuePosition = z.strictObject({ dueAt: Position, id: z.uuid() });
export const DayPosition = z.strictObject({ on: z.iso.date().refine(isLocalDate) });
export const IdPosition = z.strictObject({ id: z.uuid() });
