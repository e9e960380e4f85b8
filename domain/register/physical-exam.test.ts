import fc from 'fast-check';
import { CLASS_ORDER, type LicenceClass } from './licence-classes.ts';
import {
  concludeExam,
  EXAM_ITEMS,
  type ExamItem,
  failedItems,
  isExamItem,
  LISTED_DISEASES,
  type PhysicalExam,
} from './physical-exam.ts';

/** Nothing is wrong with them. */
const SOUND: PhysicalExam = {
  heightCm: 172.5,
  leftEye: 5.1,
  rightEye: 5.1,
  redGreenBlind: false,
  hearing: 'sound',
  leftHand: { thumb: true, fingers: 4 },
  rightHand: { thumb: true, fingers: 4 },
  armsMove: true,
  leftLeg: 'sound',
  rightLeg: 'sound',
  legDifferenceCm: 0,
  sitsUnaided: true,
  trunkMoves: true,
  diseases: [],
};
/** Fit for C5: the right leg is missing, everything else is sound. */
const C5_FIT: PhysicalExam = { ...SOUND, rightLeg: 'impaired' };

const ALL = CLASS_ORDER;
const NOT_C5 = ALL.filter((cls) => cls !== 'C5');
const except = (...classes: readonly LicenceClass[]) => NOT_C5.filter((cls) => !classes.includes(cls));

/** The classes that an examination suffices for. */
const fitFor = (exam: PhysicalExam) => ALL.filter((cls) => failedItems(exam, cls).length === 0);

test('who is sound is fit for every class but that of the disabled', () => {
  expect(fitFor(SOUND)).toEqual(NOT_C5);
  expect(failedItems(SOUND, 'C5')).toEqual(['lower-limbs']);
});

const TALL_CLASSES: readonly LicenceClass[] = ['A1', 'A2', 'A3', 'B2', 'N'];
const SHARP_CLASSES: readonly LicenceClass[] = ['A1', 'A2', 'A3', 'B1', 'B2', 'N', 'P'];

test.each<[string, Partial<PhysicalExam>, readonly LicenceClass[]]>([
  ['155 cm', { heightCm: 155 }, NOT_C5],
  ['154.9 cm', { heightCm: 154.9 }, except(...TALL_CLASSES)],
  ['150 cm', { heightCm: 150 }, except(...TALL_CLASSES)],
  ['149.9 cm', { heightCm: 149.9 }, except(...TALL_CLASSES, 'B1')],
  ['5.0 on both eyes', { leftEye: 5, rightEye: 5 }, NOT_C5],
  ['4.9 on the left eye', { leftEye: 4.9 }, except(...SHARP_CLASSES)],
  ['4.9 on the right eye', { rightEye: 4.9 }, except(...SHARP_CLASSES)],
  ['4.8 on the left eye', { leftEye: 4.8 }, []],
  ['4.8 on the right eye', { rightEye: 4.8 }, []],
  ['red-green blindness', { redGreenBlind: true }, []],
  ['a hearing aid', { hearing: 'with-aid' }, ['C1', 'C2']],
  ['no hearing', { hearing: 'insufficient' }, []],
  [
    'three fingers on each hand',
    { leftHand: { thumb: true, fingers: 3 }, rightHand: { thumb: true, fingers: 3 } },
    NOT_C5,
  ],
  ['two fingers on the left hand', { leftHand: { thumb: true, fingers: 2 } }, []],
  ['two fingers on the right hand', { rightHand: { thumb: true, fingers: 2 } }, []],
  ['no left thumb', { leftHand: { thumb: false, fingers: 4 } }, []],
  ['no right thumb', { rightHand: { thumb: false, fingers: 4 } }, []],
  ['arms that do not move well', { armsMove: false }, []],
  ['legs that differ by 5 cm', { legDifferenceCm: 5 }, NOT_C5],
  ['legs that differ by 5.1 cm', { legDifferenceCm: 5.1 }, []],
  ['no left leg', { leftLeg: 'impaired' }, ['C2']],
  ['no left leg, whatever the length', { leftLeg: 'impaired', legDifferenceCm: 40 }, ['C2']],
  ['no right leg', { rightLeg: 'impaired' }, ['C5']],
  ['no legs', { leftLeg: 'impaired', rightLeg: 'impaired' }, ['C5']],
  [
    'no legs, and not able to sit unaided',
    { leftLeg: 'impaired', rightLeg: 'impaired', sitsUnaided: false },
    [],
  ],
  ['a stiff neck', { trunkMoves: false }, []],
])('%s', (_, found, classes) => {
  expect(fitFor({ ...SOUND, ...found })).toEqual(classes);
});

test.each<[string, Partial<PhysicalExam>, boolean]>([
  ['4.9 on both eyes', { leftEye: 4.9, rightEye: 4.9 }, true],
  ['4.8 on one eye', { leftEye: 4.8 }, false],
  ['a hearing aid', { hearing: 'with-aid' }, true],
  ['no hearing', { hearing: 'insufficient' }, false],
  ['red-green blindness', { redGreenBlind: true }, false],
  ['a missing thumb', { leftHand: { thumb: false, fingers: 4 } }, false],
  ['a small stature', { heightCm: 120 }, true],
  ['a trunk that does not move well', { trunkMoves: false }, false],
])('C5 with %s', (_, found, fit) => {
  expect(fitFor({ ...C5_FIT, ...found })).toEqual(fit ? ['C5'] : []);
});

test.each(Object.keys(LISTED_DISEASES))('%s stands against every class', (name) => {
  const diseases = [name].filter((each): each is keyof typeof LISTED_DISEASES => each in LISTED_DISEASES);
  expect(diseases).toHaveLength(1);
  for (const exam of [SOUND, C5_FIT]) expect(fitFor({ ...exam, diseases })).toEqual([]);
});

test('the law names ten diseases and conditions', () => {
  expect(
    Object.values(LISTED_DISEASES)
      .slice(0, 9)
      .map(({ zh }) => zh),
  ).toEqual([
    '器质性心脏病',
    '癫痫病',
    '美尼尔氏症',
    '眩晕症',
    '癔病',
    '震颤麻痹',
    '精神病',
    '痴呆',
    '影响肢体活动的神经系统疾病',
  ]);
  expect(Object.keys(LISTED_DISEASES)).toHaveLength(10);
});

test('one class that it does not suffice for makes it unqualified, and is told with its items', () => {
  const exam: PhysicalExam = { ...SOUND, heightCm: 151, leftEye: 4.9 };
  expect(concludeExam(exam, ['C1', 'A1', 'B1', 'C1'])).toEqual({
    conclusion: 'unqualified',
    classes: [
      { cls: 'A1', qualified: false, failed: ['height', 'eyesight'] },
      { cls: 'B1', qualified: false, failed: ['eyesight'] },
      { cls: 'C1', qualified: true, failed: [] },
    ],
  });
  expect(concludeExam(exam, ['C1'])).toEqual({
    conclusion: 'qualified',
    classes: [{ cls: 'C1', qualified: true, failed: [] }],
  });
  expect(() => concludeExam(exam, [])).toThrow(RangeError);
});

/** The same law written down once more, class by class. */
const MODEL: Readonly<Record<LicenceClass, { height: number; eye: number; aid: boolean; legs: string }>> = {
  A1: { height: 155, eye: 50, aid: false, legs: 'both' },
  A2: { height: 155, eye: 50, aid: false, legs: 'both' },
  A3: { height: 155, eye: 50, aid: false, legs: 'both' },
  B1: { height: 150, eye: 50, aid: false, legs: 'both' },
  B2: { height: 155, eye: 50, aid: false, legs: 'both' },
  C1: { height: 0, eye: 49, aid: true, legs: 'both' },
  C2: { height: 0, eye: 49, aid: true, legs: 'right' },
  C3: { height: 0, eye: 49, aid: false, legs: 'both' },
  C4: { height: 0, eye: 49, aid: false, legs: 'both' },
  C5: { height: 0, eye: 49, aid: true, legs: 'disabled' },
  D: { height: 0, eye: 49, aid: false, legs: 'both' },
  E: { height: 0, eye: 49, aid: false, legs: 'both' },
  F: { height: 0, eye: 49, aid: false, legs: 'both' },
  M: { height: 0, eye: 49, aid: false, legs: 'both' },
  N: { height: 155, eye: 50, aid: false, legs: 'both' },
  P: { height: 0, eye: 50, aid: false, legs: 'both' },
};

/** Tenths and truth values drawn independently, so that no comparison is shared with what is tested. */
const drawn = fc.record({
  height: fc.oneof(fc.integer({ min: 1480, max: 1570 }), fc.integer({ min: 900, max: 2200 })),
  eyes: fc.tuple(fc.integer({ min: 46, max: 53 }), fc.integer({ min: 46, max: 53 })),
  colour: fc.boolean(),
  hearing: fc.constantFrom('sound', 'with-aid', 'insufficient'),
  thumbs: fc.tuple(fc.boolean(), fc.boolean()),
  fingers: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
  arms: fc.boolean(),
  legs: fc.tuple(fc.boolean(), fc.boolean()),
  difference: fc.integer({ min: 0, max: 100 }),
  sits: fc.boolean(),
  trunk: fc.boolean(),
  diseases: fc.subarray(['epilepsy', 'vertigo', 'drugs-three-years'] as const),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const examOf = (of: Drawn): PhysicalExam => ({
  heightCm: of.height / 10,
  leftEye: of.eyes[0] / 10,
  rightEye: of.eyes[1] / 10,
  redGreenBlind: of.colour,
  hearing: of.hearing,
  leftHand: { thumb: of.thumbs[0], fingers: of.fingers[0] },
  rightHand: { thumb: of.thumbs[1], fingers: of.fingers[1] },
  armsMove: of.arms,
  leftLeg: of.legs[0] ? 'sound' : 'impaired',
  rightLeg: of.legs[1] ? 'sound' : 'impaired',
  legDifferenceCm: of.difference / 10,
  sitsUnaided: of.sits,
  trunkMoves: of.trunk,
  diseases: of.diseases,
});

function modelFailures(of: Drawn, cls: LicenceClass): ExamItem[] {
  const row = MODEL[cls];
  const [left, right] = of.legs;
  const legs: Readonly<Record<string, boolean>> = {
    both: left && right && of.difference <= 50,
    right: right && (!left || of.difference <= 50),
    disabled: !right && of.sits,
  };
  const verdicts: Readonly<Record<ExamItem, boolean>> = {
    height: of.height >= row.height * 10,
    eyesight: of.eyes.every((eye) => eye >= row.eye),
    colour: !of.colour,
    hearing: of.hearing === 'sound' || (row.aid && of.hearing === 'with-aid'),
    'upper-limbs': of.arms && of.thumbs.every(Boolean) && of.fingers.every((count) => count > 2),
    'lower-limbs': legs[row.legs] ?? false,
    trunk: of.trunk,
    diseases: of.diseases.length === 0,
  };
  return Object.keys(verdicts)
    .filter(isExamItem)
    .filter((item) => !verdicts[item]);
}

test('every class and every finding as the model has it', () => {
  fc.assert(
    fc.property(drawn, fc.subarray([...CLASS_ORDER], { minLength: 1 }), (of, classes) => {
      const { conclusion, classes: each } = concludeExam(examOf(of), classes);
      expect(each.map(({ cls }) => cls)).toEqual(classes);
      for (const { cls, qualified, failed } of each) {
        expect(failed).toEqual(modelFailures(of, cls));
        expect(qualified).toBe(failed.length === 0);
      }
      expect(conclusion).toBe(each.every(({ qualified }) => qualified) ? 'qualified' : 'unqualified');
    }),
    { numRuns: 500 },
  );
});

test('an item is known by its name', () => {
  expect(Object.keys(EXAM_ITEMS).every(isExamItem)).toBe(true);
  expect(isExamItem('weight')).toBe(false);
});
