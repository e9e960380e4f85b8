// The workflows a worker registers, each by name.
export { deferralWorkflow } from './deferral.ts';
export { newCarWorkflow } from './new-car.ts';
export { postalWorkflow } from './postal.ts';
export { registrationWorkflow } from './registration.ts';
