// Changes of the register, each exactly once an application: the effect and its record share a transaction.
import { decideCase } from './decide.ts';
import type { Deciding } from './deciding.ts';
import type { Outcome } from './decision.ts';
import { effectOf } from './effects/index.ts';
import { getMatterOf } from './matters.ts';

const SYSTEM = { id: 'register', role: 'system' } as const;

/** Carries out the pending effect of a case and records it. Repeated, it is refused and changes nothing. */
export async function applyPendingEffect(deps: Deciding, applicationId: string): Promise<Outcome> {
  return decideCase(deps, {
    applicationId,
    actor: SYSTEM,
    byWorkflow: true,
    command: async (tx, locked, now) => {
      const { effect, steps } = getMatterOf(locked.service);
      const isPending = locked.application.effects.some(({ name }) => name === 'apply-to-register');
      const refusal = isPending ? await effectOf(effect)(tx, { deps, locked, now }) : null;
      return { action: 'record-register', produces: steps.includes('produce'), refusal };
    },
  });
}
