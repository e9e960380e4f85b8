// 公安交通管理简易程序处罚决定书: who did what where, what it costs, until when it is paid, and what can be done against it.
import { RIGHT_OF_APPEAL } from '../domain/application/reasons.ts';
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import { dayText, yuanText } from '../domain/violations/texts.ts';
import { timeText } from './case-parts.ts';
import type { FormPaper, Section } from './form-paper.ts';
import { NONE } from './registration-parts.ts';

export interface PenaltyDecisionPaper {
  readonly decisionNo: string;
  readonly recordNo: string;
  readonly decidedOn: LocalDate;
  readonly decidedAt: Instant;
  /** Who was penalised, in full or masked; null of a licence that is not registered here. */
  readonly offender: { readonly name: string; readonly licenceNo: string } | null;
  readonly plateCategory: string;
  readonly plateNumber: string;
  readonly occurredAt: Instant;
  readonly place: string;
  readonly code: string;
  readonly text: string;
  readonly fineFen: number;
  readonly points: number;
  readonly payDueOn: LocalDate;
  readonly isWithdrawn: boolean;
  /** Made here, and not at a window. */
  readonly isOnline: boolean;
  readonly office: string;
  readonly printedAt: Instant;
}

const TITLE = '公安交通管理简易程序处罚决定书';
const WITHDRAWN = '本处罚决定已撤销';

const CAPTION = '扫码或扫描右上角条形码即为决定书编号,末位为校验码;凭编号可在平台和窗口核验本决定。';

const NOTE =
  '依据《中华人民共和国道路交通安全法》第九十条、第一百零七条、第一百零八条、第一百零九条;复议、诉讼期间不停止执行。';
const NOTE_ONLINE =
  '本决定由当事人在互联网交通安全综合服务平台自愿申请处理后作出,经短信验证码签署确认,电子送达。';

/** The decision; one that was withdrawn says so above everything else. */
export function penaltyDecisionPaper(of: PenaltyDecisionPaper): FormPaper {
  const { decisionNo, decidedOn, office, isWithdrawn, isOnline, printedAt } = of;
  return {
    ...{ title: isWithdrawn ? `${TITLE}(${WITHDRAWN})` : TITLE, printedAt, scanned: decisionNo },
    head: [`决定书编号:${decisionNo}`, `处罚机关:${office}  决定日期:${dayText(decidedOn)}`],
    sections: [offender(of), violation(of), penalty(of), remedy(of)],
    notesHeading: '说明',
    notes: isOnline ? [NOTE, NOTE_ONLINE] : [NOTE],
  };
}

function offender({ offender: who, plateCategory, plateNumber }: PenaltyDecisionPaper): Section {
  return {
    name: '当事人',
    rows: [
      [
        { label: '姓名', text: who?.name ?? NONE },
        { label: '驾驶证号', text: who?.licenceNo ?? NONE },
      ],
      [
        { label: '号牌种类', text: plateCategory },
        { label: '号牌号码', text: plateNumber },
      ],
    ],
  };
}

function violation({ recordNo, occurredAt, place, code, text }: PenaltyDecisionPaper): Section {
  return {
    name: '违法事实',
    rows: [
      [{ label: '违法记录编号', text: recordNo }],
      [{ label: '违法时间', text: timeText(occurredAt) }],
      [{ label: '违法地点', text: place }],
      [{ label: '违法行为', text: `${text}(代码 ${code})` }],
    ],
  };
}

function penalty({ fineFen, points, payDueOn }: PenaltyDecisionPaper): Section {
  const fine = fineFen === 0 ? '警告' : `罚款人民币${yuanText(fineFen)}元`;
  const payment =
    fineFen === 0
      ? '无需缴款'
      : `请于${dayText(payDueOn)}前(含当日)缴纳;到期不缴纳的,每日按罚款数额的百分之三加处罚款,加处罚款总额不超出罚款数额。`;
  return {
    name: '处罚决定',
    rows: [
      [
        { label: '处罚', text: fine },
        { label: '记分', text: `${points}分` },
      ],
      [{ label: '缴纳', text: payment }],
    ],
  };
}

function remedy({ decisionNo, decidedAt }: PenaltyDecisionPaper): Section {
  return {
    name: '救济与核验',
    rows: [
      [{ label: '救济途径', text: RIGHT_OF_APPEAL.zh }],
      [{ label: '决定时间', text: timeText(decidedAt) }],
      [{ label: '核验', square: decisionNo, caption: CAPTION }],
      [{ label: '', statement: '', signer: '处罚机关:', seal: '(处罚专用章)' }],
    ],
  };
}
