// Why staff may see in full what is masked by default: a closed list, noted with every reading.

interface ReasonRow {
  readonly zh: string;
  readonly en: string;
  /** Whether words on the matter are asked for besides. */
  readonly noteRequired: boolean;
}

export const DISCLOSURE_REASONS = {
  decide: { zh: '办理、审核需要核对', en: 'Checked for a decision', noteRequired: false },
  contact: { zh: '联系当事人', en: 'To reach the person', noteRequired: false },
  label: { zh: '手写邮寄面单', en: 'To write a label by hand', noteRequired: false },
  registration: { zh: '办理注册、变更业务', en: 'For a registration or its change', noteRequired: false },
  complaint: { zh: '处理投诉、举报', en: 'To deal with a complaint', noteRequired: true },
  'legal-request': {
    zh: '有权机关依法调取',
    en: 'Asked for by an authority under the law',
    noteRequired: true,
  },
} as const satisfies Readonly<Record<string, ReasonRow>>;

export type DisclosureReason = keyof typeof DISCLOSURE_REASONS;

export const DISCLOSURE_REASON_NAMES = Object.keys(DISCLOSURE_REASONS).filter(isDisclosureReason);

function isDisclosureReason(name: string): name is DisclosureReason {
  return Object.hasOwn(DISCLOSURE_REASONS, name);
}

/** Whether a reason needs words that are not there. */
export function lacksNote(reason: DisclosureReason, note: string): boolean {
  return DISCLOSURE_REASONS[reason].noteRequired && note === '';
}

/** Reason and words as the audit trail keeps them. */
export function disclosureText(reason: DisclosureReason, note: string): string {
  return note === '' ? reason : `${reason}: ${note}`;
}
