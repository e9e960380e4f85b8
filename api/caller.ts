// Who is asking: an account with what it may do, by itself and for absent colleagues.
import { type Ability, abilityOf } from '../db/ability.ts';
import { type AccountRole, roleNameOf, type SignedInAccount, type StandIn } from '../db/accounts.ts';
import type { AuditActor } from '../db/audit.ts';
import type { Actor } from '../domain/application/events.ts';
import { singly } from '../domain/permissions/key-scopes.ts';
import type { Permission, Rule } from '../domain/permissions/permission.ts';
import { reachOf } from '../domain/permissions/reach.ts';
import { type RoleName, rulesOf } from '../domain/permissions/role.ts';

export interface Caller {
  readonly account: SignedInAccount;
  readonly ability: Ability;
  readonly standIns: readonly StandIn[];
  /** The absent colleague whose role opens the present route, where one's own does not. */
  readonly actingFor: StandIn | null;
  /** A key of a unit's own system; null for a person with a session. */
  readonly apiKeyId: string | null;
}

/** A caller with all their rules; `within` leaves out what a key was not made for. */
export function callerOf(
  account: SignedInAccount,
  standIns: readonly StandIn[],
  key: { readonly id: string; readonly within: (rule: Rule) => boolean } | null = null,
): Caller {
  const holder = { id: account.id, office: account.office, unitId: account.unit?.id ?? null };
  const rules = [roleNameOf(account), ...standIns.map(({ role }) => role)].flatMap((role) =>
    rulesOf(role, holder),
  );
  const ability = abilityOf(key === null ? rules : rules.flatMap(singly).filter(key.within));
  return { account, ability, standIns, actingFor: null, apiKeyId: key?.id ?? null };
}

/** A caller on a route that asks for a permission. */
export function callerOn(permission: Permission, caller: Caller): Caller {
  const permits = (role: RoleName) => reachOf(role, permission) !== 'none';
  if (permits(roleNameOf(caller.account))) return caller;
  return { ...caller, actingFor: caller.standIns.find(({ role }) => permits(role)) ?? null };
}

/** The role to act in where `roles` may act: one's own before an absent colleague's. */
export function actingAs(
  { account, standIns }: Caller,
  roles: readonly string[],
): { readonly actor: Actor; readonly forId: string | null } {
  const { id, role } = account;
  const standIn = roles.includes(role) ? undefined : standIns.find((each) => roles.includes(each.role));
  return { actor: { id, role: standIn?.role ?? role }, forId: standIn?.absentId ?? null };
}

/** Every role a caller may act in, the own one first. */
export function rolesOf({ account, standIns }: Caller): readonly AccountRole[] {
  return [account.role, ...standIns.map(({ role }) => role)];
}

/** A caller as the audit trail names them. */
export function auditActorOf({ account, actingFor }: Caller): AuditActor {
  const { id, role, office } = account;
  return { id, office, role: actingFor?.role ?? role, forId: actingFor?.absentId ?? null };
}
