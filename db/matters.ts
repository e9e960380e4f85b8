// What a stored case is about.
import { findRegistrationMatter } from '../domain/registration/matters.ts';
import type { Matter } from '../domain/services/define.ts';
import { findService } from '../domain/services/index.ts';

/** A service of the catalogue or a registration by its id; undefined when there is none. */
export function findMatter(id: string): Matter | undefined {
  return findService(id) ?? findRegistrationMatter(id);
}

/** The matter a case was stored with. @throws Error when the catalogue has lost it */
export function getMatterOf(id: string): Matter {
  const matter = findMatter(id);
  if (!matter) throw new Error(`the catalogue has no service ${id}`);
  return matter;
}
