import { LIFECYCLE, type StateRow } from '../application/lifecycle.ts';
import { findReservationState, locksHolder, OPEN_RESERVATIONS } from './reservation.ts';

/** plates.md §6, row by row; what time brings about is left out. */
const LAW = {
  selecting: ['selecting', 'reserved', 'abandoned'],
  reserved: ['simulated-assigned', 'mismatch', 'cancelled'],
} as const;

test.each(OPEN_RESERVATIONS)('from %s the case leads where the law says', (state) => {
  const { actions }: StateRow = LIFECYCLE[state];
  const reached = Object.values(actions).flatMap(({ to }) =>
    to.map((next) => findReservationState(next, 'simulation')),
  );
  expect([...new Set(reached)].sort()).toEqual([...LAW[state]].sort());
});

test('time ends a session and a reservation', () => {
  expect(findReservationState('selection-lapsed', 'simulation')).toBe('abandoned');
  expect(findReservationState('reservation-lapsed', 'simulation')).toBe('expired');
});

test('what is assigned in simulation is not assigned', () => {
  expect(findReservationState('assigned', 'simulation')).toBe('simulated-assigned');
  expect(findReservationState('assigned', 'live')).toBe('assigned');
});

test('a case that is none of ours has no reservation', () => {
  expect(findReservationState('submitted', 'live')).toBeUndefined();
});

test.each([
  ['selecting', true],
  ['reserved', true],
  // 预选成功后,只有到车管所办理注册登记业务后才能为下一辆机动车选号
  ['expired', true],
  ['cancelled', true],
  ['mismatch', true],
  ['abandoned', false],
  ['assigned', false],
  ['simulated-assigned', false],
] as const)('%s holds up the next vehicle: %s', (state, locks) => {
  expect(locksHolder(state)).toBe(locks);
});
