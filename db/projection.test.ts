// The columns, clocks, rungs and tasks of a case are the fold of its events, whatever happens to it.
import { randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Application } from '../domain/application/application.ts';
import type { Command } from '../domain/application/commands.ts';
import { fold } from '../domain/application/evolve.ts';
import type { Action, Role } from '../domain/application/lifecycle.ts';
import { allowedActions, taskOf } from '../domain/application/react.ts';
import { tracking } from '../domain/application/testing/played-case.ts';
import { commandsFor } from '../domain/application/testing/reached.ts';
import { addMinutes, type Instant, toInstant } from '../domain/calendar/local-date.ts';
import { FEES_OFF, FEES_ON } from '../domain/fees.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { caseOnDesk } from '../test/harness/desk.ts';
import { createFiler } from '../test/harness/filing.ts';
import { testVault } from '../test/harness/vault.ts';
import { type Database, openDatabase } from './client.ts';
import { decideCase } from './decide.ts';
import { type Deciding, deciding } from './deciding.ts';
import { projectionOf } from './record.ts';

let database: TestDatabase;
let db: Database;
let decides: Deciding;
let now: Instant = toInstant('2026-11-24T01:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
  decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: async () => now });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const ROLES: readonly Role[] = ['applicant', 'clerk', 'production', 'dispatch', 'courier', 'system'];

/** One of the commands that are legal now, by chance. */
function commandBy(chance: number, on: Parameters<typeof commandsFor>[1]): Command | undefined {
  const legal = ROLES.flatMap((role) => allowedActions(on.application.state, role)).filter(
    (action: Action) => action !== 'withdraw' || chance % 7 === 0,
  );
  const action = legal[chance % Math.max(1, legal.length)];
  const commands = action === undefined ? [] : commandsFor(action, on);
  return commands[(chance >>> 8) % Math.max(1, commands.length)];
}

async function compare(id: string): Promise<void> {
  const row = await db.application.findUniqueOrThrow({ where: { id } });
  const events = await caseOnDesk(decides, id).events();
  const application = fold(events);
  const { snapshot, ...columns } = projectionOf(application);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  expect(row.snapshot).toEqual(snapshot);
  expect({
    state: row.state,
    stage: row.stage,
    open: row.open,
    version: row.version,
    delivery_mode: row.deliveryMode,
    zone: row.zone,
    submitted_at: iso(row.submittedAt),
    accept_by: iso(row.acceptBy),
    accepted_at: iso(row.acceptedAt),
    deliver_by: iso(row.deliverBy),
    delivered_at: iso(row.deliveredAt),
    closed_at: iso(row.closedAt),
  }).toEqual(columns);
  const clocks = await db.clock.findMany({ where: { applicationId: id } });
  expect(
    Object.fromEntries(
      clocks.map(({ kind, round, status, outcome, dueAt, startedAt, stoppedAt }) => [
        kind,
        { round, status, outcome, dueAt: iso(dueAt), startedAt: iso(startedAt), stoppedAt: iso(stoppedAt) },
      ]),
    ),
  ).toEqual(
    Object.fromEntries(
      Object.values(application.clocks).map(
        ({ kind, round, status, outcome, dueAt, startedAt, stoppedAt }) => [
          kind,
          { round, status, outcome, dueAt, startedAt, stoppedAt },
        ],
      ),
    ),
  );
  expect(await caseOnDesk(decides, id).rungs()).toEqual(
    events.flatMap((event) =>
      event.type === 'rung-raised' ? [`${event.clock.kind}/${event.clock.round}/${event.rung}`] : [],
    ),
  );
  const open = await db.task.findMany({ where: { applicationId: id, state: 'open' } });
  const task = taskOf(application);
  expect(open.map(({ kind }) => kind)).toEqual(task === null ? [] : [task]);
}

test('lists read what the log tells, field by field, through random lives', async () => {
  const free = createFiler(decides);
  const paying = createFiler({ ...decides, fees: FEES_ON });
  const step = fc.record({ chance: fc.nat(), minutes: fc.oneof(fc.nat(120), fc.nat(3 * 24 * 60)) });
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 4, maxLength: 16 }), async (pays, steps) => {
      const { outcome } = await (pays ? paying.file({ service: 'plate-reissue' }) : free.file());
      for (const { chance, minutes } of steps) {
        now = addMinutes(now, minutes);
        const on = caseOnDesk(decides, outcome.id);
        const application = await on.application();
        const command = commandBy(chance, { application, events: [], now, circumstances: {} });
        if (!command) break;
        const action: Action = command.action;
        const role = ROLES.find((one) => allowedActions(application.state, one).includes(action)) ?? 'system';
        await decideCase(decides, {
          applicationId: outcome.id,
          command: real(command, application),
          actor: { id: randomUUID(), role },
        });
        await compare(outcome.id);
      }
    }),
    { numRuns: 25 },
  );
});

/** The command with a parcel's number of its own, and with the code that is really asked for. */
function real(command: Command, { pickupCode }: Application): Command {
  const trackingNumber = tracking(randomInt(1_000, 100_000_000));
  if (command.action === 'dispatch') return { ...command, trackingNumber };
  if (command.action === 'record-parcel' && 'trackingNumber' in command)
    return { ...command, trackingNumber };
  return command.action === 'hand-over' ? { ...command, pickupCode: pickupCode ?? '' } : command;
}
