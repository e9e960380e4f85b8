// Rows of a bill, a piece at a time: a day may have a hundred thousand, and others wait for this process meanwhile.
import { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Options, parse } from 'csv-parse';
import { GatewayUnavailable } from './port.ts';

const PIECE_BYTES = 65_536;

export type BillRow = readonly string[];

/** Every row of a file in UTF-8. @throws GatewayUnavailable where it is not the kind of file that `options` describe */
export async function* billRows(file: Buffer, options: Options): AsyncGenerator<BillRow> {
  const rows: AsyncIterable<BillRow> = Readable.from(piecesOf(file)).pipe(parse(options));
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof GatewayUnavailable) throw error;
    throw unreadable();
  }
}

async function* piecesOf(file: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < file.length; from += PIECE_BYTES) {
    await othersTurn();
    yield file.subarray(from, from + PIECE_BYTES);
  }
}

/** Reads cells by the names of their columns, whose order both banks have changed before. */
export function columnsOf<Name extends string>(
  header: BillRow,
  names: readonly Name[],
): (row: BillRow, name: Name) => string {
  const places = new Map<string, number>(header.map((name, place) => [name, place]));
  if (!names.every((name) => places.has(name))) throw unreadable();
  return (row, name) => row[places.get(name) ?? -1] ?? '';
}

/** A value of a cell or a sum that has to be there. @throws GatewayUnavailable */
export function readCell<T>(value: T | undefined): T {
  if (value === undefined) throw unreadable();
  return value;
}

export function unreadable(): GatewayUnavailable {
  return new GatewayUnavailable('a statement that does not say what it should');
}
