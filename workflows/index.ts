// The workflows a worker registers, each by name.
export { appointmentWorkflow } from './appointment.ts';
export { deferralWorkflow } from './deferral.ts';
export { instantWorkflow } from './instant.ts';
export { newCarWorkflow } from './new-car.ts';
export { onTheSpotWorkflow } from './on-the-spot.ts';
export { paymentWorkflow } from './payment.ts';
export { postalWorkflow } from './postal.ts';
export { registrationWorkflow } from './registration.ts';
export { reservationWorkflow } from './reservation.ts';
export { statementWorkflow } from './statement.ts';
export { syncViolationsWorkflow } from './sync.ts';
export { windowWorkflow } from './window.ts';
