// Registrations that are right in every field; tests change one thing at a time. All numbers have right check characters.
import { parseLocalDate } from '../../calendar/local-date.ts';
import type { IdDocKind, ResidentCategory } from '../../identity/identity-document.ts';
import type { IdentityPaper } from '../identity-paper.ts';
import type { IndividualRegistration } from '../individual.ts';
import type { Agent, UnitRegistration } from '../unit.ts';
import type { UnitKind } from '../unit-kinds.ts';
import { UNIT_KINDS } from '../unit-kinds.ts';

export const TODAY = parseLocalDate('2015-11-02');

/** A right number of each kind of document. */
export const SAMPLE_NUMBERS: Readonly<Record<IdDocKind, string>> = {
  // The birth and sex of the sample person, under the old prefix of 驻马店.
  'resident-id': '412801199003071234',
  'temporary-resident-id': '412801199003071234',
  'residence-permit': '豫Q驻2015第00123号',
  'hk-id': 'A1234563',
  'macau-id': '51234567',
  'taiwan-permit': '00123456',
  'china-travel-document': 'L12345678',
  'chinese-passport': 'E12345678',
  'foreign-passport': 'X1234567',
  'other-travel-document': 'T9988776',
  'diplomatic-id': 'DIP-2015-0042',
};

export function paper(kind: IdDocKind, more: Partial<IdentityPaper> = {}): IdentityPaper {
  const validTo = kind === 'temporary-resident-id' ? '2015-12-20' : '2025-10-08';
  return {
    kind,
    number: SAMPLE_NUMBERS[kind],
    issuedOn: parseLocalDate('2015-10-08'),
    validFrom: parseLocalDate('2015-10-08'),
    validTo: parseLocalDate(validTo),
    ...more,
  };
}

/** Somebody of a category who brings a document of the kind. */
export function individual(
  category: ResidentCategory,
  kind: IdDocKind,
  more: Partial<IndividualRegistration> = {},
): IndividualRegistration {
  return {
    category,
    document: paper(kind),
    name: '王小明',
    sex: 'M',
    birthOn: parseLocalDate('1990-03-07'),
    nationality: category === 'foreigner' ? 'CA' : null,
    residencePermit:
      category === 'mainland-temporary'
        ? { number: SAMPLE_NUMBERS['residence-permit'], validTo: parseLocalDate('2016-10-08') }
        : null,
    mobile: '13812341234',
    landline: null,
    email: null,
    division: '411702',
    address: '河南省驻马店市驿城区解放路100号',
    postcode: '463000',
    ...more,
  };
}

export const AGENT: Agent = {
  name: '李代办',
  document: paper('resident-id'),
  mobile: '13912341234',
  authorisation: {
    agentName: '李代办',
    unitName: '驻马店市天中运输有限公司',
    scope: '办理互联网单位用户注册',
    signedOn: parseLocalDate('2015-10-30'),
    sealed: true,
  },
};

/** A unit of a kind with everything its kind may choose. */
export function unit(unitKind: UnitKind, more: Partial<UnitRegistration> = {}): UnitRegistration {
  return {
    name: '驻马店市天中运输有限公司',
    unitKind,
    orgCode: '71526726X',
    uscc: null,
    division: '411702',
    address: '河南省驻马店市驿城区文明路1号',
    postcode: '463000',
    telephone: '0396-2812345',
    mobile: '13712341234',
    legalRepresentative: { name: '张法定', document: paper('resident-id') },
    agent: null,
    options: UNIT_KINDS[unitKind].options,
    ...more,
  };
}
