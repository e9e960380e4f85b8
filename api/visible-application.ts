// An application for somebody who asks for it.
import type { Ability } from '../db/ability.ts';
import { type ApplicationRow, findApplication, findCaseHolder } from '../db/applications.ts';
import type { PermissionAction } from '../domain/permissions/permission.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './mounted.ts';
import { Refused } from './refused.ts';

/** What may not be seen and what is not there are the same. */
export async function getVisible(
  { db }: Pick<ApiDeps, 'db'>,
  id: string,
  { ability }: Caller,
): Promise<ApplicationRow> {
  await permitOn({ db }, id, ability, 'read');
  const row = await findApplication(db, id);
  if (!row) throw new Refused({ code: 'not-found' });
  return row;
}

/** Looks at no more than whose it is: what is refused takes as long as what is not there. @throws Refused */
export async function permitOn(
  { db }: Pick<ApiDeps, 'db'>,
  id: string,
  ability: Ability,
  action: PermissionAction,
): Promise<void> {
  const holder = await findCaseHolder(db, id);
  if (!holder || !ability.mayOn(action, 'Application', holder)) throw new Refused({ code: 'not-found' });
}
