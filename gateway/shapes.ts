// What a bank's fields look like, whoever the bank is.
import { z } from 'zod';
import { formatLocal, type Instant, isLocalDate, toInstant } from '../domain/calendar/local-date.ts';
import { findFen } from './amount.ts';
import { GatewayUnavailable } from './port.ts';

/** Both banks know one currency for payments within the country. */
export const CNY = 'CNY';

/** A number of the bank's: letters, digits and what stands between them, nothing that means anything elsewhere. */
export const serialNo = z.string().regex(/^[\w-]{1,64}$/);

/** Money that was taken or given back. */
export const positiveFen = z.int().positive();

/** The same, written in yuan. */
export const positiveYuan = z.string().transform((text, context) => {
  const fen = findFen(text);
  if (fen !== undefined && fen > 0 && Number.isSafeInteger(fen)) return fen;
  context.addIssue('no amount');
  return z.NEVER;
});

/** An instant with its offset. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => toInstant(text));

/** `2015-11-02 17:30:00`, in Beijing. */
export const beijingTime = z.string().transform((text, context) => {
  const at = findBeijingTime(text);
  if (at !== undefined) return at;
  context.addIssue('no time');
  return z.NEVER;
});

/** The instant of a wall time in Beijing; undefined where the text is none. */
export function findBeijingTime(text: string): Instant | undefined {
  const [date = '', time = ''] = text.split(' ');
  const isTime = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time);
  return isTime && isLocalDate(date) ? toInstant(`${date}T${time}+08:00`) : undefined;
}

/** The wall time in Beijing, as Alipay writes it. */
export function beijingTimeOf(at: Instant): string {
  return formatLocal(at).slice(0, 19).replace('T', ' ');
}

/** An answer as what it should be. @throws GatewayUnavailable where it is not: it then says nothing */
export function understand<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  throw new GatewayUnavailable('an answer that does not say what it should');
}
