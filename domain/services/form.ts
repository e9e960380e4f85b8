// Checks a form against the input list of a service; pure, so that API, page and tests agree.

import { isLocalDate } from '../calendar/local-date.ts';
import { isMobile, normaliseMobile } from '../identity/mobile.ts';
import type { Refusal } from '../refusals.ts';
import type { Field, Form, FormValue, Slots } from './define.ts';

type Checked = { readonly value: FormValue } | { readonly refusal: Refusal };

/** Why a value is not acceptable, as the end of a sentence. */
export interface Problem {
  readonly zh: string;
  readonly en: string;
}

const CERTIFICATE_NUMBER = /^[0-9A-Z-]{4,32}$/;
/** As wide as every kind of document; which kind it is, and whether it fits, a rule of the service says. */
const IDENTITY_NUMBER = /^[0-9A-Z()-]{4,20}$/;
const DECISION_NUMBER = /^[0-9A-Z-]{6,32}$/;
const PHONE_CODE = /^\d{6}$/;
const SESSION_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The check character is the service's matter: an imported vehicle may lack it. */
const VIN_SHAPE = /^[0-9A-HJ-NPR-Z]{17}$/;
const CONTROL_CHARACTER = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;
const UNSHOWABLE = /[\p{Cc}\p{Cs}]/gu;
const SHOWN_NAME_LENGTH = 40;

/** The form as the service declares it, texts trimmed and empty optional fields left out; or the first fault. */
export function checkForm(
  inputs: readonly Field[],
  form: unknown,
): { readonly form: Form } | { readonly refusal: Refusal } {
  if (!isRecord(form)) return { refusal: { code: 'malformed-request', pointer: '/form' } };
  const unknownName = Object.keys(form).find((key) => !inputs.some((field) => field.name === key));
  if (unknownName !== undefined) return { refusal: unknownField(unknownName) };

  const checked = new Map<string, FormValue>();
  for (const field of inputs) {
    const given = Object.hasOwn(form, field.name) ? form[field.name] : undefined;
    if (isEmpty(given)) {
      if (field.required) return { refusal: missingField(field) };
      continue;
    }
    const outcome = checkField(field, given);
    if ('refusal' in outcome) return outcome;
    checked.set(field.name, outcome.value);
  }
  return { form: Object.fromEntries(checked) };
}

/** What of a form is kept: codes that were shown once are not. */
export function storableForm(inputs: readonly Field[], form: Form): Form {
  const secret = inputs.filter(({ kind }) => kind === 'phone-code').map(({ name }) => name);
  return Object.fromEntries(Object.entries(form).filter(([name]) => !secret.includes(name)));
}

/** Counted in code points: an uncommon character outside the basic plane is one character to its writer. */
export function textLength(text: string): number {
  return [...text].length;
}

/** What fills the sentence of `invalid-field`; also for rules beyond a field's shape. */
export function invalidSlots(field: Field, problem: Problem): Slots {
  return { field: field.zh, problem: problem.zh, fieldEn: field.en, problemEn: problem.en };
}

function checkField(field: Field, given: unknown): Checked {
  switch (field.kind) {
    case 'text':
      return checkText(field, given);
    case 'choice':
      return field.choices.some(({ value }) => value === given) && typeof given === 'string'
        ? { value: given }
        : invalid(field, { zh: '请在所列选项中选择', en: 'choose one of the options' });
    case 'choices':
      return checkChoices(field, given);
    case 'number':
      return checkNumber(field, given);
    case 'date':
      return typeof given === 'string' && isLocalDate(given)
        ? { value: given }
        : invalid(field, {
            zh: '请填写有效日期,如 2015-11-02',
            en: 'give an existing date such as 2015-11-02',
          });
    case 'declaration':
      return given === true
        ? { value: true }
        : invalid(field, { zh: '须确认该声明', en: 'the declaration has to be confirmed' });
    case 'wish':
      return typeof given === 'boolean'
        ? { value: given }
        : invalid(field, { zh: '应为是或否', en: 'it has to be yes or no' });
    case 'identity-number': {
      const problem = {
        zh: '应为4至20位字母、数字、括号或连字符',
        en: '4 to 20 letters, digits, brackets or hyphens',
      };
      return checkCode(
        field,
        capitals(given).replaceAll(' ', ''),
        (text) => IDENTITY_NUMBER.test(text),
        problem,
      );
    }
    case 'phone-code': {
      const problem = { zh: '应为6位数字', en: 'six digits' };
      return checkCode(field, textOf(given).trim(), (text) => PHONE_CODE.test(text), problem);
    }
    case 'session': {
      const problem = { zh: '请选择所列场次', en: 'choose one of the sessions' };
      return checkCode(field, textOf(given).toLowerCase(), (text) => SESSION_ID.test(text), problem);
    }
    case 'certificate-number': {
      const problem = { zh: '应为4至32位字母、数字或连字符', en: '4 to 32 letters, digits or hyphens' };
      return checkCode(field, capitals(given), (text) => CERTIFICATE_NUMBER.test(text), problem);
    }
    case 'decision-numbers':
      return checkDecisionNumbers(field, given);
    case 'vin': {
      const problem = { zh: '应为17位车辆识别代号', en: 'a VIN has 17 characters' };
      return checkCode(field, capitals(given), (text) => VIN_SHAPE.test(text), problem);
    }
    case 'mobile': {
      const problem = { zh: '应为11位手机号码', en: 'an 11-digit mobile number' };
      return checkCode(field, normaliseMobile(textOf(given)), isMobile, problem);
    }
  }
}

function checkText(field: Extract<Field, { kind: 'text' }>, given: unknown): Checked {
  if (typeof given !== 'string') return invalid(field, { zh: '应为文字', en: 'it has to be text' });
  const text = given.replaceAll('\r\n', '\n').trim();
  const lines = field.multiline ? text.replace(/[\n\t]/g, '') : text;
  if (CONTROL_CHARACTER.test(lines) || LONE_SURROGATE.test(lines)) return { refusal: unstorable(field) };
  return textLength(text) <= field.maxLength
    ? { value: text }
    : invalid(field, { zh: `不能超过${field.maxLength}个字`, en: `at most ${field.maxLength} characters` });
}

function checkChoices(field: Extract<Field, { kind: 'choices' }>, given: unknown): Checked {
  const wrong = invalid(field, { zh: '请在所列选项中选择', en: 'choose from the options' });
  if (!Array.isArray(given)) return wrong;
  const values = field.choices.map(({ value }) => value).filter((value) => given.includes(value));
  const allKnown = given.length === values.length;
  return allKnown && values.length >= field.minimum ? { value: values } : wrong;
}

function checkDecisionNumbers(field: Extract<Field, { kind: 'decision-numbers' }>, given: unknown): Checked {
  const { most } = field;
  const wrong = invalid(field, {
    zh: `应为1至${most}个不重复的决定书编号`,
    en: `1 to ${most} different numbers of decisions`,
  });
  if (!Array.isArray(given) || given.length === 0 || given.length > most) return wrong;
  const numbers = given.map((one) => capitals(one));
  const areFit =
    numbers.every((one) => DECISION_NUMBER.test(one)) && new Set(numbers).size === numbers.length;
  return areFit ? { value: numbers } : wrong;
}

function checkNumber(field: Extract<Field, { kind: 'number' }>, given: unknown): Checked {
  const { min, max, decimals } = field;
  const fits =
    typeof given === 'number' && given >= min && given <= max && Number(given.toFixed(decimals)) === given;
  return fits
    ? { value: given }
    : invalid(field, { zh: `应为${min}至${max}的数`, en: `a number from ${min} to ${max}` });
}

function checkCode(field: Field, text: string, fits: (text: string) => boolean, problem: Problem): Checked {
  return fits(text) ? { value: text } : invalid(field, problem);
}

function capitals(given: unknown): string {
  return textOf(given).trim().toUpperCase();
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given : '';
}

function invalid(field: Field, problem: Problem): Checked {
  const slots = invalidSlots(field, problem);
  return { refusal: { code: 'invalid-field', pointer: pointerOf(field.name), slots } };
}

function missingField(field: Field): Refusal {
  return {
    code: 'field-required',
    pointer: pointerOf(field.name),
    slots: { field: field.zh, fieldEn: field.en },
  };
}

function unstorable(field: Field): Refusal {
  return { code: 'invalid-text', pointer: pointerOf(field.name) };
}

// The name comes from the sender: it is shown shortened and only where it can be shown at all.
function unknownField(name: string): Refusal {
  const shown = [...name].slice(0, SHOWN_NAME_LENGTH).join('').replace(UNSHOWABLE, '\uFFFD');
  return { code: 'unknown-field', pointer: pointerOf(shown), slots: { field: shown } };
}

function pointerOf(name: string): string {
  return `/form/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isEmpty(given: unknown): boolean {
  return given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
