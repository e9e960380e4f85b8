// Transactions that are tried again when PostgreSQL asks for it.
import type { Database, Transaction } from './client.ts';

/** serialization failure, deadlock, and a duplicate that the next reading will see and refuse properly. */
const WORTH_ANOTHER_TRY = ['40001', '40P01', '23505'] as const;
const TRIES = 3;

/** Runs the work in one transaction, again from its beginning when it lost a race. */
export async function transact<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (tried === TRIES || !lostRace(error)) throw error;
    }
  }
}

function lostRace(error: unknown): boolean {
  const told = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : '';
  return (
    WORTH_ANOTHER_TRY.some((code) => told.includes(code)) || told.includes('P2034') || told.includes('P2002')
  );
}
