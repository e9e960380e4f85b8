// 《机动车驾驶人身体条件证明》: who was examined, what was declared and found, what it comes to, and who signs for it.
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import { ID_DOCUMENTS, type IdDocKind } from '../domain/identity/identity-document.ts';
import { LICENCE_CLASSES } from '../domain/register/licence-classes.ts';
import {
  type CorrectedEyes,
  EXAM_ITEMS,
  EXAM_PURPOSES,
  type ExamConclusion,
  type ExamPurpose,
  type Hand,
  HEARING,
  LEG,
  LISTED_DISEASES,
  type ListedDisease,
  type PhysicalExam,
} from '../domain/register/physical-exam.ts';
import type { Tick } from './field.ts';
import type { FormPaper, Row, Section } from './form-paper.ts';
import { dateText, NONE, ticksOf } from './registration-parts.ts';

/** What stands on a certificate. */
export interface BodyCertificate {
  readonly certNo: string;
  readonly hospital: string;
  readonly examinedOn: LocalDate;
  readonly validTo: LocalDate;
  readonly examinee: {
    readonly name: string;
    readonly sex: 'M' | 'F';
    readonly birthOn: LocalDate;
    readonly idDocKind: IdDocKind;
    readonly idDocNo: string;
  };
  readonly purpose: ExamPurpose;
  readonly declaredDiseases: readonly ListedDisease[];
  readonly correctedEyes: CorrectedEyes;
  readonly exam: PhysicalExam;
  readonly outcome: ExamConclusion;
  readonly doctor: string;
  /** null where it is none that can be printed. */
  readonly photo: Uint8Array | null;
}

const SEXES = { M: '男', F: '女' } as const;
const CONCLUSIONS = { qualified: '合格', unqualified: '不合格' } as const;
const DECLARATION = '本人如实申告身体状况,所申告的内容真实;知道隐瞒真实情况应当承担的法律责任。';
const SIGNATURE = '本医疗机构已核对体检人身份,按照规定的项目检查,结果如上。';

const NOTES = [
  '本证明自出具之日起六个月内有效。',
  '视力按对数视力表填写,矫正的填写矫正视力;“—”表示没有该项内容。',
  '身体条件不符合所持准驾车型的,应当在三十日内到机动车驾驶证核发地车辆管理所申请降低准驾车型或者注销驾驶证。',
  '表中个人信息只用于机动车驾驶证业务,由出具证明的医疗机构和公安机关交通管理部门保管。',
] as const;

/** The certificate, filled in, for the doctor and the examinee to sign. */
export function bodyCertificatePaper(certificate: BodyCertificate, printedAt: Instant): FormPaper {
  const { certNo, hospital, examinedOn } = certificate;
  return {
    title: '机动车驾驶人身体条件证明',
    head: [`证明编号:${certNo}`, `${hospital}  体检日期:${dateText(examinedOn)}`],
    sections: [
      { name: '体检人', rows: examineeRows(certificate) },
      { name: '申告', rows: declarationRows(certificate) },
      { name: '检查项目', rows: itemRows(certificate) },
      { name: '结论', rows: conclusionRows(certificate) },
      signatures(certificate),
    ],
    notes: NOTES,
    notesHeading: '说明',
    printedAt,
  };
}

function examineeRows({ examinee, purpose, outcome, photo }: BodyCertificate): readonly Row[] {
  const { name, sex, birthOn, idDocKind, idDocNo } = examinee;
  const classes = outcome.classes.map(({ cls }) => `${cls} ${LICENCE_CLASSES[cls].zh}`);
  return [
    [
      { label: '姓名', text: name },
      { label: '性别', ticks: ticksOf(SEXES, (each) => each === sex) },
    ],
    [
      { label: '出生日期', text: dateText(birthOn) },
      { label: '身份证明名称', text: ID_DOCUMENTS[idDocKind].zh },
    ],
    [{ label: '身份证明号码', text: idDocNo }],
    [{ label: '体检事由', ticks: ticksOf(namesOf(EXAM_PURPOSES), (each) => each === purpose) }],
    [
      { label: '准驾车型', text: classes.join('、') },
      { label: '照片', picture: photo },
    ],
  ];
}

function declarationRows({ declaredDiseases }: BodyCertificate): readonly Row[] {
  return [
    [{ label: '有无下列疾病或者情形', ticks: diseaseTicks(declaredDiseases) }],
    [{ label: '', statement: DECLARATION, signer: '体检人签字:', seal: null }],
  ];
}

function itemRows({ exam, correctedEyes }: BodyCertificate): readonly Row[] {
  const { leftLeg, rightLeg, legDifferenceCm, sitsUnaided } = exam;
  const areLegsSound = leftLeg === 'sound' && rightLeg === 'sound';
  return [
    [
      { label: EXAM_ITEMS.height.zh, text: `${exam.heightCm} 厘米` },
      { label: EXAM_ITEMS.colour.zh, text: exam.redGreenBlind ? '红绿色盲' : '无红绿色盲' },
    ],
    [
      { label: '左眼视力', text: eyeText(exam.leftEye, isCorrected(correctedEyes, 'left')) },
      { label: '右眼视力', text: eyeText(exam.rightEye, isCorrected(correctedEyes, 'right')) },
    ],
    [{ label: EXAM_ITEMS.hearing.zh, text: HEARING[exam.hearing].zh }],
    [
      { label: '左手', text: handText(exam.leftHand) },
      { label: '右手', text: handText(exam.rightHand) },
    ],
    [
      { label: '肢体和手指运动功能', text: motionText(exam.armsMove) },
      { label: '躯干、颈部运动功能', text: motionText(exam.trunkMoves) },
    ],
    [
      { label: '左下肢', text: LEG[leftLeg].zh },
      { label: '右下肢', text: LEG[rightLeg].zh },
    ],
    [
      { label: '不等长度', text: areLegsSound ? `${legDifferenceCm} 厘米` : NONE },
      { label: '自主坐立', text: sitsUnaided ? '能够' : '不能' },
    ],
    [{ label: '检出的疾病或者情形', ticks: diseaseTicks(exam.diseases) }],
  ];
}

function conclusionRows({ outcome, validTo }: BodyCertificate): readonly Row[] {
  const each = outcome.classes.map(({ cls, qualified, failed }): Row => {
    const why = failed.map((item) => EXAM_ITEMS[item].zh).join('、');
    const text = qualified ? CONCLUSIONS.qualified : `${CONCLUSIONS.unqualified}(${why})`;
    return [{ label: cls, text }];
  });
  return [
    ...each,
    [
      { label: '结论', ticks: ticksOf(CONCLUSIONS, (conclusion) => conclusion === outcome.conclusion) },
      { label: '有效期至', text: dateText(validTo) },
    ],
  ];
}

function signatures({ doctor }: BodyCertificate): Section {
  return {
    name: '签字',
    rows: [
      [{ label: '医师姓名', text: doctor }],
      [{ label: '', statement: SIGNATURE, signer: '医师签字:', seal: '(医疗机构盖章)' }],
    ],
  };
}

function diseaseTicks(ticked: readonly ListedDisease[]): readonly Tick[] {
  const named: readonly string[] = ticked;
  const none = { label: '无', ticked: ticked.length === 0 };
  return [none, ...ticksOf(namesOf(LISTED_DISEASES), (disease) => named.includes(disease))];
}

function namesOf(rows: Readonly<Record<string, { readonly zh: string }>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rows).map(([key, { zh }]) => [key, zh]));
}

const isCorrected = (eyes: CorrectedEyes, eye: 'left' | 'right') => eyes === 'both' || eyes === eye;
const eyeText = (value: number, corrected: boolean) => `${value.toFixed(1)}(${corrected ? '矫正' : '裸眼'})`;
const handText = ({ thumb, fingers }: Hand) =>
  `拇指${thumb ? '健全' : '缺失或者不健全'},其他健全手指 ${fingers} 指`;
const motionText = (moves: boolean) => (moves ? '正常' : '有障碍');
