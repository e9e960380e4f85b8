// 身份证明: which document each kind of resident brings, and the form of its number.
import type { LocalDate } from '../calendar/local-date.ts';
import { isHkId, normaliseHkId } from './hk-id.ts';
import { isResidentId, normaliseResidentId } from './resident-id.ts';

interface IdDocument {
  readonly zh: string;
  readonly normalise: (text: string) => string;
  readonly isValid: (number: string, today: LocalDate) => boolean;
}

export const ID_DOCUMENTS = {
  'resident-id': resident('居民身份证'),
  'temporary-resident-id': resident('临时居民身份证'),
  'residence-permit': {
    zh: '居住、暂住证明',
    normalise: (text) => text.trim(),
    isValid: (number) => /^.{4,30}$/u.test(number),
  },
  'hk-id': { zh: '香港居民身份证', normalise: normaliseHkId, isValid: isHkId },
  'macau-id': formed('澳门居民身份证', /^[157]\d{7}$/),
  'taiwan-permit': formed('台湾居民来往大陆通行证', /^\d{8}(\d{2})?[A-Z]?$/),
  'china-travel-document': formed('中华人民共和国旅行证', /^[A-Z]\d{7,8}$/),
  'chinese-passport': formed('中华人民共和国护照', /^([EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[SP]E\d{7})$/),
  'foreign-passport': formed('护照', /^[A-Z0-9]{5,12}$/),
  'other-travel-document': formed('其他旅行证件', /^[A-Z0-9]{5,12}$/),
  'diplomatic-id': {
    zh: '外交部核发的有效身份证件',
    normalise: capitals,
    isValid: (number) => /^[A-Z0-9-]{4,20}$/.test(number),
  },
} as const satisfies Readonly<Record<string, IdDocument>>;

export type IdDocKind = keyof typeof ID_DOCUMENTS;

/** 居民类别, the documents of which one is to be brought, and what is needed besides. */
export const RESIDENT_CATEGORIES = {
  local: { zh: '本地居民', anyOf: ['resident-id', 'temporary-resident-id'], also: [] },
  'mainland-temporary': {
    zh: '在暂住地居住的内地居民',
    anyOf: ['resident-id', 'temporary-resident-id'],
    also: ['residence-permit'],
  },
  hk: { zh: '香港特别行政区居民', anyOf: ['hk-id'], also: [] },
  macau: { zh: '澳门特别行政区居民', anyOf: ['macau-id'], also: [] },
  taiwan: { zh: '台湾地区居民', anyOf: ['taiwan-permit', 'china-travel-document'], also: [] },
  'overseas-chinese': { zh: '华侨', anyOf: ['chinese-passport'], also: [] },
  foreigner: { zh: '外国人', anyOf: ['foreign-passport', 'other-travel-document'], also: [] },
  diplomatic: {
    zh: '外国驻华使馆、领馆人员及国际组织驻华代表机构人员',
    anyOf: ['diplomatic-id'],
    also: [],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly zh: string; readonly anyOf: readonly IdDocKind[]; readonly also: readonly IdDocKind[] }
  >
>;

export type ResidentCategory = keyof typeof RESIDENT_CATEGORIES;

/** The one form in which a number is stored and compared. */
export function normaliseIdDocNo(kind: IdDocKind, text: string): string {
  return ID_DOCUMENTS[kind].normalise(text);
}

/** The number of a document whose kind is not told, in the form in which it would be stored. */
export function compactIdDocNo(text: string): string {
  return normaliseResidentId(plainCapitals(text));
}

/** Whether the text is a number of this kind of document. */
export function isIdDocNo(kind: IdDocKind, text: string, today: LocalDate): boolean {
  const document: IdDocument = ID_DOCUMENTS[kind];
  return document.isValid(document.normalise(text), today);
}

/** Whether a resident of the category may identify by this kind of document. */
export function mayIdentifyBy(category: ResidentCategory, kind: IdDocKind): boolean {
  const accepted: readonly IdDocKind[] = RESIDENT_CATEGORIES[category].anyOf;
  return accepted.includes(kind);
}

/** The category that a document is of where nobody asked; of its holders the first that may identify by it. */
export function categoryOf(kind: IdDocKind): ResidentCategory {
  const categories = Object.keys(RESIDENT_CATEGORIES).filter(isResidentCategory);
  return categories.find((category) => mayIdentifyBy(category, kind)) ?? 'local';
}

function isResidentCategory(name: string): name is ResidentCategory {
  return Object.hasOwn(RESIDENT_CATEGORIES, name);
}

function resident(zh: string): IdDocument {
  return { zh, normalise: normaliseResidentId, isValid: isResidentId };
}

function formed(zh: string, form: RegExp): IdDocument {
  return { zh, normalise: plainCapitals, isValid: (number) => form.test(number) };
}

function capitals(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

function plainCapitals(text: string): string {
  return capitals(text).replace(/[()（）]/g, '');
}
