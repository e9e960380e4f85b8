// A vehicle that is registered nowhere yet, named by its VIN in the form: what is known of it, and of whoever wants a plate for it.
import { compactIdDocNo } from '../../domain/identity/identity-document.ts';
import { normaliseMobile } from '../../domain/identity/mobile.ts';
import type { NewVehicleFacts } from '../../domain/plates/facts.ts';
import type { Form } from '../../domain/services/define.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import type { SignedInAccount } from '../accounts.ts';
import { dateOf } from '../calendar.ts';
import type { Transaction } from '../client.ts';
import { getPlateMode } from '../plate-numbers.ts';
import { countUse, hasLapsedReservation, holderIdOf, isLocked, isReserved } from '../plate-reservations.ts';
import type { SubjectSource } from './subject.ts';

export const readNewVehicle: SubjectSource = async (tx, { service, account, form }) => {
  const vin = textIn(form, 'vin');
  return {
    subject: { 'new-vehicle': await readFacts(tx, vin, account, form) },
    ...{ owned: true, local: true, vehicleId: null, licenceId: null },
    // Whose open reservation a VIN has is asked in the order of plates.md §5, and held by the table's own indexes.
    key: service.lifecycle === 'L-PRESELECT' ? null : vin,
  };
};

async function readFacts(
  tx: Transaction,
  vin: string,
  account: SignedInAccount,
  form: Form,
): Promise<NewVehicleFacts> {
  const holderId = holderIdOf({ personId: account.personId, unitId: account.unit?.id ?? null });
  const plates = await tx.temporaryPlate.findMany({ where: { vin }, orderBy: { seq: 'asc' } });
  return {
    vin,
    isRegistered: (await tx.vehicle.count({ where: { vin } })) > 0,
    temporaryPlates: plates.map(({ number, validTo }) => ({ number, validTo: dateOf(validTo) })),
    isReserved: await isReserved(tx, vin),
    holderIsLocked: holderId !== null && (await isLocked(tx, holderId)),
    holderIsBlocked: holderId !== null && (await hasLapsedReservation(tx, holderId)),
    mobileIsVerified: await isVerified(tx, account.id, textIn(form, 'mobile')),
    buyerIsApplicant: await isApplicant(tx, account, textIn(form, 'buyerIdNumber')),
    applicant: account.unit === null ? 'individual' : 'unit',
    ...(await countUse(tx, vin, await getPlateMode(tx))),
  };
}

/** The mobile of an account was proven when it was registered, or changed. */
async function isVerified(tx: Transaction, accountId: string, mobile: string): Promise<boolean> {
  const { mobileIndex } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  return mobileIndex !== null && mobileIndex === tx.vault.index('mobile', normaliseMobile(mobile));
}

/** 本人/本单位新购: the buyer's number is the applicant's own, or one of the codes of the applicant's unit. */
async function isApplicant(
  tx: Transaction,
  { personId, unit }: SignedInAccount,
  buyerIdNumber: string,
): Promise<boolean> {
  if (unit !== null) {
    const { orgCode, uscc } = await tx.unit.findUniqueOrThrow({ where: { id: unit.id } });
    const code = buyerIdNumber.replaceAll('-', '');
    return code === orgCode || code === uscc;
  }
  if (personId === null) return false;
  const { idDocNoIndex } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  return idDocNoIndex === tx.vault.index('id-number', compactIdDocNo(buyerIdNumber));
}
