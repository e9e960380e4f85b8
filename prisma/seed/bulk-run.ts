// A large register with open applications: who applies, how far each has come, and all rows written set-wise.
import { createHash, createHmac } from 'node:crypto';
import { getCalendarData } from '../../db/calendar.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { promisable } from '../../domain/application/events.ts';
import { type Instant, instantAt, type LocalDate, localDateOf } from '../../domain/calendar/local-date.ts';
import { type OfficeCalendar, officeCalendar } from '../../domain/calendar/office-calendar.ts';
import { buildApplicationNumber } from '../../domain/identity/application-number.ts';
import type { DeliveryMode } from '../../domain/services/define.ts';
import { getService, listServices } from '../../domain/services/index.ts';
import { deliveryTo } from './applicants.ts';
import { analyse } from './bulk.ts';
import { playCase } from './case-play.ts';
import { lastState, type PlayedCase } from './case-rows.ts';
import { type DocumentedCase, saveCases } from './case-save.ts';
import { CASE_SCRIPTS, type CaseScript, timeSteps } from './case-scripts.ts';
import { type Candidate, candidatesOf, eligibleForm, isPlainReissue } from './case-subjects.ts';
import { type Chance, createChance } from './chance.ts';
import { bulkPartition, type Numbering } from './numbers.ts';
import { asOneRun, seedPeople } from './people-run.ts';
import { OFFICE, type Resident } from './register.ts';

export interface BulkRun {
  readonly people: number;
  readonly applications: number;
  readonly seed: number;
  readonly today: LocalDate;
  /** Whether pending pokes are written, so that a relay starts the workflows. */
  readonly poke: boolean;
  readonly trackingSecret: string;
  readonly tell: (line: string) => void;
}

/** Writes the register and its open applications; a run that is there already is left alone. */
export async function seedInBulk(db: Database, run: BulkRun): Promise<void> {
  const { people, applications, seed, today, tell } = run;
  const name = `bulk/${bulkPartition(seed)}`;
  if (await db.seedRun.findUnique({ where: { name } }))
    return tell(`${name} is there already; another --seed makes another register`);
  const candidates: Candidate[] = [];
  const onResidents = (residents: readonly Resident[]) => {
    if (applications > 0) candidates.push(...residents.flatMap(candidatesOf));
  };
  const wanted = { people, seed, today, tell, partition: bulkPartition(seed), onResidents };
  const figures = await asOneRun(db, name, async (tx) => {
    const { figures: written, drawing } = await seedPeople(tx, wanted);
    if (applications > 0) await seedApplications(tx, run, candidates, drawing.numbers);
    await analyse(tx);
    return { ...written, applications, seed, today };
  });
  tell(
    `${name}: ${figures.people} people, ${figures.accounts} accounts, ${figures.vehicles} vehicles, ` +
      `${figures.licences} licences, ${figures.applications} open applications`,
  );
}

interface Surroundings {
  readonly calendar: OfficeCalendar;
  readonly until: Instant;
  readonly chance: Chance;
  readonly numbers: Numbering;
  readonly staff: {
    readonly clerkIds: readonly string[];
    readonly productionId: string;
    readonly dispatchId: string;
  };
  readonly trackingSecret: string;
}

/** Cases in memory at a time. */
const CHUNK = 2_000;

async function seedApplications(
  tx: Transaction,
  { applications, seed, today, trackingSecret, poke, tell }: BulkRun,
  candidates: readonly Candidate[],
  numbers: Numbering,
): Promise<void> {
  const around: Surroundings = {
    calendar: await newestCalendar(tx),
    until: instantAt(today, 0),
    chance: createChance(seed + 1_000_000),
    numbers,
    staff: await findStaff(tx),
    trackingSecret,
  };
  const left = listServices().map(({ id }) =>
    shuffled(
      candidates.filter(({ service }) => service === id),
      around.chance,
    ),
  );
  for (let written = 0; written < applications; ) {
    const serials = await takeSerials(tx, Math.min(CHUNK, applications - written));
    const cases = serials.flatMap((serial) => nextCase(left, serial, around));
    written += cases.length;
    if (cases.length < serials.length) throw new Error(`only ${written} can apply; use more --people`);
    await saveCases(tx, cases, { poke });
    tell(`applications: ${written} of ${applications}`);
  }
}

async function newestCalendar(db: Transaction): Promise<OfficeCalendar> {
  const { _max } = await db.calendarVersion.aggregate({ _max: { version: true } });
  return officeCalendar(await getCalendarData(db, _max.version ?? 1), OFFICE);
}

async function findStaff(db: Transaction): Promise<Surroundings['staff']> {
  const staff = await db.account.findMany({
    where: { kind: 'staff', office: OFFICE },
    orderBy: { login: 'asc' },
  });
  const ids = (role: string) => staff.filter((account) => account.role === role).map(({ id }) => id);
  const [productionId = ''] = ids('production');
  const [dispatchId = ''] = ids('dispatch');
  return { clerkIds: ids('clerk'), productionId, dispatchId };
}

async function takeSerials(tx: Transaction, count: number): Promise<readonly number[]> {
  const rows = await tx.$queryRaw<{ serial: bigint }[]>`
    SELECT nextval('application_number') AS serial FROM generate_series(1, ${count}::int)`;
  return rows.map(({ serial }) => Number(serial) % 1_000_000);
}

/** The next subject that may apply, with its case; nothing when none is left. Rare services come as often as common ones. */
function nextCase(left: Candidate[][], serial: number, around: Surroundings): readonly DocumentedCase[] {
  for (;;) {
    const open = left.filter((candidates) => candidates.length > 0);
    if (open.length === 0) return [];
    const candidates = around.chance.pick(open);
    for (let candidate = candidates.pop(); candidate; candidate = candidates.pop()) {
      const played = mayApply(candidate, around) ? tryCase(candidate, serial, around) : null;
      if (played) return [played];
    }
  }
}

/** Cheaper than planning a case that the gate refuses. */
function mayApply(candidate: Candidate, { until }: Surroundings): boolean {
  const isDelivered = getService(candidate.service).steps.includes('deliver');
  return eligibleForm(candidate, isDelivered ? { mode: 'pickup' } : null, localDateOf(until)) !== null;
}

function tryCase(candidate: Candidate, serial: number, around: Surroundings): DocumentedCase | null {
  const { chance, numbers, staff, calendar, until, trackingSecret } = around;
  const service = getService(candidate.service);
  const { person, accountId, vehicle, licence } = candidate;
  const division = person.division ?? '';
  const isDelivered = service.steps.includes('deliver');
  const byPost = deliveryTo(division);
  const delivery = !isDelivered ? null : chance.happens(0.1) ? ({ mode: 'pickup' } as const) : byPost;
  const script = chance.weighted(
    CASE_SCRIPTS.filter((each) => fits(each, candidate, delivery?.mode ?? null, localDateOf(until))),
  );
  const steps = timeSteps(script.steps, { calendar, chance, until });
  const submittedAt = steps[0]?.at ?? until;
  const form = eligibleForm(candidate, delivery, localDateOf(submittedAt));
  if (form === null) return null;
  const id = numbers.uuid('application');
  const given = {
    ...{ service, form, calendar, applicantId: accountId, delivery: promisable(delivery) },
    ...{
      clerkId: chance.pick(staff.clerkIds),
      productionId: staff.productionId,
      dispatchId: staff.dispatchId,
    },
    ...{
      trackingNumber: () => numbers.trackingNumber(),
      pickupCode: String(chance.int(0, 999_999)).padStart(6, '0'),
    },
  };
  const played: PlayedCase = {
    ...{ id, form, vehicleId: vehicle?.id ?? null, licenceId: licence?.licence.id ?? null },
    number: buildApplicationNumber(localDateOf(submittedAt), serial),
    address: delivery?.mode === 'post' ? addressOf(candidate) : null,
    secretHash: createHmac('sha256', trackingSecret)
      .update(createHash('sha256').update(id).digest('hex'))
      .digest('hex'),
    newTaskId: () => numbers.uuid('task'),
    decisions: playCase(given, steps, until),
  };
  if (!isStillOpen(played)) return null;
  return { played, accountId, service, newDocumentId: () => numbers.uuid('document') };
}

function fits(
  { needs }: CaseScript,
  candidate: Candidate,
  mode: DeliveryMode | null,
  today: LocalDate,
): boolean {
  if (needs === 'anything') return true;
  if (mode === null || !isPlainReissue(candidate, today)) return false;
  if (needs === 'hand-back')
    return mode === 'post' && getService(candidate.service).handBack?.when({ plates: 'front' }) === true;
  return needs === 'goods' || needs === mode;
}

function isStillOpen(played: PlayedCase): boolean {
  return lastState(played).closedAt === null;
}

function addressOf({ person }: Candidate) {
  return {
    recipient: person.name,
    mobile: person.mobile ?? '',
    division: person.division ?? '',
    address: person.address ?? '',
    postcode: person.postcode ?? '',
  };
}

function shuffled<T>(rows: readonly T[], chance: Chance): T[] {
  const copy = [...rows];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = chance.int(0, i);
    const [one, other] = [copy[i], copy[j]];
    if (one !== undefined && other !== undefined) [copy[i], copy[j]] = [other, one];
  }
  return copy;
}
