import { holding, licence, on } from '../services/testing/builders.ts';
import type { LicenceFacts } from './facts.ts';
import type { LicenceClass } from './licence-classes.ts';
import { overageTarget, prohibitedClasses, renewalWindow, renewedValidity } from './renewal.ts';

describe('the window of renewal', () => {
  test('from 90 days before the end to a year after it', () => {
    expect(renewalWindow(licence())).toEqual({
      opensOn: '2015-08-22',
      expiresOn: '2015-11-20',
      lateUntil: '2016-11-20',
      cancelledFrom: '2016-11-21',
      restorableUntil: '2018-11-20',
    });
  });

  test('a deferral of this expiry moves the end; one of an earlier expiry does not', () => {
    const deferral = { kind: 'renewal', from: on('2015-11-01'), to: on('2018-06-30') } as const;
    expect(renewalWindow(licence({ deferrals: [{ ...deferral, baseOn: on('2015-11-20') }] }))).toMatchObject({
      opensOn: '2015-08-22',
      expiresOn: '2018-06-30',
      cancelledFrom: '2019-07-01',
    });
    expect(
      renewalWindow(licence({ deferrals: [{ ...deferral, baseOn: on('2009-11-20') }] }))?.expiresOn,
    ).toBe('2015-11-20');
  });

  test('a long-term licence has none', () => {
    expect(renewalWindow(licence({ validTo: null, validityKind: 'long' }))).toBeNull();
    expect(renewedValidity(licence({ validTo: null, validityKind: 'long' }), on('2015-11-03'))).toBeNull();
  });
});

describe('the new validity', () => {
  const full = (text: string) => [
    { points: 12, occurredOn: on(text), recordedOn: on(text), voidedOn: null, finePaidOn: on(text) },
  ];

  test.each<[string, Partial<LicenceFacts>, unknown]>([
    ['six years become ten', {}, { validityKind: '10y', validFrom: '2015-11-20', validTo: '2025-11-20' }],
    [
      'ten become long-term',
      { validityKind: '10y' },
      { validityKind: 'long', validFrom: '2015-11-20', validTo: null },
    ],
    [
      'with twelve points six stay six',
      { points: full('2012-05-01') },
      { validityKind: '6y', validFrom: '2015-11-20', validTo: '2021-11-20' },
    ],
    [
      'and ten stay ten',
      { validityKind: '10y', points: full('2012-05-01') },
      { validityKind: '10y', validFrom: '2015-11-20', validTo: '2025-11-20' },
    ],
    [
      'cleared by study they still count',
      { points: full('2012-05-01'), cycleResets: [{ on: on('2012-06-01'), kind: 'study-exam-passed' }] },
      { validityKind: '6y', validFrom: '2015-11-20', validTo: '2021-11-20' },
    ],
    [
      'voided they do not',
      { points: full('2012-05-01').map((p) => ({ ...p, voidedOn: on('2012-07-01') })) },
      { validityKind: '10y', validFrom: '2015-11-20', validTo: '2025-11-20' },
    ],
  ])('%s', (_, overrides, expected) => {
    expect(renewedValidity(licence(overrides), on('2015-11-03'))).toEqual(expected);
  });
});

test.each([
  [59, ''],
  [60, 'A1 A2 A3 B1 B2 N P'],
  [69, 'A1 A2 A3 B1 B2 N P'],
  [70, 'A1 A2 A3 B1 B2 N P C3 C4 D E M'],
])('at %i: %s', (years, classes) => {
  expect(prohibitedClasses(years).join(' ')).toBe(classes);
});

describe('the exchange at the age limit', () => {
  const holder = (birth: string, ...classes: LicenceClass[]) =>
    licence({ holderBirthOn: on(birth), classes: classes.map((cls) => holding(cls)) });
  const today = on('2015-11-03');
  const SIXTY = '1955-11-03';
  const SEVENTY = '1945-11-03';

  test.each<[string, LicenceFacts, 'C1' | 'C2', string | null]>([
    ['A1 at sixty', holder(SIXTY, 'A1'), 'C1', 'C1'],
    ['A1 at sixty, automatic chosen', holder(SIXTY, 'A1'), 'C2', 'C2'],
    ['A1 the day before', holder('1955-11-04', 'A1'), 'C1', null],
    ['A2 and E at sixty', holder(SIXTY, 'A2', 'E'), 'C1', 'C1 E'],
    ['B2 and C1 at sixty, C2 chosen', holder(SIXTY, 'B2', 'C1'), 'C2', 'C1'],
    ['C1 at sixty', holder(SIXTY, 'C1'), 'C1', null],
    ['C1 and D at seventy', holder(SEVENTY, 'C1', 'D'), 'C1', 'C1 F'],
    ['E alone at seventy', holder(SEVENTY, 'E'), 'C1', 'F'],
    ['A1 and D at seventy', holder(SEVENTY, 'A1', 'D'), 'C1', 'C1 F'],
    ['C1 and M at seventy', holder(SEVENTY, 'C1', 'M'), 'C1', 'C1'],
    ['C1 at seventy', holder(SEVENTY, 'C1'), 'C1', null],
  ])('%s', (_, subject, choice, classes) => {
    const target = overageTarget(subject, today, choice);
    expect(target?.kind === 'exchange' ? target.classes.join(' ') : target).toBe(classes);
  });

  test.each<[string, LicenceFacts]>([
    ['only N at sixty', holder(SIXTY, 'N')],
    ['only C3 at seventy', holder(SEVENTY, 'C3')],
    ['only M at seventy', holder(SEVENTY, 'M')],
  ])('%s leaves nothing: cancellation', (_, subject) => {
    expect(overageTarget(subject, today)).toMatchObject({ kind: 'cancellation' });
  });

  test('classes already cancelled are not exchanged', () => {
    const subject = licence({
      holderBirthOn: on(SIXTY),
      classes: [holding('A1', { cancelledOn: on('2014-01-01') }), holding('C1')],
    });
    expect(overageTarget(subject, today)).toBeNull();
  });
});
