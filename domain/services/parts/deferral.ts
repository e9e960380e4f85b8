// What the three deferrals share (驾驶证申领和使用规定 第六十三条): 服兵役、出国(境)等, at most three years.
import { addYears, type LocalDate } from '../../calendar/local-date.ts';
import type { DeferralKind } from '../../register/facts.ts';
import { deferralBase, renewalWindow } from '../../register/licence.ts';
import type { DocumentRequirement, Field, LicenceGiven, Precondition } from '../define.ts';
import { HELD_LICENCE, HOLDER_IDENTITY, LICENCE_FORM } from './licence-documents.ts';
import { dateIn, fieldRule } from './rules.ts';

type Rule = Precondition<LicenceGiven>;

const MAX_YEARS = 3;

const FROM = {
  name: 'from',
  zh: '延期开始日期',
  en: 'Deferred from',
  required: true,
  kind: 'date',
} as const satisfies Field;
const TO = {
  name: 'to',
  zh: '延期截止日期',
  en: 'Deferred until',
  required: true,
  kind: 'date',
} as const satisfies Field;

export const DEFERRAL_INPUTS = [
  {
    name: 'reason',
    zh: '延期事由',
    en: 'Reason',
    required: true,
    kind: 'choice',
    choices: [
      { value: 'military', zh: '服兵役', en: 'Military service' },
      { value: 'abroad', zh: '出国(境)', en: 'Stay abroad' },
      { value: 'other', zh: '其他原因', en: 'Other reason' },
    ],
  },
  FROM,
  TO,
  {
    name: 'declaration',
    zh: '本人知悉延期期间不得驾驶机动车',
    en: 'I know that I may not drive during the deferral',
    required: true,
    kind: 'declaration',
  },
] as const satisfies readonly Field[];

export const DEFERRAL_DOCUMENTS = [
  LICENCE_FORM,
  HOLDER_IDENTITY,
  HELD_LICENCE,
  {
    kind: 'deferral-proof',
    zh: '延期事由证明',
    en: 'Proof of the reason',
    source: 'upload',
    required: true,
    refusal: 'no-proof',
  },
] as const satisfies readonly DocumentRequirement[];

export const TOO_LATE: Rule = {
  refusal: 'too-late',
  when: ({ licence, today }) => today > (renewalWindow(licence)?.lateUntil ?? today),
};

/** The rules on the dates asked for, counted from the date that is put off. */
export function deferralDates(kind: DeferralKind): readonly Rule[] {
  return [
    fieldRule(TO, { zh: '不能早于开始日期', en: 'it cannot be earlier than the start' }, ({ form }) =>
      isAfter(dateIn(form, FROM.name), dateIn(form, TO.name)),
    ),
    fieldRule(
      TO,
      { zh: '须晚于今天和原期限', en: 'it has to be later than today and than the date put off' },
      ({ licence, form, today }) => {
        const to = dateIn(form, TO.name);
        return !isAfter(to, today) || !isAfter(to, deferralBase(licence, kind, today));
      },
    ),
    {
      refusal: 'over-three-years',
      field: TO.name,
      when: ({ licence, form, today }) => {
        const base = deferralBase(licence, kind, today);
        return base !== null && isAfter(dateIn(form, TO.name), addYears(base, MAX_YEARS));
      },
    },
  ];
}

function isAfter(one: LocalDate | null, other: LocalDate | null): boolean {
  return one !== null && other !== null && one > other;
}
