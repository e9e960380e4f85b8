// 临时行驶车号牌 that were issued: by number, and by the application each came of.
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { TemporaryPlateScope } from '../domain/plates/temporary-plate.ts';
import { dateOf } from './calendar.ts';
import type { Database } from './client.ts';
import { stored } from './json.ts';

export interface TemporaryPlate {
  readonly number: string;
  readonly vin: string;
  readonly seq: number;
  readonly scope: TemporaryPlateScope;
  readonly reason: 'unsold' | 'bought';
  readonly issuedOn: LocalDate;
  readonly validTo: LocalDate;
  readonly dealer: string;
}

/** The plate that an application came to; undefined before it is issued. */
export async function findTemporaryPlate(
  db: Database,
  applicationId: string,
): Promise<TemporaryPlate | undefined> {
  const row = await db.temporaryPlate.findUnique({
    where: { applicationId },
    include: { dealerUnit: { select: { name: true } } },
  });
  if (row === null) return undefined;
  const { number, vin, seq, issuedOn, validTo, dealerUnit } = row;
  return {
    ...{ number, vin, seq, issuedOn: dateOf(issuedOn), validTo: dateOf(validTo), dealer: dealerUnit.name },
    scope: stored<TemporaryPlateScope>(row.scope),
    reason: stored<TemporaryPlate['reason']>(row.reason),
  };
}
