// 延期换证、延期审验、延期提交《身体条件证明》.
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { deferralBase } from '../../domain/register/licence.ts';
import type { RegisterEffect } from '../../domain/services/define.ts';
import { getLicenceFacts } from '../facts.ts';
import { type Effect, licenceIdOf } from './effect.ts';

type DeferEffect = Extract<RegisterEffect, { kind: 'defer' }>;

/** R123 第六十三条: until the new date the licence carries the deferral's status and what it suppresses is gone. */
export const deferring =
  (effect: DeferEffect): Effect =>
  async (tx, { locked, now }) => {
    const today = localDateOf(now);
    const licenceId = licenceIdOf(locked);
    const licence = await getLicenceFacts(tx, licenceId);
    const { form } = locked;
    const kept = licence.statuses.filter(
      (status) => status !== 'A' && status !== effect.status && !effect.suppresses.includes(status),
    );
    const baseOn = deferralBase(licence, effect.deferral, today);
    await tx.deferral.create({
      data: {
        licenceId,
        kind: effect.deferral,
        reason: String(form.reason),
        baseOn: new Date(baseOn ?? today),
        from: new Date(String(form.from)),
        to: new Date(String(form.to)),
        applicationId: locked.id,
      },
    });
    await tx.licence.update({ where: { id: licenceId }, data: { statuses: [...kept, effect.status] } });
    return null;
  };
