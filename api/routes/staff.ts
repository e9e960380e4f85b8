// The staff and their substitutes. Nobody changes themselves, administrators included.

import { saveAudit } from '../../db/audit.ts';
import type { Transaction } from '../../db/client.ts';
import {
  changeStaff,
  endSubstitution,
  findStaff,
  findSubstitution,
  isLoginTaken,
  listStaff,
  listSubstitutions,
  type StaffMember,
  type Substitution,
  saveStaff,
  saveSubstitution,
} from '../../db/staff.ts';
import { transact } from '../../db/transact.ts';
import { addMinutes, type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import { NEVER_STAND_INS } from '../../domain/permissions/role.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import { accountContracts as contracts } from '../contract/accounts.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';

const LONGEST_SUBSTITUTION_MINUTES = 60 * 24 * 60;

/** The office a caller is confined to; null where the rules name none. */
function officeOf({ account, ability }: Caller): string | null {
  return ability.mayOn('read', 'StaffAccount', { office: '' }) ? null : account.office;
}

/** Routes of the staff. */
export function staffRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  async function getChangeable(tx: Transaction, id: string, caller: Caller): Promise<StaffMember> {
    const member = await findStaff(tx, id);
    if (!member || !caller.ability.mayOn('change', 'StaffAccount', member))
      throw new Refused({ code: 'not-found' });
    if (member.id === caller.account.id) throw new Refused({ code: 'four-eyes' });
    return member;
  }

  async function fitFor(tx: Transaction, id: string, caller: Caller, pointer: string): Promise<StaffMember> {
    const member = await findStaff(tx, id);
    const isVisible = member && caller.ability.mayOn('read', 'StaffAccount', member);
    if (!isVisible || member.state !== 'active') throw new Refused({ code: 'substitute-unfit', pointer });
    return member;
  }

  return [
    mounted(deps, contracts.listStaff, async ({ caller }) =>
      jsonReply(200, { items: await listStaff(db, officeOf(caller)) }),
    ),

    mounted(deps, contracts.createStaff, async ({ body, caller, origin, keep }) => {
      const createdAt = await deciding.now();
      return transact(db, async (tx) => {
        if (await isLoginTaken(tx, body.login)) throw new Refused({ code: 'login-taken', pointer: '/login' });
        const { id, firstPassword } = await saveStaff(tx, { ...body, createdAt });
        const reply = jsonReply(201, { id, login: body.login, firstPassword });
        await saveAudit(tx, {
          ...{
            at: createdAt,
            actor: auditActorOf(caller),
            action: 'create-staff',
            object: `account/${id}`,
            origin,
          },
          states: { before: null, after: body },
        });
        // The password is told once: a repetition learns that it is done, not the password.
        await keep(tx, jsonReply(201, { id, login: body.login, firstPassword: '' }));
        return reply;
      });
    }),

    mounted(deps, contracts.changeStaff, async ({ params, body, caller, origin, keep }) => {
      const at = await deciding.now();
      return db.$transaction(async (tx) => {
        const before = await getChangeable(tx, params.id, caller);
        const firstPassword = await changeStaff(tx, params.id, body, at);
        const after = await findStaff(tx, params.id);
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'change-staff',
            object: `account/${params.id}`,
            origin,
          },
          states: { before, after: { ...after, ...body } },
        });
        await keep(tx, jsonReply(200, { id: params.id }));
        return jsonReply(200, { id: params.id, ...(firstPassword === null ? {} : { firstPassword }) });
      });
    }),

    mounted(deps, contracts.listSubstitutions, async ({ caller }) =>
      jsonReply(200, { items: (await listSubstitutions(db, officeOf(caller))).map(shown) }),
    ),

    mounted(deps, contracts.substitute, async ({ body, caller, origin, keep }) => {
      const now = await deciding.now();
      const [from, until] = [toInstant(body.from), toInstant(body.until)];
      if (!isPeriod(from, until, now))
        throw new Refused({ code: 'substitution-period-invalid', pointer: '/until' });
      return db.$transaction(async (tx) => {
        const absent = await fitFor(tx, body.absentId, caller, '/absentId');
        const substitute = await fitFor(tx, body.substituteId, caller, '/substituteId');
        // Nobody gives themselves a colleague's work.
        if (substitute.id === caller.account.id) throw new Refused({ code: 'four-eyes' });
        const fits = absent.id !== substitute.id && absent.office === substitute.office;
        if (!fits || [absent, substitute].some(({ role }) => NEVER_STAND_INS.includes(role)))
          throw new Refused({ code: 'substitute-unfit', pointer: '/substituteId' });
        const saved = await saveSubstitution(tx, {
          ...{ office: absent.office, absentId: absent.id, substituteId: substitute.id, from, until },
          ...{ reason: body.reason, createdById: caller.account.id, createdAt: now },
        });
        await saveAudit(tx, {
          ...{
            at: now,
            actor: auditActorOf(caller),
            action: 'substitute',
            object: `substitution/${saved.id}`,
            origin,
          },
          states: { before: null, after: saved },
        });
        const reply = jsonReply(201, shown(saved));
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.endSubstitution, async ({ params, caller, origin }) => {
      const found = await findSubstitution(db, params.id);
      if (!found || !caller.ability.mayOn('change', 'Substitution', found))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      await db.$transaction(async (tx) => {
        if (!(await endSubstitution(tx, params.id, at))) return;
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'end-substitution',
            object: `substitution/${params.id}`,
            origin,
          },
        });
      });
      return NO_CONTENT;
    }),
  ];
}

function shown({ id, absentId, substituteId, from, until, reason, endedAt }: Substitution) {
  return { id, absentId, substituteId, from, until, reason, endedAt };
}

function isPeriod(from: Instant, until: Instant, now: Instant): boolean {
  return from < until && until > now && until <= addMinutes(from, LONGEST_SUBSTITUTION_MINUTES);
}
