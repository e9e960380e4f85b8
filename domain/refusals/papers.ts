// Refusals of papers, of what is handed in with them, and of what a scanner brings in.
import type { RefusalRow } from './refusal-row.ts';

export const PAPER_REFUSALS = {
  'receipt-not-ready': {
    status: 409,
    zh: '申请尚未提交,没有回执。',
    en: 'The application has not been submitted, so there is no receipt.',
  },
  'form-not-offered': {
    status: 409,
    zh: '该业务没有需要填写的申请表。',
    en: 'This service has no application form.',
  },
  'document-kind-unknown': {
    status: 422,
    zh: '没有业务需要提交此类材料({kind})。',
    en: 'No service asks for a document of this kind ({kind}).',
  },
  'scan-unknown': {
    status: 422,
    zh: '未能识别扫描的内容,请重新扫描,或输入申请编号。',
    en: 'What was scanned is none of our numbers or passes; scan it again or type the number.',
  },
} as const satisfies Record<string, RefusalRow>;
