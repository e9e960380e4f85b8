// What both application forms of registration have in common: what is applied for, an identity document, a change, signatures.
import { type Instant, type LocalDate, localDateOf } from '../domain/calendar/local-date.ts';
import { ID_DOCUMENTS, type IdDocKind } from '../domain/identity/identity-document.ts';
import type { Tick } from './field.ts';
import type { Row, Section } from './form-paper.ts';

/** What every form tells of its application. */
export interface FormFacts {
  readonly number: string;
  readonly office: string;
  readonly submittedAt: Instant | null;
  readonly printedAt: Instant;
  /** Names of the documents handed in. */
  readonly documents: readonly string[];
}

export interface ShownDocument {
  readonly kind: IdDocKind;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

/** What stands in a cell that nothing was taken down for. */
export const NONE = '—';

/** What the forms are for, in the order in which they name it. */
const SUBJECTS = {
  register: '注册',
  change: '变更',
  upgrade: '互联网用户转窗口用户',
} as const;
export type Subject = keyof typeof SUBJECTS;

/** Above the grid: number and day of the application, and the window. */
export function headOf({ number, office, submittedAt }: FormFacts): readonly [string, string] {
  const day = submittedAt === null ? NONE : dateText(localDateOf(submittedAt));
  return [`申请编号:${number}`, `受理窗口:${office}  受理日期:${day}`];
}

/** 2026-11-24 → 2026年11月24日 */
export function dateText(on: LocalDate): string {
  const [year, month, day] = on.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** One box for each name, ticked where it was chosen. */
export function ticksOf<K extends string>(
  names: Readonly<Record<K, string>>,
  isTicked: (key: string) => boolean,
): readonly Tick[] {
  return Object.entries<string>(names).map(([key, label]) => ({ label, ticked: isTicked(key) }));
}

/** What is applied for, out of what the form may be used for. */
export function subjectRow(subject: Subject, offered: readonly Subject[]): Row {
  const ticks = offered.map((each) => ({ label: SUBJECTS[each], ticked: each === subject }));
  return [{ label: '申请事项', ticks }];
}

/** An identity document as it was shown at the window. */
export function identityRows({ kind, number, issuedOn, validFrom, validTo }: ShownDocument): readonly Row[] {
  return [
    [{ label: '身份证明名称', text: ID_DOCUMENTS[kind].zh }],
    [
      { label: '身份证明号码', text: number },
      { label: '签发日期', text: dateText(issuedOn) },
    ],
    [
      {
        label: '有效期限',
        text: `${dateText(validFrom)} 至 ${validTo === null ? '长期' : dateText(validTo)}`,
      },
    ],
  ];
}

/** The documents handed in, and who vouches for what was taken down. */
export function closingSections(
  { documents }: Pick<FormFacts, 'documents'>,
  applicant: { readonly statement: string; readonly signer: string; readonly seal: string | null },
): readonly Section[] {
  const handedIn = documents.map((label) => ({ label, ticked: true }));
  return [
    {
      name: '资料',
      rows: [
        [
          handedIn.length === 0
            ? { label: '提交的资料', text: NONE }
            : { label: '提交的资料', ticks: handedIn },
        ],
      ],
    },
    { name: '签字', rows: [[{ label: '', ...applicant }]] },
    {
      name: '办理',
      rows: [
        [
          { label: '', statement: '经办意见:', signer: '经办人签字:', seal: null },
          { label: '', statement: '审核意见:', signer: '审核人签字:', seal: '(盖章)' },
        ],
      ],
    },
  ];
}

/** Instructions that hold for both forms. */
export const COMMON_NOTES = [
  '请逐项核对,确认无误后签字。“□”表示字库中没有的汉字,请照身份证明用黑色墨水笔正楷填写;“—”表示没有该项内容。',
  '窗口受理后一个工作日内审核完毕;审核通过的,结果以短信告知,新注册用户的账号和初始密码一并发送。',
  '表中个人信息只用于互联网交通安全综合服务,由公安机关交通管理部门保管。',
] as const;
