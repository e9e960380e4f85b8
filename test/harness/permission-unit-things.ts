// What belongs to units, for the permissions it is tried on: keys, and places on the list of hospitals.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import type { TestApi } from './api.ts';
import { ELSEWHERE, missing, thing } from './permission-thing.ts';
import { makeUnit } from './units.ts';

interface Units {
  readonly unit: string;
  readonly otherUnit: string;
  /** Of the first of them. */
  readonly operator: string;
}

/** Keys of the own unit and of another. */
export async function keys(db: Database, by: Units) {
  const made = [
    thing('of the own unit', randomUUID(), { unitId: by.unit }),
    thing('of another unit', randomUUID(), { unitId: by.otherUnit }),
  ];
  for (const { id, unitId } of made)
    await db.apiKey.create({
      data: {
        ...{ id, unitId: unitId ?? '', accountId: by.operator, createdById: by.operator, name: '备用' },
        ...{ secretHash: 'none', scopes: [], createdAt: new Date(), expiresAt: new Date('2030-01-01') },
      },
    });
  return [...made, missing()];
}

/** Hospitals on the list, here and elsewhere; removed once, a listing stays removed. */
export async function listings(api: TestApi, by: Units) {
  const { db } = api;
  const farUnit = await makeUnit(api, 'hospital');
  await db.unit.update({ where: { id: farUnit }, data: { office: ELSEWHERE } });
  const made = [
    thing('of the own unit', randomUUID(), { unitId: by.unit }),
    thing('of another unit', randomUUID(), { unitId: by.otherUnit }),
    thing('of another office', randomUUID(), { unitId: farUnit, office: ELSEWHERE }),
  ];
  for (const { id, unitId } of made)
    await db.examiningHospital.create({
      data: { id, unitId: unitId ?? '', listedOn: new Date('2015-11-03') },
    });
  return [...made, missing()];
}
