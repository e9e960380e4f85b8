// One object that a route may name, and the fields by which rules see it.
import { randomUUID } from 'node:crypto';
import { OFFICE } from '../../prisma/seed/register.ts';

/** The office of every caller. */
export const HERE = OFFICE;
/** For everybody of that one nothing of this one exists. */
export const ELSEWHERE = 'zmd-xincai';

export interface Thing {
  readonly what: string;
  readonly id: string;
  readonly ownerId: string | null;
  readonly unitId: string | null;
  readonly office: string | null;
  /** The role whose work it is; null where it is nobody's in particular. */
  readonly role: string | null;
  /** Not yet handed in: for the staff it does not exist. */
  readonly isLoose: boolean;
  /** Of another kind than the route is about. */
  readonly isOther: boolean;
}

export const MISSING = 'missing';

export const thing = (what: string, id: string, more: Partial<Thing> = {}): Thing => ({
  ...{ what, id, ownerId: null, unitId: null, office: HERE, role: null, isLoose: false, isOther: false },
  ...more,
});

export const missing = () => thing(MISSING, randomUUID(), { office: null });
