// Valid facts of the register for tests; a test overrides what it is about.
import type { GateGiven } from '../../application/gate.ts';
import { type LocalDate, parseLocalDate } from '../../calendar/local-date.ts';
import type { LicenceClass } from '../../register/codes.ts';
import type { ContactFacts } from '../../register/contact-facts.ts';
import type { BodyExamFacts, ClassHoldingFacts, LicenceFacts, VehicleFacts } from '../../register/facts.ts';

/** A date of a test. */
export const on = (text: string): LocalDate => parseLocalDate(text);

/** Tuesday of the first week of the trial. */
export const TODAY = on('2015-11-03');

export function vehicle(overrides: Partial<VehicleFacts> = {}): VehicleFacts {
  return {
    plateCategory: '02',
    plateNumber: '豫Q12345',
    size: 'small',
    body: 'sedan',
    usage: 'A',
    seats: 5,
    singleCylinder: false,
    hasCargoFunction: false,
    isContainerSemiTrailer: false,
    automatic: false,
    manufacturedOn: on('2012-03-01'),
    firstRegisteredOn: on('2012-05-08'),
    inspectionValidTo: on('2016-05-31'),
    insuranceValidTo: on('2016-05-07'),
    mandatoryScrapOn: null,
    injuryAccident: false,
    illegalModPenalty: false,
    hasSchoolBusPlate: false,
    statuses: ['A'],
    ...overrides,
  };
}

export function holding(cls: LicenceClass, overrides: Partial<ClassHoldingFacts> = {}): ClassHoldingFacts {
  return { cls, obtainedOn: on('2009-11-20'), how: 'initial', cancelledOn: null, ...overrides };
}

export function bodyExam(overrides: Partial<BodyExamFacts> = {}): BodyExamFacts {
  return {
    certNo: 'ZMD-2015-000123',
    examinedOn: on('2015-10-20'),
    validTo: on('2016-04-20'),
    conclusion: 'qualified',
    classes: ['C1'],
    ...overrides,
  };
}

/** A class C1 licence of six years in its last ninety days on `TODAY`. */
export function licence(overrides: Partial<LicenceFacts> = {}): LicenceFacts {
  return {
    holderBirthOn: on('1980-06-15'),
    firstIssuedOn: on('2009-11-20'),
    validFrom: on('2009-11-20'),
    validTo: on('2015-11-20'),
    validityKind: '6y',
    statuses: ['A'],
    classes: [holding('C1')],
    points: [],
    cycleResets: [],
    reviews: [],
    bodyExams: [bodyExam()],
    bodyCertSubmissions: [],
    deferrals: [],
    accidents: [],
    schoolBusQualified: false,
    ...overrides,
  };
}

/** Somebody with a car and a licence who has proven their new mobile. */
export function contact(overrides: Partial<ContactFacts> = {}): ContactFacts {
  return {
    localVehicles: 1,
    hasLocalLicence: true,
    holdsAbClass: false,
    codeIsGood: true,
    mobileIsTaken: false,
    ...overrides,
  };
}

/** An own local subject, an active account and an address in the city. */
export function gateGiven(overrides: Partial<GateGiven> = {}): GateGiven {
  return {
    account: { state: 'active', kind: 'ind-window', unit: null, hasContact: true },
    serviceOpen: true,
    owned: true,
    local: true,
    duplicate: false,
    vehicle: null,
    licence: null,
    subject: {},
    booking: null,
    form: {},
    documents: [],
    delivery: { mode: 'post', zone: 'city' },
    today: TODAY,
    ...overrides,
  };
}
