// Applicants made to measure pass the gate of their service, wherever they live and whenever it is.
import { checkGate } from '../../domain/application/gate.ts';
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import { checkForm } from '../../domain/services/form.ts';
import { getService } from '../../domain/services/index.ts';
import { APPLICANT_SERVICES, type ApplicantService } from './applicant-services.ts';
import { makeApplicant } from './applicants.ts';
import type { PlaceZone } from './places.ts';
import { licenceFactsOf, vehicleFactsOf } from './rows.ts';

const DAYS = ['2015-11-03', '2016-02-29', '2016-04-01', '2026-11-23'].map(parseLocalDate);
const ZONES: readonly PlaceZone[] = ['city', 'province', 'interprovince', 'undeliverable'];

function verdict(
  service: ApplicantService,
  n: number,
  today = DAYS[0] ?? parseLocalDate('2015-11-03'),
  zone: PlaceZone = 'city',
) {
  const { applicant, resident } = makeApplicant({ service, today, zone, n, passwordHash: 'hash' });
  const vehicle = resident.vehicles[0]?.vehicle;
  return checkGate(getService(service), {
    account: { state: 'active', kind: 'ind-window', unit: null, hasContact: true },
    serviceOpen: true,
    owned: true,
    local: true,
    duplicate: false,
    vehicle: vehicle ? vehicleFactsOf(vehicle) : null,
    licence: resident.licence && licenceFactsOf(resident.licence),
    subject: {},
    booking: null,
    form: applicant.form,
    documents: applicant.documentKinds,
    delivery: applicant.delivery,
    today,
  });
}

describe.each(APPLICANT_SERVICES)('%s', (service) => {
  test.each(DAYS)('passes on %s from everywhere', (today) => {
    for (const zone of ZONES) expect(verdict(service, 3, today, zone)).toBeNull();
  });

  test('has a form that its own list of fields takes', () => {
    const { applicant } = makeApplicant({
      service,
      today: parseLocalDate('2015-11-03'),
      n: 1,
      passwordHash: 'hash',
    });
    expect(checkForm(getService(service).inputs, applicant.form)).toEqual({ form: applicant.form });
  });

  test('may have very many applicants', () => {
    expect(verdict(service, 99_999)).toBeNull();
  });
});

test('no two applicants share a number', () => {
  const today = parseLocalDate('2015-11-03');
  const made = APPLICANT_SERVICES.flatMap((service) =>
    Array.from({ length: 400 }, (_, n) => makeApplicant({ service, today, n, passwordHash: 'hash' })),
  );
  const unique = (of: (one: (typeof made)[number]) => string) => new Set(made.map(of)).size;
  expect(unique(({ resident }) => resident.person.id_doc_no)).toBe(made.length);
  expect(unique(({ applicant }) => applicant.login)).toBe(made.length);
  expect(unique(({ applicant }) => applicant.accountId)).toBe(made.length);
});
