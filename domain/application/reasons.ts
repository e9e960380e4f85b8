// Reasons given with a decision against the applicant: by a clerk from a closed list, or by the platform itself.

export interface ReasonRow {
  readonly zh: string;
  readonly en: string;
}

/** What a clerk may give with not-accepted, refused or supplement; a service may add its own (`clerkReasons`). */
export const CLERK_REASONS = {
  'documents-incomplete': { zh: '材料不齐全', en: 'Documents are missing' },
  'documents-illegible': { zh: '影像不清晰', en: 'The images are not legible' },
  'identity-mismatch': { zh: '身份信息不一致', en: 'The identity details do not agree' },
  'photo-not-standard': { zh: '照片不符合标准', en: 'The photograph does not meet the standard' },
  'address-invalid': { zh: '地址无法邮寄', en: 'The address cannot be served by post' },
  'status-changed': { zh: '状态已变化', en: 'The register status has changed' },
  'fee-unpaid': { zh: '未缴纳费用', en: 'The fee has not been paid' },
  'beyond-authority': { zh: '不属于本业务范围', en: 'The matter does not belong to this service' },
} as const satisfies Record<string, ReasonRow>;

/** What the platform itself gives when a time runs out. */
export const SYSTEM_REASONS = {
  'supplement-overdue': { zh: '逾期未补正', en: 'Nothing was supplemented in time' },
  'fee-unpaid': CLERK_REASONS['fee-unpaid'],
  'session-called-off': { zh: '场次已取消', en: 'The session was called off' },
} as const satisfies Record<string, ReasonRow>;

/** Printed under every decision against the applicant (行政复议法 第九条, 行政诉讼法 第四十六条). */
export const RIGHT_OF_APPEAL = {
  zh: '如不服本决定,可以自收到本决定之日起六十日内依法申请行政复议,或者自收到本决定之日起六个月内依法提起行政诉讼。',
  en: 'If you disagree you may ask for administrative reconsideration within sixty days of receiving this decision, or bring an administrative action within six months of receiving it.',
} as const satisfies ReasonRow;
