// The effects a case may need, each with its own patience. Results come back as pokes.
import { proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../activities/contract.ts';

/** Our own database: quick, and tried until it is done. */
export const { applyToRegister } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** The courier and the gateway: somebody else's machine, asked again with growing pauses. */
export const { orderParcel, trackParcel, requestFee } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});
