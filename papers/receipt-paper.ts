// 受理回执: that an application was handed in and accepted, and what was promised, with every date explained.
import type { Instant } from '../domain/calendar/local-date.ts';
import type { ClockKind } from '../domain/promises/policies.ts';
import { applicantRows, type CaseOnPaper, caseHead, handedInRow, timeText } from './case-parts.ts';
import type { FormPaper, Row, Section } from './form-paper.ts';
import { NONE } from './registration-parts.ts';

/** A promise and how its date was arrived at, a sentence each. */
export interface PromiseOnPaper {
  readonly kind: ClockKind;
  readonly dueAt: Instant;
  readonly explanation: readonly string[];
}

/** An unfavourable end: why, and what can be done against it. */
export interface EndingOnPaper {
  readonly reason: string;
  readonly note: string;
  readonly rightOfAppeal: string;
}

export interface Receipt extends CaseOnPaper {
  readonly acceptedAt: Instant | null;
  readonly stateName: string;
  readonly promises: readonly PromiseOnPaper[];
  readonly ending: EndingOnPaper | null;
}

/** Promises by the name under which the applicant knows them. */
const PROMISES: Readonly<Partial<Record<ClockKind, string>>> = {
  acceptance: '受理期限',
  delivery: '送达期限',
  'pickup-ready': '窗口备妥期限',
  'pickup-keep': '窗口领取期限',
  supplement: '补正期限',
  payment: '缴费期限',
  'plate-choice': '选号期限',
  'on-the-spot': '现场办结期限',
  issue: '核发期限',
  result: '结果录入期限',
  selection: '选号时限',
  reservation: '号牌预留期限',
};
const OTHER_PROMISE = '办理期限';

const CAPTION =
  '扫码或扫描右上角条形码即为申请编号。请登录平台查询办理进度;未登录时,凭申请编号和提交时收到的查询码查询。';

const NOTES = [
  '本回执由互联网交通安全综合服务平台出具,申请人姓名和身份证明号码已部分隐去。',
  '承诺的期限以工作日历为准;节假日安排公布或调整后,期限可能随之重新计算,最新期限以平台显示为准。',
] as const;

/** The receipt; before acceptance it says that the application was handed in, and no more. */
export function receiptPaper(of: Receipt): FormPaper {
  const { number, printedAt, acceptedAt, ending } = of;
  return {
    ...{ title: acceptedAt === null ? '申请提交回执' : '受理回执', printedAt, scanned: number },
    head: caseHead(of),
    sections: [
      { name: '申请', rows: caseRows(of) },
      { name: '材料', rows: [handedInRow(of)] },
      ...promiseSections(of.promises),
      ...(ending === null ? [] : [endingSection(ending)]),
      {
        name: '查询',
        rows: [
          [{ label: '申请编号', square: number, caption: CAPTION }],
          [{ label: '', statement: '', signer: '办理机关:', seal: '(业务专用章)' }],
        ],
      },
    ],
    notesHeading: '说明',
    notes: NOTES,
  };
}

function caseRows(of: Receipt): readonly Row[] {
  const { service, applicant, submittedAt, acceptedAt, stateName } = of;
  return [
    [{ label: '业务名称', text: service.name }],
    ...applicantRows(applicant),
    [
      { label: '提交时间', text: submittedAt === null ? NONE : timeText(submittedAt) },
      { label: '受理时间', text: acceptedAt === null ? '尚未受理' : timeText(acceptedAt) },
    ],
    [{ label: '办理状态', text: stateName }],
  ];
}

function promiseSections(promises: readonly PromiseOnPaper[]): readonly Section[] {
  if (promises.length === 0) return [];
  const rows = promises.map(({ kind, dueAt, explanation }): Row => {
    const text = [`${timeText(dueAt)} 前`, ...explanation].join('\n');
    return [{ label: PROMISES[kind] ?? OTHER_PROMISE, text }];
  });
  return [{ name: '承诺时限', rows }];
}

function endingSection({ reason, note, rightOfAppeal }: EndingOnPaper): Section {
  const why = note === '' ? reason : `${reason}\n${note}`;
  return {
    name: '结果',
    rows: [[{ label: '理由', text: why }], [{ label: '救济途径', text: rightOfAppeal }]],
  };
}
