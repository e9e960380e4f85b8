// The demo: its agenda fits any day of the year, and the whole of it runs through and tells the truth.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Appointment, agendaOf } from '../demo/agenda.ts';
import { listStories } from '../demo/stories.ts';
import type { Story } from '../demo/story.ts';
import { padCells, widthOf } from '../demo/terminal.ts';
import { spanText, timeText } from '../demo/words.ts';
import { deliveryModesOf } from '../domain/application/circumstances.ts';
import {
  addDays,
  localDateOf,
  minuteOfDay,
  parseLocalDate,
  toInstant,
} from '../domain/calendar/local-date.ts';
import { officeCalendar } from '../domain/calendar/office-calendar.ts';
import type { Service } from '../domain/services/define.ts';
import { listServices } from '../domain/services/index.ts';
import { publishedCalendar } from '../prisma/seed/holidays.ts';

const calendar = officeCalendar(publishedCalendar());
const stories = listStories({ all: true });

function isDeskWork({ entries }: Appointment<Story>): boolean {
  return entries.some(({ acts }) => acts.some(({ by }) => /^(clerk|production|dispatch)/.test(by)));
}

/** By post everywhere, at the counter, printed; or nothing to deliver. */
function waysOf(service: Service): readonly string[] {
  const modes = deliveryModesOf(service);
  const ways = modes.flatMap((mode) => (mode === 'post' ? ['city', 'province', 'interprovince'] : [mode]));
  return ways.length === 0 ? ['none'] : ways;
}

test('without --all it tells of the ten services of the main job', () => {
  expect(new Set(listStories().map(({ service }) => service)).size).toBe(10);
  expect(new Set(stories.map(({ service }) => service)).size).toBe(listServices().length);
});

describe('the agenda', () => {
  const everyDay = Array.from({ length: 400 }, (_, day) => addDays(parseLocalDate('2026-01-01'), day));

  test('tells every service in every way its result can travel', () => {
    const told = new Set(stories.map(({ service, way }) => `${service} ${way}`));
    const expected = listServices().flatMap((service) =>
      waysOf(service).map((way) => `${service.id} ${way}`),
    );
    // A dealer prints; fetching at the counter is told of other services.
    told.add('temporary-plate pickup');
    expect([...told].sort()).toEqual(expected.sort());
  });

  test('begins on the next working day at nine, whatever today is', () => {
    for (const today of everyDay) {
      const [first] = agendaOf(stories, today, calendar);
      expect(first && timeText(first.at)).toMatch(`${calendar.nextWorkday(today)} `);
      expect(first && minuteOfDay(first.at)).toBe(9 * 60);
    }
  });

  test('has the desk work only in office hours', () => {
    for (const today of everyDay) {
      for (const appointment of agendaOf(stories, today, calendar).filter(isDeskWork)) {
        const minute = minuteOfDay(appointment.at);
        const spans = calendar.spansOn(localDateOf(appointment.at));
        expect(spans.some(({ opens, closes }) => minute >= opens && minute < closes)).toBe(true);
      }
    }
  });

  test('keeps the order of each story', () => {
    for (const today of everyDay) {
      const acts = new Map<Story, string[]>();
      for (const { entries } of agendaOf(stories, today, calendar)) {
        for (const { story, acts: next } of entries) {
          acts.set(story, [...(acts.get(story) ?? []), ...next.map(({ does }) => does)]);
        }
      }
      for (const story of stories) {
        expect(acts.get(story)).toEqual(story.steps.flatMap((step) => step.acts.map(({ does }) => does)));
      }
    }
  });
});

describe('its words', () => {
  test('times are local, with the day of the week', () => {
    expect(timeText(toInstant('2026-11-24T01:05:59.999Z'))).toBe('2026-11-24 周二 09:05');
    expect(timeText(toInstant('2026-11-28T16:00:00Z'))).toBe('2026-11-29 周日 00:00');
  });

  test.each([
    [0.5, '0分'],
    [59, '59分'],
    [61, '1时1分'],
    [1440, '1天0时'],
    [2 * 1440 + 61, '2天1时'],
  ])('%p minutes are %s', (minutes, text) => {
    expect(spanText(minutes)).toBe(text);
  });

  test('Chinese characters take two cells', () => {
    expect(widthOf('受理 ok。')).toBe(9);
    expect(padCells('受理', 6)).toBe('受理  ');
    expect(padCells('12', 4, 'right')).toBe('  12');
  });
});

const Line = z.strictObject({
  number: z.string(),
  story: z.string(),
  service: z.string(),
  zone: z.enum(['city', 'province', 'interprovince', 'pickup', 'print', 'none']),
  submittedAt: z.iso.datetime(),
  acceptBy: z.iso.datetime().nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  deliverBy: z.iso.datetime().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  states: z.array(z.string()).min(2),
  breaches: z.array(
    z.strictObject({ clock: z.string(), dueAt: z.iso.datetime(), stoppedAt: z.iso.datetime().nullable() }),
  ),
});

/** Runs the demo as `npm run demo` does. */
async function runDemo(
  ...args: readonly string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: process.env,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

test('the whole demo keeps every promise but those it breaks on purpose', async () => {
  const { code, out, err } = await runDemo('--all', '--json');
  expect({ code, problems: /(not so|failed):.*/.exec(err)?.[0] }).toEqual({ code: 0, problems: undefined });
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)));

  expect(lines).toHaveLength(stories.length);
  expect(new Set(lines.map(({ number }) => number)).size).toBe(stories.length);
  for (const { acceptBy, acceptedAt, deliverBy, deliveredAt, breaches } of lines) {
    const broken = breaches.map(({ clock }) => clock);
    if (acceptedAt !== null && acceptBy !== null)
      expect(acceptedAt > acceptBy).toBe(broken.includes('acceptance'));
    if (deliveredAt !== null && deliverBy !== null)
      expect(deliveredAt > deliverBy).toBe(broken.includes('delivery'));
  }
  const ends = Object.fromEntries(lines.map(({ story, states }) => [story, states.at(-1)]));
  expect(ends).toMatchObject({
    posted: 'done',
    lost: 'done',
    uncollected: 'uncollected',
    withdrawn: 'withdrawn',
    refused: 'refused',
    examined: 'done',
    'certificate-handed-in': 'done',
    'contact-changed': 'done',
    'violation-handled': 'done',
    'fines-paid': 'done',
    inspected: 'done',
    'not-come': 'absent',
    'passed-at-the-second-try': 'done',
    cancelled: 'done',
    printed: 'done',
    'number-confirmed': 'assigned',
    'number-not-used': 'reservation-lapsed',
  });
  expect(lines.filter(({ breaches }) => breaches.length > 0).map(({ story }) => story)).toEqual([
    'accepted-late',
    'delivered-late',
  ]);
  const lost = lines.find(({ story }) => story === 'lost');
  expect(lost?.states).toEqual([
    ...[
      'draft',
      'submitted',
      'accepted',
      'approved',
      'producing',
      'produced',
      'dispatched',
      'in-transit',
      'lost',
    ],
    ...['producing', 'produced', 're-sent', 'in-transit', 'delivered', 'done'],
  ]);
}, 180_000);

test('--help explains, and an unknown option is refused', async () => {
  const [help, unknown] = await Promise.all([runDemo('--help'), runDemo('--fast')]);
  expect(help).toMatchObject({ code: 0, out: expect.stringMatching(/^npm run demo/) });
  expect(unknown).toMatchObject({ code: 1, out: '' });
});
