// A licence as planned, with everything that hangs on it.
import { addDays, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import type { LicenceClass } from '../../domain/register/codes.ts';
import { bodyExamValidTo } from '../../domain/register/licence.ts';
import { LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import type { Chance } from './chance.ts';
import { type LicencePlan, YEARS_OF } from './licence-plans.ts';
import type { Numbering } from './numbers.ts';
import type { BodyExamRow, LicenceBundle, LicenceRow, PersonRow, PointEntryRow } from './rows.ts';

const HOSPITALS = ['驻马店市中心医院', '驻马店市第一人民医院', '驻马店市中医院', '西平县人民医院'] as const;
const ELSEWHERE = ['410100', '411300', '420100', '110000'] as const;

export function makeLicence(
  person: PersonRow,
  plan: LicencePlan,
  numbers: Numbering,
  chance: Chance,
  today: LocalDate,
): LicenceBundle {
  const licence = licenceRow(person, plan, numbers, chance);
  const licence_id = licence.id;
  const exams = examRows(person, plan, numbers, chance);
  const { resetOn, reviewedThrough, deferral, accident, downgrade, exam } = plan;
  const submittedOn = exam?.submitted ? exam.on : null;
  return {
    licence,
    birthOn: person.birth_on,
    classes: plan.classes.map((cls) => holdingRow(licence_id, cls, plan.firstIssuedOn)),
    points: (plan.points ?? []).map((entry) => pointRow(licence_id, entry, today)),
    cycleResets: resetOn === undefined ? [] : [{ licence_id, on: resetOn, kind: 'study-exam-passed' }],
    reviews:
      reviewedThrough === undefined
        ? []
        : [{ licence_id, on: addDays(today, -7), covers_through_cycle: reviewedThrough, with_study: true }],
    bodyExams: exams,
    submissions:
      submittedOn === null
        ? []
        : exams.map(({ cert_no }) => ({
            licence_id,
            cert_no,
            submitted_on: submittedOn,
            qualified: true,
            by: 'hospital',
          })),
    deferrals: deferral
      ? [
          {
            licence_id,
            kind: deferral.kind,
            reason: chance.pick(['military', 'abroad', 'other']),
            base_on: deferral.baseOn,
            from: addDays(deferral.baseOn, -30),
            to: deferral.to,
          },
        ]
      : [],
    accidents: accident ? [{ licence_id, ...accident, revoked: false }] : [],
    downgrades: downgrade
      ? [
          {
            licence_id,
            cause: downgrade.cause,
            lost_classes: downgrade.lost,
            decided_on: addDays(today, -20),
            exchanged_on: downgrade.exchanged ? today : null,
          },
        ]
      : [],
    certificates: [
      {
        kind: 'driving-licence',
        vehicle_id: null,
        licence_id,
        state: plan.document ?? 'held',
        issued_on: licence.valid_from,
        voided_on: null,
        application_id: null,
      },
    ],
  };
}

function licenceRow(person: PersonRow, plan: LicencePlan, numbers: Numbering, chance: Chance): LicenceRow {
  const { firstIssuedOn, validity } = plan;
  const validFrom = {
    '6y': firstIssuedOn,
    '10y': addYears(firstIssuedOn, 6),
    long: addYears(firstIssuedOn, 16),
  };
  return {
    id: numbers.uuid('licence'),
    // The number of a licence is that of its holder's identity document.
    licence_no: person.id_doc_no,
    file_no: numbers.fileNo(),
    holder_id: person.id,
    first_issued_on: firstIssuedOn,
    valid_from: validFrom[validity],
    valid_to: validity === 'long' ? null : addYears(firstIssuedOn, YEARS_OF[validity]),
    validity_kind: validity,
    statuses: plan.statuses ?? ['A'],
    issuing_office: plan.elsewhere ? chance.pick(ELSEWHERE) : LOCAL_ISSUING_OFFICE,
    school_bus_qualified: plan.schoolBusQualified ?? false,
  };
}

function holdingRow(licence_id: string, cls: LicenceClass, obtained_on: LocalDate) {
  return { licence_id, cls, obtained_on, how: 'initial', cancelled_on: null, cancel_reason: null } as const;
}

function pointRow(
  licence_id: string,
  { points, on, unpaid = false, voided = false }: NonNullable<LicencePlan['points']>[number],
  today: LocalDate,
): PointEntryRow {
  const paidOn = addDays(on, 10);
  return {
    licence_id,
    points,
    occurred_on: addDays(on, -5),
    recorded_on: on,
    voided_on: voided ? today : null,
    fine_paid_on: unpaid || paidOn > today ? null : paidOn,
  };
}

function examRows(
  person: PersonRow,
  { exam, classes }: LicencePlan,
  numbers: Numbering,
  chance: Chance,
): readonly BodyExamRow[] {
  if (exam === undefined) return [];
  return [
    {
      cert_no: numbers.certNo(Number(exam.on.slice(0, 4))),
      person_id: person.id,
      hospital: chance.pick(HOSPITALS),
      examined_on: exam.on,
      valid_to: bodyExamValidTo(exam.on),
      conclusion: exam.conclusion ?? 'qualified',
      classes: exam.classes ?? classes,
    },
  ];
}
