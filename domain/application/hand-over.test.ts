// Over the counter: what is checked first, and what is written down of who came.
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import { contextOf, does, local, PICKUP_CODE, play } from './testing/played-case.ts';

const ready = play(
  does({ action: 'submit', delivery: { mode: 'pickup' }, feeFen: 0, gate: null }),
  does({ action: 'accept' }),
  does({ action: 'approve' }),
  does({ action: 'record-register', produces: true }),
  does({ action: 'complete-production' }),
);
const HAND_BACK = { code: 'old-plate-not-returned' } as const;
const NOT_NAMED = { code: 'proxy-unnamed', pointer: '/proxyIdDocNo' } as const;
const EXPIRED = { code: 'pickup-pass-expired', pointer: '/pickupToken' } as const;

type HandOver = Extract<Command, { action: 'hand-over' }>;
const right: HandOver = { action: 'hand-over', pickupCode: PICKUP_CODE, handedBack: true };
const ask = (change: Partial<HandOver>) =>
  decide(
    ready.application,
    { ...right, ...change },
    contextOf('clerk', local('2015-11-05T09:00'), { handBack: HAND_BACK }),
  );

test.each<[Partial<HandOver>, string | undefined]>([
  [{}, undefined],
  [{ collector: 'proxy', proof: null }, undefined],
  [{ proof: EXPIRED }, 'pickup-pass-expired'],
  [{ collector: 'proxy', proof: NOT_NAMED }, 'proxy-unnamed'],
  [{ pickupCode: '000000' }, 'pickup-code-wrong'],
  [{ pickupCode: '' }, 'pickup-code-wrong'],
  // Whoever may not collect is told so before anything is asked back of them.
  [{ proof: NOT_NAMED, pickupCode: '000000', handedBack: false }, 'proxy-unnamed'],
  [{ handedBack: false }, 'old-plate-not-returned'],
])('%j: %s', (change, code) => {
  const { refusal, events, application } = ask(change);
  expect(refusal?.code).toBe(code);
  expect(application.state).toBe(code === undefined ? 'done' : 'ready-for-pickup');
  expect(events.some(({ type }) => type === 'collected')).toBe(code === undefined);
});

test.each([
  [{}, 'applicant'],
  [{ collector: 'proxy' } as const, 'proxy'],
])('%j is written down as collected by the %s', (change, by) => {
  const collected = ask(change).events.find(({ type }) => type === 'collected');
  expect(collected).toMatchObject({ by, actor: { role: 'clerk' } });
});

test('no proof helps where nothing waits', () => {
  const early = play(does({ action: 'submit', delivery: { mode: 'pickup' }, feeFen: 0, gate: null }));
  const context = contextOf('clerk', local('2015-11-02T10:00'));
  expect(decide(early.application, { ...right, proof: null }, context).refusal?.code).toBe(
    'action-not-allowed',
  );
});
