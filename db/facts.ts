// Facts of the register as the rules want them, and who owns the subject.
import type { LicenceFacts, VehicleFacts } from '../domain/register/facts.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';
import { stored } from './json.ts';

export interface OwnVehicle {
  readonly id: string;
  readonly facts: VehicleFacts;
}

export interface OwnLicence {
  readonly id: string;
  readonly licenceNo: string;
  readonly issuingOffice: string;
  readonly facts: LicenceFacts;
}

/** A person's own vehicle by plate or VIN. A foreign and a missing one are the same: undefined. */
export async function findOwnVehicle(
  tx: Transaction,
  ownerId: string,
  key: { plateCategory: string; plateNumber: string } | { vin: string } | { id: string },
): Promise<OwnVehicle | undefined> {
  const row = await tx.vehicle.findFirst({ where: { ownerId, ...key } });
  return row ? { id: row.id, facts: toVehicleFacts(row) } : undefined;
}

/** A vehicle of the register by its id. */
export async function getVehicleFacts(tx: Transaction, id: string): Promise<VehicleFacts> {
  return toVehicleFacts(await tx.vehicle.findUniqueOrThrow({ where: { id } }));
}

type VehicleRow = Prisma.VehicleGetPayload<object>;

function toVehicleFacts(row: VehicleRow): VehicleFacts {
  return {
    ...row,
    plateCategory: stored<VehicleFacts['plateCategory']>(row.plateCategory),
    size: stored<VehicleFacts['size']>(row.size),
    body: stored<VehicleFacts['body']>(row.body),
    usage: stored<VehicleFacts['usage']>(row.usage),
    statuses: stored<VehicleFacts['statuses']>(row.statuses),
    manufacturedOn: dateOf(row.manufacturedOn),
    firstRegisteredOn: dateOf(row.firstRegisteredOn),
    inspectionValidTo: dateOf(row.inspectionValidTo),
    insuranceValidTo: dateOf(row.insuranceValidTo),
    mandatoryScrapOn: row.mandatoryScrapOn && dateOf(row.mandatoryScrapOn),
  };
}

const LICENCE_PARTS = {
  holder: { select: { birthOn: true, bodyExams: true } },
  classes: true,
  points: true,
  cycleResets: true,
  reviews: true,
  bodyCertSubmissions: true,
  deferrals: true,
  accidents: true,
} as const satisfies Prisma.LicenceInclude;

type LicenceRow = Prisma.LicenceGetPayload<{ include: typeof LICENCE_PARTS }>;

/** A person's own licence, by number where one is given. */
export async function findOwnLicence(
  tx: Transaction,
  holderId: string,
  licenceNo?: string,
): Promise<OwnLicence | undefined> {
  const row = await tx.licence.findFirst({
    where: {
      holderId,
      ...(licenceNo === undefined ? {} : { licenceNoIndex: tx.vault.index('id-number', licenceNo) }),
    },
    include: LICENCE_PARTS,
  });
  return row
    ? { id: row.id, licenceNo: row.licenceNo, issuingOffice: row.issuingOffice, facts: toLicenceFacts(row) }
    : undefined;
}

/** A licence of the register by its id. */
export async function getLicenceFacts(tx: Transaction, id: string): Promise<LicenceFacts> {
  return toLicenceFacts(await tx.licence.findUniqueOrThrow({ where: { id }, include: LICENCE_PARTS }));
}

function toLicenceFacts(row: LicenceRow): LicenceFacts {
  const { holder, points, classes, cycleResets, reviews, bodyCertSubmissions, deferrals, accidents } = row;
  return {
    holderBirthOn: dateOf(holder.birthOn),
    firstIssuedOn: dateOf(row.firstIssuedOn),
    validFrom: dateOf(row.validFrom),
    validTo: row.validTo && dateOf(row.validTo),
    validityKind: stored<LicenceFacts['validityKind']>(row.validityKind),
    statuses: stored<LicenceFacts['statuses']>(row.statuses),
    schoolBusQualified: row.schoolBusQualified,
    classes: classes.map((held) => ({
      cls: stored<LicenceFacts['classes'][number]['cls']>(held.cls),
      how: stored<LicenceFacts['classes'][number]['how']>(held.how),
      obtainedOn: dateOf(held.obtainedOn),
      cancelledOn: held.cancelledOn && dateOf(held.cancelledOn),
    })),
    points: points.map((entry) => ({
      points: entry.points,
      occurredOn: dateOf(entry.occurredOn),
      recordedOn: dateOf(entry.recordedOn),
      voidedOn: entry.voidedOn && dateOf(entry.voidedOn),
      finePaidOn: entry.finePaidOn && dateOf(entry.finePaidOn),
    })),
    cycleResets: cycleResets.map(({ on, kind }) => ({
      on: dateOf(on),
      kind: stored<LicenceFacts['cycleResets'][number]['kind']>(kind),
    })),
    reviews: reviews.map((review) => ({ ...review, on: dateOf(review.on) })),
    bodyExams: holder.bodyExams.map((exam) => ({
      certNo: exam.certNo,
      examinedOn: dateOf(exam.examinedOn),
      validTo: dateOf(exam.validTo),
      conclusion: stored<LicenceFacts['bodyExams'][number]['conclusion']>(exam.conclusion),
      classes: stored<LicenceFacts['bodyExams'][number]['classes']>(exam.classes),
    })),
    bodyCertSubmissions: bodyCertSubmissions.map((sent) => ({
      ...sent,
      submittedOn: dateOf(sent.submittedOn),
    })),
    deferrals: deferrals.map((deferral) => ({
      kind: stored<LicenceFacts['deferrals'][number]['kind']>(deferral.kind),
      baseOn: dateOf(deferral.baseOn),
      from: dateOf(deferral.from),
      to: dateOf(deferral.to),
    })),
    accidents: accidents.map((accident) => ({
      on: dateOf(accident.on),
      deaths: accident.deaths,
      liability: stored<LicenceFacts['accidents'][number]['liability']>(accident.liability),
      revoked: accident.revoked,
    })),
  };
}
