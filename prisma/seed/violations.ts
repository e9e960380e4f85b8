// Surveillance records as the violation system would have told of them, with pictures drawn here.
import sharp from 'sharp';
import type { Database, Transaction } from '../../db/client.ts';
import { recomputeUnhandled } from '../../db/violations/statuses.ts';
import { addDays, addMinutes, instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import { VIOLATION_KINDS, type ViolationKindName } from './violation-kinds.ts';

export interface RecordOf {
  readonly recordNo: string;
  readonly kind: ViolationKindName;
  /** Of a vehicle that is registered here; by its plate alone where it is not. */
  readonly vehicle: {
    readonly id: string | null;
    readonly plateCategory: string;
    readonly plateNumber: string;
  };
  readonly occurredOn: LocalDate;
  readonly source?: 'camera' | 'on-the-spot';
  readonly division?: string;
  readonly place?: string;
  readonly isUnderReview?: boolean;
  readonly lockedBy?: 'window' | 'other-internet';
  readonly state?: 'recorded' | 'queryable';
}

const PLACE = '驿城区乐山大道与文明路交叉口';
const DAYS_TO_ENTER = 5;

/** Writes a record that can be queried, with two pictures of it. */
export async function saveRecord(tx: Transaction, of: RecordOf): Promise<void> {
  const { recordNo, vehicle, kind, occurredOn, lockedBy = null } = of;
  const occurredAt = instantAt(occurredOn, '08:30');
  const enteredAt = instantAt(addDays(occurredOn, DAYS_TO_ENTER), '10:00');
  const { penaltyKinds, ...what } = VIOLATION_KINDS[kind];
  await tx.surveillanceRecord.create({
    data: {
      ...{ recordNo, ...what, penaltyKinds: [...penaltyKinds], occurredAt, enteredAt },
      ...{ vehicleId: vehicle.id, plateCategory: vehicle.plateCategory, plateNumber: vehicle.plateNumber },
      source: of.source ?? 'camera',
      division: of.division ?? '411702',
      place: of.place ?? PLACE,
      deviceId: '411702000123',
      queryableAt: enteredAt,
      state: of.state ?? 'queryable',
      isUnderReview: of.isUnderReview ?? false,
      lockBy: lockedBy,
      lockHolder: lockedBy === null ? null : 'window-1',
      lockSince: lockedBy === null ? null : enteredAt,
    },
  });
  for (const [index, picture] of (await drawnPictures()).entries())
    await tx.evidence.create({
      data: {
        ...{ recordNo, position: index + 1, mediaType: 'image/png' },
        contentSealed: tx.vault.sealBytes(picture),
        takenAt: addMinutes(occurredAt, index),
      },
    });
  await recomputeUnhandled(tx, vehicle.id);
}

/** Writes records in one transaction. */
export async function saveRecords(db: Database, records: readonly RecordOf[]): Promise<void> {
  await db.$transaction(async (tx) => {
    for (const record of records) await saveRecord(tx, record);
  });
}

let drawn: Promise<readonly Uint8Array[]> | undefined;

/** From afar and from close by: a road, a car, a lamp. The same each time. */
function drawnPictures(): Promise<readonly Uint8Array[]> {
  drawn ??= Promise.all([1, 2].map(drawPicture));
  return drawn;
}

const SIZE = { width: 320, height: 240 } as const;

type Colour = readonly [red: number, green: number, blue: number];
type Rectangle = readonly [x: number, y: number, width: number, height: number, colour: Colour];

const SKY: Colour = [207, 216, 220];
const ROAD: Colour = [97, 97, 97];
const WHITE: Colour = [255, 255, 255];
const BODY: Colour = [39, 76, 119];
const GLASS: Colour = [144, 176, 200];
const PLATE: Colour = [29, 95, 209];
const DARK: Colour = [33, 33, 33];
const RED: Colour = [229, 57, 53];

async function drawPicture(scale: number): Promise<Uint8Array> {
  const pixels = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (const rectangle of scene(scale)) fill(pixels, rectangle);
  const raw = { ...SIZE, channels: 3 } as const;
  return new Uint8Array(await sharp(pixels, { raw }).png().toBuffer());
}

function scene(scale: number): readonly Rectangle[] {
  const [left, top] = [140 - 40 * scale, 130 - 10 * scale];
  const part = (x: number, y: number, width: number, height: number, colour: Colour): Rectangle => [
    ...([left + x * scale, top + y * scale, width * scale, height * scale] as const),
    colour,
  ];
  const dashes = [0, 80, 160, 240].map((x): Rectangle => [x, 200, 48, 5, WHITE]);
  return [
    [0, 0, SIZE.width, 110, SKY],
    [0, 110, SIZE.width, 130, ROAD],
    ...dashes,
    [268, 16, 26, 66, DARK],
    [275, 24, 12, 12, RED],
    part(16, 0, 58, 18, GLASS),
    part(0, 18, 90, 26, BODY),
    part(14, 40, 16, 12, DARK),
    part(60, 40, 16, 12, DARK),
    part(32, 30, 26, 9, PLATE),
  ];
}

function fill(pixels: Buffer, [x, y, width, height, colour]: Rectangle): void {
  for (let row = Math.max(0, y); row < Math.min(SIZE.height, y + height); row += 1)
    for (let column = Math.max(0, x); column < Math.min(SIZE.width, x + width); column += 1)
      pixels.set(colour, (row * SIZE.width + column) * 3);
}
