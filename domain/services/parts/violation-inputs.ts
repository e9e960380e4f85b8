// What is declared with the handling of a record, and the code that signs it.
import type { Field } from '../define.ts';

const YES_OR_NO = [
  { value: 'yes', zh: '是', en: 'Yes' },
  { value: 'no', zh: '否', en: 'No' },
] as const;

const asked = (name: string, zh: string, en: string) =>
  ({ name, zh, en, required: true, kind: 'choice', choices: YES_OR_NO }) as const satisfies Field;

export const DECLARATION_CODE = {
  name: 'code',
  zh: '短信验证码',
  en: 'Code sent by SMS',
  required: true,
  kind: 'phone-code',
  help: '发送至您账号手机号码的6位验证码,用于签署以上声明',
} as const satisfies Field;

/** Answers and not ticks: each “no” has a sentence of its own (violations.md §2 rows 15, 16, 25). */
export const VIOLATION_INPUTS = [
  {
    name: 'recordNo',
    zh: '违法记录编号',
    en: 'Number of the record',
    required: true,
    kind: 'text',
    maxLength: 32,
  },
  asked('undisputed', '本人对违法行为事实无异议', 'I do not dispute the facts'),
  asked('ownDriving', '违法发生时由本人驾驶', 'I was driving myself'),
  asked(
    'recentlyPenalised',
    '最近3日内是否在其他地点被记分',
    'Points were recorded elsewhere within the last three days',
  ),
  DECLARATION_CODE,
] as const satisfies readonly Field[];
