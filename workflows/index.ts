// The workflows a worker registers, each by name.
export { appointmentWorkflow } from './appointment.ts';
export { deferralWorkflow } from './deferral.ts';
export { instantWorkflow } from './instant.ts';
export { newCarWorkflow } from './new-car.ts';
export { onTheSpotWorkflow } from './on-the-spot.ts';
export { postalWorkflow } from './postal.ts';
export { registrationWorkflow } from './registration.ts';
export { reservationWorkflow } from './reservation.ts';
export { windowWorkflow } from './window.ts';
