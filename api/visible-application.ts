// An application for somebody who asks for it.
import { type ApplicationRow, findApplication } from '../db/applications.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './mounted.ts';
import { Refused } from './refused.ts';

/** What may not be seen and what is not there are the same. */
export async function getVisible(
  { db }: Pick<ApiDeps, 'db'>,
  id: string,
  { ability }: Caller,
): Promise<ApplicationRow> {
  const row = await findApplication(db, id);
  if (!row || !ability.mayOn('read', 'Application', row)) throw new Refused({ code: 'not-found' });
  return row;
}
