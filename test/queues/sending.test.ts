// Messages on real PostgreSQL and Redis: sent once, refused for good, and not lost with Redis.
import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type Database, openDatabase } from '../../db/client.ts';
import type { SendingJob } from '../../queues/contract.ts';
import { createSender, type SmsPort, SmsRefused } from '../../queues/sending.ts';
import { createSmsPort } from '../../queues/sms.ts';
import { sweepMessages } from '../../queues/sweep.ts';
import { createSms } from '../../sandbox/sms/sms.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { testVault } from '../harness/vault.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** A case with one waiting message, written as the engine writes them. */
async function waitingMessage(mobile: string | null): Promise<string> {
  const [personId, accountId, applicationId, id] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await db.person.create({
    data: {
      id: personId,
      name: '张三',
      idDocKind: 'resident-id',
      idDocNoSealed: testVault.seal(personId),
      idDocNoIndex: testVault.index('id-number', personId),
      residentCategory: 'local',
      birthOn: new Date('1980-01-01'),
      sex: 'M',
      residenceDivision: '411702',
      mobileSealed: mobile === null ? null : testVault.seal(mobile),
    },
  });
  const account = {
    kind: 'ind-window',
    role: 'applicant',
    displayName: '张三',
    office: 'zmd-vmo',
    passwordHash: '-',
  };
  await db.account.create({ data: { id: accountId, login: accountId, personId, ...account } });
  await db.application.create({
    data: {
      id: applicationId,
      number: applicationId,
      service: 'plate-reissue',
      lifecycle: 'L-POST',
      state: 'accepted',
      stage: 'approval',
      open: true,
      version: 1,
      office: 'zmd-vmo',
      applicantId: accountId,
      formSealed: testVault.seal('{}'),
      trackingSecretHash: '-',
      snapshot: { clocks: {}, parcel: null, pickupCode: null },
      createdAt: new Date(),
    },
  });
  await db.message.create({
    data: { id, applicationId, accountId, seq: 1, template: 'accepted', createdAt: new Date() },
  });
  return id;
}

async function stateOf(id: string): Promise<string> {
  return (await db.message.findUniqueOrThrow({ where: { id } })).state;
}

test('a message is sent with its slots filled, and a repetition sends nothing', async () => {
  const id = await waitingMessage('13800138000');
  const sms = createSms({ dataDir: null });
  const listening = await sms.listen(0);
  const send = createSender({ db, sms: createSmsPort(listening.url) });
  expect(await send({ messageId: id })).toBe('sent');
  expect(await send({ messageId: id })).toBe('nothing to send');
  const [sent, ...others] = sms.messages();
  expect(others).toEqual([]);
  expect(sent).toMatchObject({ to: '13800138000', key: id, template: 'accepted' });
  expect(sent?.params.text).toMatch(/^您的申请 .+ 已受理。$/);
  await listening.close();
});

test('a refused number and a missing one end as undeliverable, a busy gateway leaves the message waiting', async () => {
  const refusing: SmsPort = { send: async () => Promise.reject(new SmsRefused()) };
  const busy: SmsPort = { send: async () => Promise.reject(new Error('busy')) };
  const refused = await waitingMessage('13800138001');
  expect(await createSender({ db, sms: refusing })({ messageId: refused })).toBe('undeliverable');
  const nobody = await waitingMessage(null);
  expect(await createSender({ db, sms: refusing })({ messageId: nobody })).toBe('undeliverable');
  const waiting = await waitingMessage('13800138002');
  await expect(createSender({ db, sms: busy })({ messageId: waiting })).rejects.toThrow('busy');
  expect(await stateOf(waiting)).toBe('waiting');
  await db.message.updateMany({ where: { id: waiting }, data: { state: 'sent' } });
});

test('what a wiped Redis forgot is swept into the queue again and sent once', async () => {
  const id = await waitingMessage('13800138003');
  const connection = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
  const name = `sending-${randomUUID()}`;
  const queue = new Queue<SendingJob>(name, { connection });
  await sweepMessages(db, queue);
  expect(await queue.getJobCountByTypes('waiting')).toBe(1);
  await queue.obliterate({ force: true });
  expect(await queue.getJobCountByTypes('waiting')).toBe(0);

  const keys: string[] = [];
  const send = createSender({ db, sms: { send: async ({ key }) => void keys.push(key) } });
  await sweepMessages(db, queue);
  await sweepMessages(db, queue);
  const working = connection.duplicate();
  const worker = new Worker<SendingJob>(name, ({ data }) => send(data), { connection: working });
  await new Promise<void>((resolve) => worker.once('drained', () => resolve()));
  expect(keys).toEqual([id]);
  expect(await stateOf(id)).toBe('sent');
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  for (const each of [connection, working]) each.disconnect();
});
