// An own vehicle, by plate, VIN or id.
import { isLocalPlate } from '../../domain/register/local.ts';
import { findOwnVehicle } from '../facts.ts';
import type { SubjectSource } from './subject.ts';

export const readVehicle: SubjectSource = async (tx, { account: { personId }, key }) => {
  if (personId === null || !('plateNumber' in key || 'vin' in key || 'id' in key)) return undefined;
  const vehicle = await findOwnVehicle(tx, personId, key);
  if (!vehicle) return undefined;
  return {
    vehicle: vehicle.facts,
    owned: true,
    local: isLocalPlate(vehicle.facts.plateNumber),
    key: vehicle.id,
    vehicleId: vehicle.id,
    licenceId: null,
  };
};
