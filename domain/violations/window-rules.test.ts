import { type WindowFacts, windowRefusal } from './window-rules.ts';

const FREE: WindowFacts = {
  state: 'queryable',
  heldBy: 'nobody',
  isDecidedElsewhere: false,
  hasUnreconciledPayment: false,
};

test.each([
  ['a record nobody is at', {}, null],
  ['one not to be queried yet', { state: 'recorded' }, null],
  ['one that this session holds', { heldBy: 'this-window' }, null],
  ['decided on', { state: 'penalised' }, 'already-handled'],
  ['paid', { state: 'paid' }, 'already-handled'],
  ['cancelled', { state: 'cancelled' }, 'already-handled'],
  ['held by another platform', { heldBy: 'other-internet' }, 'handled-elsewhere'],
  ['decided on by another platform', { isDecidedElsewhere: true }, 'handled-elsewhere'],
  ['held by another session', { heldBy: 'window' }, 'locked-in-progress'],
  ['held by an order', { heldBy: 'platform' }, 'locked-in-progress'],
  ['with a payment in doubt', { hasUnreconciledPayment: true }, 'unreconciled-payment'],
] as const)('%s', (_, more, refusal) => {
  expect(windowRefusal({ ...FREE, ...more })).toBe(refusal);
});

test('the earlier row answers', () => {
  const all = {
    state: 'paid',
    heldBy: 'window',
    isDecidedElsewhere: true,
    hasUnreconciledPayment: true,
  } as const;
  expect(windowRefusal(all)).toBe('already-handled');
  expect(windowRefusal({ ...all, state: 'queryable' })).toBe('handled-elsewhere');
  expect(windowRefusal({ ...all, state: 'queryable', isDecidedElsewhere: false })).toBe('locked-in-progress');
});
