// 驾驶人体检: what a hospital examines, and for which classes it suffices (R123 第十一条第二项, 第十二条).
import { inClassOrder, type LicenceClass } from './licence-classes.ts';

/** What an examination is for. */
export const EXAM_PURPOSES = {
  'first-application': { zh: '初次申领', en: 'First application' },
  renewal: { zh: '期满换证', en: 'Renewal on expiry' },
  'overage-exchange': { zh: '超龄换证', en: 'Exchange on reaching the age limit' },
  'annual-certificate': { zh: '每年提交身体条件证明', en: 'Yearly body-condition certificate' },
  'c5-certificate': {
    zh: 'C5每三年提交身体条件证明',
    en: 'Body-condition certificate of C5, every third year',
  },
  downgrade: { zh: '降低准驾车型', en: 'Change to a lower class' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** 妨碍安全驾驶的疾病和情形 (第十二条第一项、第二项): any of them stands against every class. */
export const LISTED_DISEASES = {
  'heart-disease': { zh: '器质性心脏病', en: 'Organic heart disease' },
  epilepsy: { zh: '癫痫病', en: 'Epilepsy' },
  'menieres-disease': { zh: '美尼尔氏症', en: 'Ménière’s disease' },
  vertigo: { zh: '眩晕症', en: 'Vertigo' },
  hysteria: { zh: '癔病', en: 'Hysteria' },
  'tremor-palsy': { zh: '震颤麻痹', en: 'Shaking palsy' },
  psychosis: { zh: '精神病', en: 'Psychosis' },
  dementia: { zh: '痴呆', en: 'Dementia' },
  'limb-neuropathy': { zh: '影响肢体活动的神经系统疾病', en: 'Nervous disease that affects the limbs' },
  'drugs-three-years': {
    zh: '三年内有吸食、注射毒品行为或者解除强制隔离戒毒措施未满三年,或者长期服用依赖性精神药品成瘾尚未戒除',
    en: 'Drug use, or compulsory withdrawal ended, within three years; or addiction to psychotropic medicine',
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export const HEARING = {
  sound: {
    zh: '两耳分别距音叉50厘米能辨别声源方向',
    en: 'Both ears tell a tuning fork’s direction at 50 cm',
  },
  'with-aid': { zh: '佩戴助听设备能够达到', en: 'Only with a hearing aid' },
  insufficient: { zh: '佩戴助听设备仍不能达到', en: 'Not even with a hearing aid' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export const LEG = {
  sound: { zh: '健全且运动功能正常', en: 'Sound' },
  impaired: { zh: '缺失或者丧失运动功能', en: 'Missing or without motor function' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export const CORRECTED_EYES = {
  none: { zh: '裸眼', en: 'None' },
  left: { zh: '左眼矫正', en: 'Left' },
  right: { zh: '右眼矫正', en: 'Right' },
  both: { zh: '双眼矫正', en: 'Both' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export type ExamPurpose = keyof typeof EXAM_PURPOSES;
export type ListedDisease = keyof typeof LISTED_DISEASES;
export type Hearing = keyof typeof HEARING;
export type Leg = keyof typeof LEG;
export type CorrectedEyes = keyof typeof CORRECTED_EYES;

export interface Hand {
  readonly thumb: boolean;
  /** Sound fingers beside the thumb, 0 … 4. */
  readonly fingers: number;
}

/** What was found. Eyesight as on the 对数视力表, corrected where it was corrected. */
export interface PhysicalExam {
  readonly heightCm: number;
  readonly leftEye: number;
  readonly rightEye: number;
  readonly redGreenBlind: boolean;
  readonly hearing: Hearing;
  readonly leftHand: Hand;
  readonly rightHand: Hand;
  /** 肢体和手指运动功能正常. */
  readonly armsMove: boolean;
  readonly leftLeg: Leg;
  readonly rightLeg: Leg;
  readonly legDifferenceCm: number;
  /** 能够自主坐立. */
  readonly sitsUnaided: boolean;
  /** 躯干、颈部无运动功能障碍. */
  readonly trunkMoves: boolean;
  /** Found by the doctor or declared by the examinee. */
  readonly diseases: readonly ListedDisease[];
}

/** R123 第五十二条: the days in which a licence is exchanged whose holder is no longer fit for it. */
export const EXCHANGE_WITHIN_DAYS = 30;

const TALL: readonly LicenceClass[] = ['A1', 'A2', 'A3', 'B2', 'N'];
const SHARP_EYED: readonly LicenceClass[] = ['A1', 'A2', 'A3', 'B1', 'B2', 'N', 'P'];
const WITH_HEARING_AID: readonly LicenceClass[] = ['C1', 'C2', 'C5'];
const LEAST_FINGERS = 3;
const MOST_LEG_DIFFERENCE_CM = 5;

/** The items of the certificate in their order, each with what it asks of a class. */
export const EXAM_ITEMS = {
  height: {
    zh: '身高',
    en: 'Height',
    passes: ({ heightCm }, cls) => heightCm >= leastHeightCm(cls),
  },
  eyesight: {
    zh: '视力',
    en: 'Eyesight',
    passes: ({ leftEye, rightEye }, cls) => Math.min(leftEye, rightEye) >= leastEyesight(cls),
  },
  colour: { zh: '辨色力', en: 'Colour vision', passes: ({ redGreenBlind }) => !redGreenBlind },
  hearing: {
    zh: '听力',
    en: 'Hearing',
    passes: ({ hearing }, cls) =>
      hearing === 'sound' || (hearing === 'with-aid' && WITH_HEARING_AID.includes(cls)),
  },
  'upper-limbs': {
    zh: '上肢',
    en: 'Upper limbs',
    passes: ({ leftHand, rightHand, armsMove }) => armsMove && isWhole(leftHand) && isWhole(rightHand),
  },
  'lower-limbs': { zh: '下肢', en: 'Lower limbs', passes: legsSuffice },
  trunk: { zh: '躯干、颈部', en: 'Trunk and neck', passes: ({ trunkMoves }) => trunkMoves },
  diseases: {
    zh: '妨碍安全驾驶的疾病',
    en: 'Listed diseases',
    passes: ({ diseases }) => diseases.length === 0,
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly zh: string;
      readonly en: string;
      readonly passes: (exam: PhysicalExam, cls: LicenceClass) => boolean;
    }
  >
>;
export type ExamItem = keyof typeof EXAM_ITEMS;

export interface ClassConclusion {
  readonly cls: LicenceClass;
  readonly qualified: boolean;
  readonly failed: readonly ExamItem[];
}

export interface ExamConclusion {
  /** Qualified for every class it was made for. */
  readonly conclusion: 'qualified' | 'unqualified';
  readonly classes: readonly ClassConclusion[];
}

/** The items that do not suffice for a class, in the order of the certificate. */
export function failedItems(exam: PhysicalExam, cls: LicenceClass): readonly ExamItem[] {
  return Object.entries(EXAM_ITEMS)
    .filter(([, { passes }]) => !passes(exam, cls))
    .map(([item]) => item)
    .filter(isExamItem);
}

/** What the examination comes to for the classes it was made for. @throws RangeError without any */
export function concludeExam(exam: PhysicalExam, classes: readonly LicenceClass[]): ExamConclusion {
  if (classes.length === 0) throw new RangeError('an examination is made for a class');
  const each = inClassOrder(classes).map((cls) => {
    const failed = failedItems(exam, cls);
    return { cls, qualified: failed.length === 0, failed };
  });
  return {
    conclusion: each.every(({ qualified }) => qualified) ? 'qualified' : 'unqualified',
    classes: each,
  };
}

/** Whether the text names an item. */
export function isExamItem(text: string): text is ExamItem {
  return Object.hasOwn(EXAM_ITEMS, text);
}

function leastHeightCm(cls: LicenceClass): number {
  if (TALL.includes(cls)) return 155;
  return cls === 'B1' ? 150 : 0;
}

function leastEyesight(cls: LicenceClass): number {
  return SHARP_EYED.includes(cls) ? 5 : 4.9;
}

function isWhole({ thumb, fingers }: Hand): boolean {
  return thumb && fingers >= LEAST_FINGERS;
}

/**
 * C2 does without the left leg. C5 is for who has lost the right one or both and sits unaided: with sound legs another class
 * is applied for (assumed).
 */
function legsSuffice(exam: PhysicalExam, cls: LicenceClass): boolean {
  const { leftLeg, rightLeg, legDifferenceCm, sitsUnaided } = exam;
  if (cls === 'C5') return rightLeg === 'impaired' && sitsUnaided;
  if (rightLeg === 'impaired') return false;
  if (leftLeg === 'impaired') return cls === 'C2';
  return legDifferenceCm <= MOST_LEG_DIFFERENCE_CM;
}
