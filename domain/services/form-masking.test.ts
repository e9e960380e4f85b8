// What staff see of a form by default: the choices they decide on, and nothing that was written freely.
import fc from 'fast-check';
import type { Field, Form } from './define.ts';
import { maskForm } from './form-masking.ts';
import { listServices } from './index.ts';

const label = { zh: '项', en: 'Item', required: true };
const CHOICES = [{ value: 'lost', zh: '丢失', en: 'Lost' }];
const INPUTS = [
  { ...label, name: 'reason', kind: 'choice', choices: CHOICES },
  { ...label, name: 'which', kind: 'choices', choices: CHOICES, minimum: 1 },
  { ...label, name: 'count', kind: 'number', min: 0, max: 9, decimals: 0 },
  { ...label, name: 'on', kind: 'date' },
  { ...label, name: 'agreed', kind: 'declaration' },
  { ...label, name: 'place', kind: 'text', maxLength: 100 },
  { ...label, name: 'mobile', kind: 'mobile' },
  { ...label, name: 'certNo', kind: 'certificate-number' },
  { ...label, name: 'vin', kind: 'vin' },
] as const satisfies readonly Field[];

const FORM: Form = {
  ...{ reason: 'lost', which: ['lost'], count: 3, on: '2015-11-02', agreed: true },
  ...{
    place: '驿城区解放路1号张三丰家',
    mobile: '13812341234',
    certNo: 'BC-2015-000123',
    vin: 'LSVAA49J932047681',
  },
};

test('choices, numbers, dates and declarations stay; what was written is masked', () => {
  expect(maskForm(INPUTS, FORM)).toEqual({
    ...{ reason: 'lost', which: ['lost'], count: 3, on: '2015-11-02', agreed: true },
    ...{ place: '****', mobile: '138****1234', certNo: 'BC-2******0123', vin: 'LSVA*********7681' },
  });
});

test('what is not there is not made up, and what no field knows is left out', () => {
  expect(maskForm(INPUTS, { reason: 'lost', leftover: '13812341234' })).toEqual({ reason: 'lost' });
});

test('no written value comes out as it went in', () => {
  const written = INPUTS.filter(({ kind }) => ['text', 'mobile', 'certificate-number', 'vin'].includes(kind));
  fc.assert(
    fc.property(
      fc.constantFrom(...written),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      ({ name }, text) => expect(maskForm(INPUTS, { [name]: text })[name]).not.toBe(text),
    ),
  );
  expect(maskForm(INPUTS, { place: '****' })).toEqual({ place: '*****' });
});

test.each(listServices().map(({ id, inputs }) => [id, inputs] as const))(
  '%s: every free text is masked',
  (_, inputs) => {
    const texts = inputs.filter(({ kind }) => kind === 'text');
    const form = Object.fromEntries(texts.map(({ name }) => [name, '张三丰']));
    expect(Object.values(maskForm(inputs, form)).join('')).toBe(texts.map(() => '****').join(''));
  },
);
