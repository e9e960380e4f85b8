// 号牌号码 by category (GA 36): the prefix of province and office, a serial without I and O, at most two letters in it.
import type { PlateCategory } from '../register/codes.ts';

const PROVINCE_CHARACTERS = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁';
const MOST_LETTERS = 2;

interface PlateForm {
  /** Characters of the serial; null where the standard knows other layouts and only the characters are checked. */
  readonly serial: number | null;
  readonly suffix: string;
}

const ORDINARY = { serial: 5, suffix: '' } as const satisfies PlateForm;
const TRAINER = { serial: 4, suffix: '学' } as const satisfies PlateForm;
const POLICE = { serial: 4, suffix: '警' } as const satisfies PlateForm;
const SPECIAL = { serial: null, suffix: '' } as const satisfies PlateForm;

const FORMS = {
  '01': ORDINARY,
  '02': ORDINARY,
  '03': SPECIAL,
  '04': SPECIAL,
  '05': SPECIAL,
  '06': ORDINARY,
  '07': ORDINARY,
  '08': ORDINARY,
  '13': ORDINARY,
  '15': { serial: 4, suffix: '挂' },
  '16': TRAINER,
  '17': TRAINER,
  '20': SPECIAL,
  '22': SPECIAL,
  '23': POLICE,
  '24': POLICE,
} as const satisfies Readonly<Record<PlateCategory, PlateForm>>;

/** Capitals without spaces and the dot that plates show after the office letter: `豫q·a1234` → `豫QA1234`. */
export function normalisePlateNumber(text: string): string {
  return text.replace(/[\s·•.-]/g, '').toUpperCase();
}

/** Whether the text is a number of the category anywhere in the mainland. */
export function isPlateNumber(category: PlateCategory, text: string): boolean {
  const number = normalisePlateNumber(text);
  const { serial, suffix } = FORMS[category];
  if (serial === null) return /^[\p{Script=Han}A-Z0-9]{5,10}$/u.test(number) && /\d/.test(number);
  const prefix = number.slice(0, 2);
  const body = number.slice(2, number.length - suffix.length);
  return (
    PROVINCE_CHARACTERS.includes(prefix.charAt(0)) &&
    /^[A-HJ-NP-Z]$/.test(prefix.charAt(1)) &&
    number.endsWith(suffix) &&
    body.length === serial &&
    isPlateSerial(body)
  );
}

/** As `isPlateNumber`, and of the issuing office: by default 豫Q, 驻马店. */
export function isLocalPlateNumber(category: PlateCategory, text: string, prefix = '豫Q'): boolean {
  return isPlateNumber(category, text) && normalisePlateNumber(text).startsWith(prefix);
}

/** Digits and capitals without I and O, at most two letters. */
export function isPlateSerial(serial: string): boolean {
  return /^[0-9A-HJ-NP-Z]+$/.test(serial) && serial.replace(/\d/g, '').length <= MOST_LETTERS;
}
