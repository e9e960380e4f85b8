// A run: so many people drawn and written in chunks, noted when it is complete.
import type { Database, Transaction } from '../../db/client.ts';
import { asJson } from '../../db/json.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { analyse } from './bulk.ts';
import { createChance } from './chance.ts';
import { createNumbering } from './numbers.ts';
import { demoPasswordHash } from './password.ts';
import { type Drawing, drawResident, type Resident, saveResidents } from './register.ts';

export interface PeopleRun {
  readonly people: number;
  readonly partition: number;
  readonly seed: number;
  readonly today: LocalDate;
  readonly tell?: (line: string) => void;
  /** Sees every resident that was written. */
  readonly onResidents?: (residents: readonly Resident[]) => void;
}

export interface PeopleFigures {
  readonly people: number;
  readonly accounts: number;
  readonly vehicles: number;
  readonly licences: number;
}

/** People in memory at a time. */
const CHUNK = 5_000;

/** Does a run in one transaction, all or nothing, and notes it as done. */
export async function asOneRun<F extends object>(
  db: Database,
  name: string,
  work: (tx: Transaction) => Promise<F>,
): Promise<F> {
  return db.$transaction(
    async (tx) => {
      const figures = await work(tx);
      await tx.seedRun.create({ data: { name, figures: asJson(figures) } });
      return figures;
    },
    { timeout: 3_600_000, maxWait: 10_000 },
  );
}

/** Draws and writes people; the same seed and date make the same register. */
export async function seedPeople(
  tx: Transaction,
  { people, partition, seed, today, tell = () => {}, onResidents = () => {} }: PeopleRun,
): Promise<{ figures: PeopleFigures; drawing: Drawing }> {
  const drawing: Drawing = { numbers: createNumbering(partition), chance: createChance(seed), today };
  const passwordHash = await demoPasswordHash();
  let figures: PeopleFigures = { people: 0, accounts: 0, vehicles: 0, licences: 0 };
  while (figures.people < people) {
    const size = Math.min(CHUNK, people - figures.people);
    const residents = Array.from({ length: size }, () => drawResident(drawing, passwordHash));
    await saveResidents(tx, residents);
    onResidents(residents);
    figures = add(figures, residents);
    tell(`people: ${figures.people} of ${people}`);
  }
  await analyse(tx);
  return { figures, drawing };
}

function add(before: PeopleFigures, residents: readonly Resident[]): PeopleFigures {
  const count = (of: (resident: Resident) => number) =>
    residents.reduce((sum, resident) => sum + of(resident), 0);
  return {
    people: before.people + residents.length,
    accounts: before.accounts + count(({ account }) => (account ? 1 : 0)),
    vehicles: before.vehicles + count(({ vehicles }) => vehicles.length),
    licences: before.licences + count(({ licence }) => (licence ? 1 : 0)),
  };
}
