// Who applies in a story, and what they hand in: known in full only at the moment when they do.
import type { Database } from '../../db/client.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import type { ServiceId } from '../../domain/services/index.ts';
import type { PersonAtApi } from '../../sandbox/person.ts';
import type { Way } from '../story.ts';

export interface Player {
  readonly login: string;
  /** Kinds of documents to upload before handing in. */
  readonly documentKinds: readonly string[];
  /** The body of the application without its documents. */
  submission(at: {
    readonly person: PersonAtApi;
    readonly db: Database;
  }): Promise<Readonly<Record<string, unknown>>>;
}

/** A part to be cast. */
export interface Casting {
  readonly service: ServiceId;
  readonly way: Way;
  /** Which one of all: each has numbers of its own. */
  readonly n: number;
  /** The story's first day. */
  readonly today: LocalDate;
  /** The day of the session, of a story about an appointment. */
  readonly sessionOn: LocalDate;
}

/** Makes somebody for a part, in the register and with an account. */
export type Cast = (db: Database, casting: Casting) => Promise<Player>;

/** Numbers of people made for stories without a desk, apart from those of the others. */
export const FIRST_OF_OTHERS = 5_000;
