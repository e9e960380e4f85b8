// Every resident category with every document it may bring, and everything that may be wrong with one.
import { addDays, parseLocalDate } from '../calendar/local-date.ts';
import {
  ID_DOCUMENTS,
  type IdDocKind,
  RESIDENT_CATEGORIES,
  type ResidentCategory,
} from '../identity/identity-document.ts';
import { checkIndividual, type IndividualRegistration } from './individual.ts';
import { individual, paper, TODAY } from './testing/samples.ts';

const kinds = Object.keys(ID_DOCUMENTS) as IdDocKind[];
const categories = Object.keys(RESIDENT_CATEGORIES) as ResidentCategory[];
const isAccepted = (category: ResidentCategory, kind: IdDocKind) => {
  const accepted: readonly IdDocKind[] = RESIDENT_CATEGORIES[category].anyOf;
  return accepted.includes(kind);
};

const PAIRS = categories.flatMap((category) => kinds.map((kind) => [category, kind] as const));

test.each(PAIRS)('%s with %s', (category, kind) => {
  const refusal = checkIndividual(individual(category, kind), TODAY);
  expect(refusal).toEqual(
    isAccepted(category, kind) ? null : { code: 'document-kind-not-accepted', pointer: '/document/kind' },
  );
});

type Wrong = readonly [string, IndividualRegistration, string, string];

const local = individual('local', 'resident-id');
const withPaper = (more: Parameters<typeof paper>[1]) => ({ ...local, document: paper('resident-id', more) });
const elsewhere = individual('mainland-temporary', 'resident-id');

const WRONG: readonly Wrong[] = [
  ['check digit', withPaper({ number: '412801199003071233' }), 'id-number-invalid', '/document/number'],
  ['province', withPaper({ number: '992801199003071234' }), 'id-number-invalid', '/document/number'],
  [
    'check letter of Hong Kong',
    individual('hk', 'hk-id', { document: paper('hk-id', { number: 'A1234567' }) }),
    'id-number-invalid',
    '/document/number',
  ],
  [
    'expired yesterday',
    withPaper({ validTo: addDays(TODAY, -1) }),
    'identity-document-expired',
    '/document/validTo',
  ],
  [
    'issued tomorrow',
    withPaper({ issuedOn: addDays(TODAY, 1) }),
    'identity-document-dates-invalid',
    '/document/issuedOn',
  ],
  [
    'good from tomorrow',
    withPaper({ validFrom: addDays(TODAY, 1) }),
    'identity-document-dates-invalid',
    '/document/validFrom',
  ],
  [
    'ends before it begins',
    withPaper({ validTo: parseLocalDate('2015-10-01') }),
    'identity-document-dates-invalid',
    '/document/validTo',
  ],
  [
    'a temporary card of four months',
    individual('local', 'temporary-resident-id', {
      document: paper('temporary-resident-id', { validTo: parseLocalDate('2016-02-09') }),
    }),
    'identity-document-dates-invalid',
    '/document/validTo',
  ],
  [
    'a temporary card for ever',
    individual('local', 'temporary-resident-id', {
      document: paper('temporary-resident-id', { validTo: null }),
    }),
    'identity-document-dates-invalid',
    '/document/validTo',
  ],
  ['another birth', { ...local, birthOn: parseLocalDate('1990-03-08') }, 'identity-differs', '/birthOn'],
  ['another sex', { ...local, sex: 'F' }, 'identity-differs', '/birthOn'],
  [
    'born tomorrow',
    individual('foreigner', 'foreign-passport', { birthOn: addDays(TODAY, 1) }),
    'identity-differs',
    '/birthOn',
  ],
  [
    'no nationality',
    individual('foreigner', 'foreign-passport', { nationality: null }),
    'nationality-required',
    '/nationality',
  ],
  [
    'no residence permit',
    { ...elsewhere, residencePermit: null },
    'residence-permit-required',
    '/residencePermit',
  ],
  [
    'an expired residence permit',
    { ...elsewhere, residencePermit: { number: '豫0001号', validTo: addDays(TODAY, -1) } },
    'identity-document-expired',
    '/residencePermit/validTo',
  ],
  [
    'a residence permit without a number',
    { ...elsewhere, residencePermit: { number: '1', validTo: null } },
    'id-number-invalid',
    '/residencePermit/number',
  ],
  ['no mobile', { ...local, mobile: '12345678901' }, 'mobile-invalid', '/mobile'],
];

test.each(WRONG)('%s', (_what, form, code, pointer) => {
  expect(checkIndividual(form, TODAY)).toEqual({ code, pointer });
});

test('a document that ends today is good today', () => {
  expect(checkIndividual(withPaper({ validTo: TODAY }), TODAY)).toBeNull();
  expect(checkIndividual(withPaper({ validTo: null }), TODAY)).toBeNull();
});
