// The worked legal dates D01–D22; D19 and D20 stand beside their own rules.
import { calendarCases } from '../calendar/fixtures/trial-calendar.ts';
import { addDays, parseLocalDate } from '../calendar/local-date.ts';
import { licence, vehicle } from '../services/testing/builders.ts';
import type { VehicleFacts } from './facts.ts';
import {
  bodyCertCancelAfter,
  bodyCertDueOn,
  bodyExamValidTo,
  cycleEnd,
  cycleStart,
  probationEnd,
  renewalWindow,
  reviewDueOn,
} from './licence.ts';
import {
  mandatoryScrapOn,
  nextInspectionValidTo,
  scrapBase,
  scrapDates,
  scrapYears,
  threeCycleDeadline,
  threeCyclesFrom,
  transferInDates,
} from './vehicle.ts';

type Answers = Readonly<Record<string, unknown>>;
type Case = (typeof calendarCases.legalDateCases)[number];

const day = (text: string | undefined) => parseLocalDate(text ?? '');

const KINDS: Readonly<Record<string, Partial<VehicleFacts>>> = {
  'small-private': {},
  truck: { body: 'truck', size: 'large', usage: 'F' },
  'operating-passenger': { body: 'passenger', size: 'large', usage: 'B' },
  motorcycle: { body: 'motorcycle', size: 'small' },
  'school-bus': { body: 'passenger', size: 'medium', usage: 'P' },
};

const SCRAPPED: Readonly<Record<string, Partial<VehicleFacts>>> = {
  D16: { body: 'truck', size: 'large', usage: 'R' },
  D17: { body: 'sedan', size: 'small', usage: 'D' },
  D18: { body: 'truck', size: 'micro', usage: 'F' },
};

const ANSWERS: Readonly<Record<string, (row: Case) => Answers>> = {
  renewalWindow: ({ input }) => {
    const { opensOn, lateUntil, cancelledFrom } =
      renewalWindow({ validTo: day(input.validTo), deferrals: [] }) ?? {};
    return { opensOn, lateUntil, cancelledFrom };
  },
  pointsCycle: ({ input }) => {
    const subject = licence({ firstIssuedOn: day(input.firstIssuedOn) });
    const k = input.index ?? -1;
    expect(reviewDueOn(subject, k)).toBe(bodyCertDueOn(subject, k));
    return {
      start: cycleStart(subject, k),
      end: cycleEnd(subject, k),
      reviewOrBodyCertDue: reviewDueOn(subject, k),
      bodyCertCancelledFrom: addDays(bodyCertCancelAfter(subject, k), 1),
    };
  },
  probation: ({ input }) => ({
    end: probationEnd(day(input.obtainedOn), 1),
    extendedEnd: probationEnd(day(input.obtainedOn), 2),
    examDueIfNotExtended: addDays(probationEnd(day(input.obtainedOn), 1), 30),
  }),
  inspection: ({ input }) => {
    const subject = vehicle({
      ...KINDS[input.kind ?? ''],
      firstRegisteredOn: day(input.firstRegisteredOn),
      inspectionValidTo: day(input.validTo),
    });
    return {
      nextValidTo: nextInspectionValidTo(subject),
      threeCycleDeadline: threeCycleDeadline(subject),
      threeCyclesFrom: threeCyclesFrom(subject),
    };
  },
  mandatoryScrap: ({ id, input }) => {
    const dates = {
      firstRegisteredOn: day(input.firstRegisteredOn),
      manufacturedOn: day(input.manufacturedOn),
    };
    const subject = vehicle({ ...SCRAPPED[id], ...dates });
    expect(scrapYears(subject)).toBe(input.years);
    const scrapOn = mandatoryScrapOn(subject);
    return {
      base: scrapBase(dates),
      mandatoryScrapOn: scrapOn,
      ...(scrapOn === null ? {} : scrapDates(scrapOn)),
    };
  },
  transferIn: ({ input }) => ({ ...transferInDates(day(input.outOn)) }),
  bodyExamValidity: ({ input }) => ({ validTo: bodyExamValidTo(day(input.examinedOn)) }),
};

const elsewhere = new Set(['lateFee', 'tempPlate']);
const here = calendarCases.legalDateCases.filter(({ kind }) => !elsewhere.has(kind));

test('all 22 have their place', () => {
  expect(calendarCases.legalDateCases).toHaveLength(22);
  expect(here).toHaveLength(20);
});

test.each(here)('$id $kind: $note', (row) => {
  expect(ANSWERS[row.kind]?.(row)).toEqual(row.expected);
});
