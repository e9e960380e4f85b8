// The workflows a worker registers, each by name.
export { deferralWorkflow } from './deferral.ts';
export { postalWorkflow } from './postal.ts';
