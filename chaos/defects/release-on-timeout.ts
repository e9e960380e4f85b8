// A planted defect: an order that the bank does not answer for in time is let go of.
import { type Recording, record } from '../../domain/payments/recording.ts';
import { settle as genuine } from '../../domain/payments/settle.ts';

export function settle(on: Recording): void {
  genuine(on);
  if (on.order.state === 'unreconciled') record(on, { type: 'expired' });
}
