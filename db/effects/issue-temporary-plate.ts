// 核发临时行驶车号牌: a number, and validity from today; three times a vehicle, and never for one that is registered.
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { openNumberAt } from '../../domain/plates/open-numbers.ts';
import {
  findTemporaryPlateValidTo,
  mayIssueTemporaryPlate,
  TEMPORARY_PLATE_SCOPES,
} from '../../domain/plates/temporary-plate.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import type { Transaction } from '../client.ts';
import type { Effect } from './effect.ts';

export const issueTemporaryPlate: Effect = async (tx, { locked, now }) => {
  const { id: applicationId, form, applicantId } = locked;
  const vin = textIn(form, 'vin');
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`temporary plate ${vin}`}, 0))`;
  if ((await tx.vehicle.count({ where: { vin } })) > 0) return { code: 'already-registered' };
  const earlier = await tx.temporaryPlate.count({ where: { vin } });
  if (!mayIssueTemporaryPlate(earlier)) return { code: 'temp-plate-limit' };

  const scope = form.scope === 'cross' ? 'cross' : 'local';
  const issuedOn = localDateOf(now);
  const validTo = findTemporaryPlateValidTo(issuedOn, scope, TEMPORARY_PLATE_SCOPES[scope].mostDays);
  const { unitId } = await tx.account.findUniqueOrThrow({ where: { id: applicantId } });
  if (validTo === undefined || unitId === null)
    throw new Error(`${applicationId} is no dealer's application`);
  await tx.temporaryPlate.create({
    data: {
      ...{ applicationId, vin, scope, number: await nextNumber(tx), seq: earlier + 1, dealerUnitId: unitId },
      ...{ reason: textIn(form, 'reason'), issuedOn: new Date(issuedOn), validTo: new Date(validTo) },
    },
  });
  return null;
};

/** `豫Q` + serial + 临, one after the other (the layout is assumed). */
async function nextNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.$queryRaw<{ serial: bigint }[]>`SELECT nextval('temporary_plate_serial') AS serial`;
  return `${openNumberAt(Number(row?.serial ?? 0n))}临`;
}
