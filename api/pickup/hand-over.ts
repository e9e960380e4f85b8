// A hand-over as it is asked for at the counter: pass and proxy are judged under the case's lock, on what is stored then.
import type { DecideRequest } from '../../db/decision.ts';
import { findProxy } from '../../db/pickup-proxies.ts';
import type { Command } from '../../domain/application/commands.ts';
import { shownRefusal } from '../../domain/pickup/proxy.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { DecisionInput } from '../contract/decisions.ts';
import type { PassOf, PickupPasses } from './passes.ts';

/** The command of a hand-over: at once where a code was typed and the applicant came, else made under the lock. */
export function handOverOf(passes: PickupPasses, input: DecisionInput): DecideRequest['command'] {
  const { pickupToken, proxyIdDocNo, pickupCode = '', handedBack } = input;
  if (pickupToken === undefined && proxyIdDocNo === undefined)
    return { action: 'hand-over', pickupCode, handedBack };

  return async (tx, { id, application }): Promise<Command> => {
    const present = application.pickupCode ?? '';
    const code = passRefusal(passes, input, { applicationId: id, pickupCode: present });
    const collector = proxyIdDocNo === undefined ? 'applicant' : 'proxy';
    const proof =
      code ?? (proxyIdDocNo === undefined ? null : shownRefusal(proxyIdDocNo, await findProxy(tx, id)));
    // A pass that is good stands for the code.
    const shown = pickupToken === undefined ? pickupCode : present;
    return { action: 'hand-over', pickupCode: shown, handedBack, collector, proof };
  };
}

function passRefusal(
  passes: PickupPasses,
  { pickupToken, pickupCode }: DecisionInput,
  of: PassOf,
): Refusal | null {
  if (pickupToken === undefined) return null;
  if (pickupCode !== undefined) return { code: 'pickup-proof-double', pointer: '/pickupToken' };
  const code = passes.refusalOf(pickupToken, of);
  return code && { code, pointer: '/pickupToken' };
}
