// Keys of units' own systems: made and ended by the unit's head, ended by administrators.
import {
  type ApiKey,
  countLivingKeys,
  findApiKey,
  listApiKeys,
  revokeApiKey,
  saveApiKey,
} from '../../db/api-keys.ts';
import { saveAudit } from '../../db/audit.ts';
import { findOperator } from '../../db/operators.ts';
import { addMinutes, toInstant } from '../../domain/calendar/local-date.ts';
import { isKeyScope, UNIT_KINDS_WITH_KEYS } from '../../domain/permissions/key-scopes.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import { apiKeyContracts as contracts } from '../contract/api-keys.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';

const MOST_LIVING = 10;
const MINUTES_A_DAY = 24 * 60;

const shown = ({ id, accountId, name, scopes, createdAt, expiresAt, revokedAt, lastUsedAt }: ApiKey) => ({
  ...{ id, name, createdAt, expiresAt, revokedAt, lastUsedAt },
  prefix: `yz_${id.slice(0, 8)}`,
  operatorId: accountId,
  // A scope that is no longer offered permits nothing.
  scopes: scopes.filter(isKeyScope),
});

/** The unit a caller is confined to; null where the rules name none. */
function unitIdOf({ account, ability }: Caller): string | null {
  return ability.mayOn('read', 'ApiKey', { unitId: '' }) ? null : (account.unit?.id ?? '');
}

/** The unit that a caller may make keys for. @throws Refused where its kind may have none */
function getUnitWithKeys({ account: { unit }, ability }: Caller) {
  if (unit === null || !ability.mayOn('create', 'ApiKey', { unitId: unit.id }))
    throw new Refused({ code: 'not-permitted' });
  if (!UNIT_KINDS_WITH_KEYS.includes(unit.kind)) throw new Refused({ code: 'keys-not-offered' });
  return unit;
}

/** Routes of keys. */
export function apiKeyRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.list, async ({ caller }) => {
      const unitId = unitIdOf(caller);
      const keys = unitId === '' ? [] : await listApiKeys(db, unitId);
      return jsonReply(200, { items: keys.map(shown) });
    }),

    mounted(deps, contracts.create, async ({ body, caller, origin, keep }) => {
      const unit = getUnitWithKeys(caller);
      const { name, validDays, operatorId = caller.account.id } = body;
      const scopes = [...new Set(body.scopes)];
      const createdAt = toInstant(await deciding.now());
      return db.$transaction(async (tx) => {
        const operator = await findOperator(tx, operatorId, unit.id);
        if (operator?.state !== 'active')
          throw new Refused({ code: 'key-operator-unfit', pointer: '/operatorId' });
        if ((await countLivingKeys(tx, unit.id, createdAt)) >= MOST_LIVING)
          throw new Refused({ code: 'too-many-keys', slots: { max: String(MOST_LIVING) } });
        const { id, text } = await saveApiKey(tx, {
          ...{
            unitId: unit.id,
            accountId: operator.id,
            name,
            scopes,
            createdById: caller.account.id,
            createdAt,
          },
          expiresAt: addMinutes(createdAt, validDays * MINUTES_A_DAY),
        });
        await saveAudit(tx, {
          ...{
            at: createdAt,
            actor: auditActorOf(caller),
            action: 'create-api-key',
            object: `api-key/${id}`,
            origin,
          },
          states: { before: null, after: { unitId: unit.id, operatorId: operator.id, scopes, validDays } },
        });
        const saved = await findApiKey(tx, id);
        if (!saved) throw new Error('a key is gone that was just saved');
        const item = shown(saved);
        // The key is told once: a repetition learns that it was made, not the key.
        await keep(tx, jsonReply(201, { ...item, key: '' }));
        return jsonReply(201, { ...item, key: text });
      });
    }),

    mounted(deps, contracts.revoke, async ({ params, caller, origin }) => {
      const at = await deciding.now();
      await db.$transaction(async (tx) => {
        const key = await findApiKey(tx, params.id);
        if (!key || !caller.ability.mayOn('change', 'ApiKey', key)) throw new Refused({ code: 'not-found' });
        if (!(await revokeApiKey(tx, key.id, at))) return;
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'revoke-api-key',
            object: `api-key/${key.id}`,
            origin,
          },
          states: { before: 'living', after: 'revoked' },
        });
      });
      return NO_CONTENT;
    }),
  ];
}
