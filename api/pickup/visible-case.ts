// A case at the counter, for whoever may see it.
import { findCase } from '../../db/applications.ts';
import type { Database } from '../../db/client.ts';
import type { Caller } from '../caller.ts';
import { Refused } from '../refused.ts';

/** The case by id or number. What may not be seen and what is not there are the same. @throws Refused not-found */
export async function getVisibleCase(
  db: Database,
  where: { readonly id: string } | { readonly number: string },
  { ability }: Caller,
  action: 'read' | 'change',
) {
  const row = await findCase(db, where);
  if (!row || !ability.mayOn(action, 'Application', row)) throw new Refused({ code: 'not-found' });
  return row;
}
