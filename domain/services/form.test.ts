import type { Field, FormValue } from './define.ts';
import { checkForm, textLength } from './form.ts';

const choices = [
  { value: 'lost', zh: '丢失', en: 'Lost' },
  { value: 'damaged', zh: '损坏', en: 'Damaged' },
];
const label = { zh: '栏目', en: 'Field' };
const INPUTS: readonly Field[] = [
  { name: 'place', ...label, required: true, kind: 'text', maxLength: 4 },
  { name: 'story', ...label, required: false, kind: 'text', maxLength: 20, multiline: true },
  { name: 'reason', ...label, required: false, kind: 'choice', choices },
  { name: 'several', ...label, required: false, kind: 'choices', choices, minimum: 1 },
  { name: 'height', ...label, required: false, kind: 'number', min: 100, max: 250, decimals: 1 },
  { name: 'on', ...label, required: false, kind: 'date' },
  { name: 'agreed', ...label, required: false, kind: 'declaration' },
  { name: 'certNo', ...label, required: false, kind: 'certificate-number' },
  { name: 'vin', ...label, required: false, kind: 'vin' },
  { name: 'mobile', ...label, required: false, kind: 'mobile' },
];
const withPlace = (more: object) => checkForm(INPUTS, { place: '车站', ...more });

describe('checkForm', () => {
  it.each<[string, unknown, FormValue]>([
    ['place', ' 人民路 ', '人民路'],
    ['place', '𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷'],
    ['story', '第一行\r\n第二行', '第一行\n第二行'],
    ['reason', 'lost', 'lost'],
    ['several', ['damaged', 'lost'], ['lost', 'damaged']],
    ['height', 172.5, 172.5],
    ['on', '2016-02-29', '2016-02-29'],
    ['agreed', true, true],
    ['certNo', 'zmd-2015-7', 'ZMD-2015-7'],
    ['vin', 'lsvau2a37n2123456', 'LSVAU2A37N2123456'],
    ['mobile', '13839612345', '13839612345'],
  ])('takes %s = %j', (name, given, value) => {
    const outcome = withPlace({ [name]: given });
    expect('form' in outcome && outcome.form[name]).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['place', 7],
    ['place', '𠮷𠮷𠮷𠮷𠮷'],
    ['reason', 'stolen'],
    ['reason', ['lost']],
    ['several', []],
    ['several', ['lost', 'lost']],
    ['several', ['lost', 'stolen']],
    ['several', 'lost'],
    ['height', '172'],
    ['height', 99.9],
    ['height', 172.55],
    ['height', Number.NaN],
    ['on', '2015-02-29'],
    ['on', '2015-11-02T00:00:00Z'],
    ['agreed', false],
    ['agreed', 'true'],
    ['certNo', 'A B'],
    ['vin', 'LSVAU2A37N212345O'],
    ['mobile', '23839612345'],
  ])('refuses %s = %j', (name, given) => {
    expect(withPlace({ [name]: given })).toMatchObject({
      refusal: {
        code: 'invalid-field',
        pointer: `/form/${name}`,
        slots: { field: '栏目', fieldEn: 'Field' },
      },
    });
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['a lone surrogate', 'a\ud800'],
    ['a line break in one line', 'a\nb'],
  ])('refuses text with %s', (_, place) => {
    const refusal = { code: 'invalid-text', pointer: '/form/place' };
    expect(checkForm(INPUTS, { place })).toEqual({ refusal });
  });

  it.each([[{}], [{ place: null }], [{ place: '  ' }]])('asks for a required field: %j', (form) => {
    expect(checkForm(INPUTS, form)).toMatchObject({
      refusal: { code: 'field-required', pointer: '/form/place' },
    });
  });

  it('leaves out optional fields that are empty', () => {
    expect(withPlace({ story: '', reason: null })).toEqual({ form: { place: '车站' } });
  });

  it.each([
    ['colour', '/form/colour'],
    ['a/b~c', '/form/a~1b~0c'],
    ['toString', '/form/toString'],
    ['x'.repeat(100), `/form/${'x'.repeat(40)}`],
  ])('refuses the unknown field %s', (name, pointer) => {
    expect(withPlace({ [name]: '红' })).toMatchObject({ refusal: { code: 'unknown-field', pointer } });
  });

  it('refuses an unknown field named __proto__', () => {
    const form: unknown = JSON.parse('{"place":"车站","__proto__":{"reason":"lost"}}');
    expect(checkForm(INPUTS, form)).toMatchObject({ refusal: { code: 'unknown-field' } });
  });

  it.each([[null], [undefined], ['text'], [[]], [7]])('refuses a form that is %j', (form) => {
    expect(checkForm(INPUTS, form)).toEqual({ refusal: { code: 'malformed-request', pointer: '/form' } });
  });
});

it('counts characters as their writer does', () => {
  expect(textLength('𠮷野家')).toBe(3);
});
