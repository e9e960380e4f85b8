// What a hospital fills in of an examination, and what it found as the rules take it. Findings are the examinee's own affair.
import { ID_DOCUMENTS, type IdDocKind } from '../../identity/identity-document.ts';
import { isLicenceClass, LICENCE_CLASSES, type LicenceClass } from '../../register/licence-classes.ts';
import {
  CORRECTED_EYES,
  type CorrectedEyes,
  EXAM_PURPOSES,
  type Hand,
  HEARING,
  type Hearing,
  LEG,
  type Leg,
  LISTED_DISEASES,
  type ListedDisease,
  type PhysicalExam,
} from '../../register/physical-exam.ts';
import type { Choice, Field, Form } from '../define.ts';
import { textIn } from './rules.ts';

const choicesOf = (rows: Readonly<Record<string, { readonly zh: string; readonly en: string }>>): Choice[] =>
  Object.entries(rows).map(([value, { zh, en }]) => ({ value, zh, en }));

/** A residence permit goes with another document and identifies nobody by itself. */
const IDENTITY_KINDS = Object.entries(ID_DOCUMENTS)
  .filter(([kind]) => kind !== 'residence-permit')
  .map(([value, { zh }]) => ({ value, zh, en: value.replaceAll('-', ' ') }));

const CLASS_CHOICES = Object.entries(LICENCE_CLASSES).map(([value, { zh }]) => ({
  value,
  zh: `${value} ${zh}`,
  en: value,
}));

const NORMAL = [
  { value: 'normal', zh: '正常', en: 'Normal' },
  { value: 'impaired', zh: '有障碍', en: 'Impaired' },
] as const satisfies readonly Choice[];

type Names = Readonly<{ name: string; zh: string; en: string }>;

const found = (names: Names, choices: readonly Choice[]): Field => ({
  ...names,
  required: true,
  private: true,
  kind: 'choice',
  choices,
});

const measured = (names: Names, min: number, max: number, decimals: number): Field => ({
  ...{ ...names, min, max, decimals },
  required: true,
  private: true,
  kind: 'number',
});

/** Asked of everybody: an empty answer is an answer, a missing one is none. */
const diseases = (names: Names): Field => ({
  ...names,
  required: true,
  private: true,
  kind: 'choices',
  choices: choicesOf(LISTED_DISEASES),
  minimum: 0,
});

const written = (names: Names): Field => ({ ...names, required: true, kind: 'text', maxLength: 60 });

/** Who is examined, by the document shown. */
export const EXAMINEE_INPUTS: readonly Field[] = [
  {
    ...{ name: 'idDocKind', zh: '身份证明名称', en: 'Kind of identity document' },
    required: true,
    kind: 'choice',
    choices: IDENTITY_KINDS,
  },
  {
    ...{ name: 'idDocNo', zh: '身份证明号码', en: 'Number of the identity document' },
    required: true,
    kind: 'identity-number',
  },
  written({ name: 'name', zh: '姓名', en: 'Name' }),
  found({ name: 'sex', zh: '性别', en: 'Sex' }, [
    { value: 'M', zh: '男', en: 'Male' },
    { value: 'F', zh: '女', en: 'Female' },
  ]),
  {
    ...{ name: 'birthOn', zh: '出生日期', en: 'Date of birth' },
    required: true,
    private: true,
    kind: 'date',
  },
];

/** What the examination is for, and what was found (R123 第十一条第二项). */
export const EXAM_INPUTS: readonly Field[] = [
  {
    ...{ name: 'purpose', zh: '体检事由', en: 'Purpose of the examination' },
    required: true,
    kind: 'choice',
    choices: choicesOf(EXAM_PURPOSES),
  },
  {
    ...{ name: 'classes', zh: '准驾车型', en: 'Classes examined for' },
    required: true,
    kind: 'choices',
    choices: CLASS_CHOICES,
    minimum: 1,
  },
  diseases({ name: 'declaredDiseases', zh: '申告的疾病', en: 'Diseases declared by the examinee' }),
  measured({ name: 'heightCm', zh: '身高(厘米)', en: 'Height in cm' }, 50, 260, 1),
  measured({ name: 'leftEye', zh: '左眼视力', en: 'Left eye' }, 0, 5.3, 1),
  measured({ name: 'rightEye', zh: '右眼视力', en: 'Right eye' }, 0, 5.3, 1),
  found({ name: 'correctedEyes', zh: '视力矫正', en: 'Corrected eyesight' }, choicesOf(CORRECTED_EYES)),
  found({ name: 'colourVision', zh: '辨色力', en: 'Colour vision' }, [
    { value: 'normal', zh: '无红绿色盲', en: 'Not red-green blind' },
    { value: 'red-green-blind', zh: '红绿色盲', en: 'Red-green blind' },
  ]),
  found({ name: 'hearing', zh: '听力', en: 'Hearing' }, choicesOf(HEARING)),
  ...(['left', 'right'] as const).flatMap(handInputs),
  found({ name: 'arms', zh: '肢体和手指运动功能', en: 'Motion of arms and fingers' }, NORMAL),
  found({ name: 'leftLeg', zh: '左下肢', en: 'Left leg' }, choicesOf(LEG)),
  found({ name: 'rightLeg', zh: '右下肢', en: 'Right leg' }, choicesOf(LEG)),
  measured(
    { name: 'legDifferenceCm', zh: '双下肢不等长度(厘米)', en: 'Difference of the legs in cm' },
    0,
    99,
    1,
  ),
  found({ name: 'sitting', zh: '自主坐立', en: 'Sitting unaided' }, [
    { value: 'unaided', zh: '能够自主坐立', en: 'Unaided' },
    { value: 'not-unaided', zh: '不能自主坐立', en: 'Not unaided' },
  ]),
  found({ name: 'trunk', zh: '躯干、颈部运动功能', en: 'Motion of trunk and neck' }, NORMAL),
  diseases({ name: 'diseases', zh: '检出的疾病', en: 'Diseases found' }),
  written({ name: 'doctor', zh: '医师姓名', en: 'Doctor' }),
];

function handInputs(side: 'left' | 'right'): Field[] {
  const [zh, en] = side === 'left' ? ['左手', 'Left hand'] : ['右手', 'Right hand'];
  return [
    found({ name: `${side}Thumb`, zh: `${zh}拇指`, en: `${en}: thumb` }, [
      { value: 'sound', zh: '健全', en: 'Sound' },
      { value: 'missing', zh: '缺失或者不健全', en: 'Missing or unsound' },
    ]),
    measured(
      { name: `${side}Fingers`, zh: `${zh}其他健全手指数`, en: `${en}: other sound fingers` },
      0,
      4,
      0,
    ),
  ];
}

/** Who was examined, as a form that was judged says it. */
export function examineeOf(form: Form) {
  return {
    identity: { kind: idDocKindOf(textIn(form, 'idDocKind')), number: textIn(form, 'idDocNo') },
    name: textIn(form, 'name'),
    sex: textIn(form, 'sex') === 'F' ? ('F' as const) : ('M' as const),
    birthOn: textIn(form, 'birthOn'),
  };
}

/** The classes asked for. */
export function examinedClasses(form: Form): readonly LicenceClass[] {
  return listIn(form, 'classes').filter(isLicenceClass);
}

/** What was found, as a form that was judged says it; what was declared counts as found. */
export function examOf(form: Form): PhysicalExam {
  const handOf = (side: 'left' | 'right'): Hand => ({
    thumb: textIn(form, `${side}Thumb`) === 'sound',
    fingers: numberIn(form, `${side}Fingers`),
  });
  const all = [...listIn(form, 'declaredDiseases'), ...listIn(form, 'diseases')];
  return {
    heightCm: numberIn(form, 'heightCm'),
    leftEye: numberIn(form, 'leftEye'),
    rightEye: numberIn(form, 'rightEye'),
    redGreenBlind: textIn(form, 'colourVision') !== 'normal',
    hearing: keyIn<Hearing>(HEARING, textIn(form, 'hearing'), 'insufficient'),
    leftHand: handOf('left'),
    rightHand: handOf('right'),
    armsMove: textIn(form, 'arms') === 'normal',
    leftLeg: keyIn<Leg>(LEG, textIn(form, 'leftLeg'), 'impaired'),
    rightLeg: keyIn<Leg>(LEG, textIn(form, 'rightLeg'), 'impaired'),
    legDifferenceCm: numberIn(form, 'legDifferenceCm'),
    sitsUnaided: textIn(form, 'sitting') === 'unaided',
    trunkMoves: textIn(form, 'trunk') === 'normal',
    diseases: [...new Set(all)].filter(isListedDisease),
  };
}

/** What is kept of an examination beside the rules' own view of it. */
export function examItemsOf(form: Form) {
  return {
    exam: examOf(form),
    correctedEyes: keyIn<CorrectedEyes>(CORRECTED_EYES, textIn(form, 'correctedEyes'), 'none'),
    declaredDiseases: listIn(form, 'declaredDiseases').filter(isListedDisease),
  };
}

function isListedDisease(name: string): name is ListedDisease {
  return Object.hasOwn(LISTED_DISEASES, name);
}

function idDocKindOf(text: string): IdDocKind {
  return keyIn<IdDocKind>(ID_DOCUMENTS, text, 'resident-id');
}

function keyIn<K extends string>(record: Readonly<Record<K, unknown>>, text: string, otherwise: K): K {
  const isKey = (name: string): name is K => Object.hasOwn(record, name);
  return isKey(text) ? text : otherwise;
}

function listIn(form: Form, name: string): readonly string[] {
  const value = form[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A figure that is missing is none that suffices. */
function numberIn(form: Form, name: string): number {
  const value = form[name];
  return typeof value === 'number' ? value : Number.NaN;
}
