// 领取凭证: what opens the pickup counter, on paper; code and square say the same.
import type { Instant } from '../domain/calendar/local-date.ts';
import { slipText } from '../domain/pickup/scanned.ts';
import { applicantRows, type CaseOnPaper, caseHead, timeText } from './case-parts.ts';
import type { FormPaper, Row } from './form-paper.ts';

export interface PickupSlip extends CaseOnPaper {
  readonly pickupCode: string;
  readonly place: string;
  readonly keptUntil: Instant;
  /** What has to be handed back for it, as a sentence; null where nothing has to. */
  readonly handBack: string | null;
  /** Who collects in the applicant's place, masked. */
  readonly proxy: { readonly name: string; readonly document: string; readonly idDocNo: string } | null;
}

const CAPTION = '工作人员扫描二维码即可核对取件码。凭证只能使用一次,请妥善保管,不要转发他人。';

const NOTES = [
  '领取时请出示本凭证和本人身份证明原件;也可以在平台出示每分钟更新的领取二维码。',
  '委托他人代领的,须先在平台登记代领人;代领人出示本凭证和登记的身份证明原件,证件号码一致的方可领取。',
  '逾期未领取的,不再保留,需要时请重新申请。',
] as const;

/** The slip of a case that is ready for pickup. */
export function pickupSlipPaper(of: PickupSlip): FormPaper {
  const { number, service, printedAt, pickupCode, place, keptUntil } = of;
  return {
    ...{ title: '牌证领取凭证', printedAt, scanned: number, head: caseHead(of) },
    sections: [
      { name: '申请', rows: [[{ label: '业务名称', text: service.name }], ...applicantRows(of.applicant)] },
      {
        name: '领取',
        rows: [
          [{ label: '取件码', text: [...pickupCode].join(' '), large: true }],
          [{ label: '二维码', square: slipText(number, pickupCode), caption: CAPTION }],
          [{ label: '领取地点', text: place }],
          [{ label: '保留至', text: timeText(keptUntil) }],
          ...conditionRows(of),
        ],
      },
      {
        name: '签收',
        rows: [[{ label: '', statement: '已当面核对并领取上述牌证。', signer: '领取人签字:', seal: null }]],
      },
    ],
    notesHeading: '领取须知',
    notes: NOTES,
  };
}

function conditionRows({ handBack, proxy }: PickupSlip): readonly Row[] {
  return [
    ...(handBack === null ? [] : [[{ label: '须交回', text: handBack }] as const]),
    ...(proxy === null
      ? []
      : [[{ label: '代领人', text: `${proxy.name}  ${proxy.document}  ${proxy.idDocNo}` }] as const]),
  ];
}
