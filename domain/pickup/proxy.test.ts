// Who may be named to collect, and who is taken for them.

import type { Application } from '../application/application.ts';
import { LIFECYCLE } from '../application/lifecycle.ts';
import { play } from '../application/testing/played-case.ts';
import { parseLocalDate } from '../calendar/local-date.ts';
import { type PickupProxy, proxyClosed, proxyRefusal, shownRefusal } from './proxy.ts';

const TODAY = parseLocalDate('2015-11-02');
const NUMBER = '412801199003071231';
const proxy: PickupProxy = { name: '李雷', idDocKind: 'hk-id', idDocNo: 'A1234563' };
const applicant = { idDocNo: NUMBER };

test.each<[Partial<PickupProxy>, string | undefined]>([
  [{}, undefined],
  [{ idDocNo: 'A123456(3)' }, undefined],
  [{ idDocNo: 'A1234564' }, 'id-number-invalid'],
  [{ idDocKind: 'resident-id', idDocNo: 'A1234563' }, 'id-number-invalid'],
  [{ idDocKind: 'foreign-passport', idDocNo: 'e12345678' }, undefined],
])('naming %j: %s', (change, code) => {
  const refusal = proxyRefusal({ ...proxy, ...change }, applicant, TODAY);
  expect(refusal?.code).toBe(code);
  if (code) expect(refusal?.pointer).toBe('/idDocNo');
});

test('nobody names themselves, however the number is written', () => {
  const self = { ...proxy, idDocNo: ' a123456(3) ' };
  expect(proxyRefusal(self, { idDocNo: 'A1234563' }, TODAY)).toEqual({
    code: 'proxy-is-applicant',
    pointer: '/idDocNo',
  });
  expect(proxyRefusal(proxy, { idDocNo: null }, TODAY)).toBeNull();
});

test.each([
  ['A1234563', undefined],
  ['a123456(3)', undefined],
  ['A1234564', 'proxy-number-differs'],
  ['', 'proxy-number-differs'],
])('%j is shown: %s', (shown, code) => {
  expect(shownRefusal(shown, proxy)?.code).toBe(code);
});

test('where nobody was named nobody collects', () => {
  expect(shownRefusal('A1234563', undefined)).toEqual({ code: 'proxy-unnamed', pointer: '/proxyIdDocNo' });
});

test('in every state there is: until the end, and only for the counter', () => {
  const { application } = play();
  for (const [state, { stage }] of Object.entries(LIFECYCLE)) {
    const on = (delivery: Application['delivery']): Application => ({
      ...application,
      state: state as Application['state'],
      delivery,
    });
    const closed = stage === 'ended' ? 'application-closed' : undefined;
    expect([state, proxyClosed(on({ mode: 'pickup' }))?.code]).toEqual([state, closed]);
    expect([state, proxyClosed(on({ mode: 'post', zone: 'city' }))?.code]).toEqual([
      state,
      closed ?? 'proxy-not-offered',
    ]);
    expect(proxyClosed(on(null))?.code).toBe(closed ?? 'proxy-not-offered');
  }
});
