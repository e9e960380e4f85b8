// How the applicant can be reached, with the vehicles and the licence that hang on it.
import { AB_CLASSES, LIC_DEAD } from '../../domain/register/codes.ts';
import { isLocalPlate, LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import type { Transaction } from '../client.ts';
import { findOwnLicence } from '../facts.ts';
import type { SubjectSource } from './subject.ts';

export const readContact: SubjectSource = async (tx, { account, form, codeIsGood }) => {
  const { id: accountId, personId } = account;
  if (personId === null) return undefined;
  const vehicles = await tx.vehicle.findMany({ where: { ownerId: personId }, select: { plateNumber: true } });
  const licence = await findOwnLicence(tx, personId);
  const isAlive = licence?.facts.statuses.every((status) => !LIC_DEAD.has(status)) ?? false;
  return {
    subject: {
      contact: {
        localVehicles: vehicles.filter(({ plateNumber }) => isLocalPlate(plateNumber)).length,
        hasLocalLicence: isAlive && licence?.issuingOffice === LOCAL_ISSUING_OFFICE,
        holdsAbClass:
          licence?.facts.classes.some(
            ({ cls, cancelledOn }) => cancelledOn === null && AB_CLASSES.has(cls),
          ) ?? false,
        codeIsGood,
        mobileIsTaken: await isTaken(tx, textIn(form, 'mobile'), accountId),
      },
    },
    owned: true,
    local: true,
    key: personId,
    vehicleId: null,
    licenceId: null,
  };
};

/** Whether another individual user has the mobile. */
async function isTaken(tx: Transaction, mobile: string, exceptId: string): Promise<boolean> {
  const others = await tx.account.count({
    where: {
      id: { not: exceptId },
      kind: { in: ['ind-online', 'ind-window'] },
      state: { in: ['pending', 'active', 'suspended'] },
      mobileIndex: tx.vault.index('mobile', mobile),
    },
  });
  return others > 0;
}
