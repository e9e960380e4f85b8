// What of a matter a decision on its cases depends on.
import type { DeliveryMode, Form, Matter } from '../services/define.ts';
import type { DecisionContext } from './commands.ts';

const BY_POST_OR_AT_THE_COUNTER = ['post', 'pickup'] as const satisfies readonly DeliveryMode[];

/** True where the result travels to the applicant. */
export function isDelivered({ steps }: Pick<Matter, 'steps'>): boolean {
  return steps.includes('deliver');
}

/** The ways in which the result may reach its applicant; none where nothing has to. */
export function deliveryModesOf(matter: Pick<Matter, 'steps' | 'delivery'>): readonly DeliveryMode[] {
  return isDelivered(matter) ? (matter.delivery ?? BY_POST_OR_AT_THE_COUNTER) : [];
}

/** The circumstances of every decision on a case of the matter with this form. */
export function circumstancesOf(
  matter: Matter,
  form: Form,
): Pick<DecisionContext, 'handBack' | 'reasons' | 'appointment' | 'deliveryModes'> {
  const { handBack, clerkReasons, appointment = null } = matter;
  return {
    handBack: handBack?.when(form) ? { code: handBack.refusal } : null,
    reasons: clerkReasons,
    appointment,
    deliveryModes: deliveryModesOf(matter),
  };
}
