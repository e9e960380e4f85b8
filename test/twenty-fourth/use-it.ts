// Run in a copy of the repository that has one service more: applies for it, works through its tasks, tracks it. Prints what it saw.
import { getService } from '../../domain/services/index.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { DEMO_PASSWORD } from '../../prisma/seed/password.ts';
import { type Answer, anybody, type PersonAtApi, signIn } from '../../sandbox/person.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { employ } from '../harness/people.ts';

const [id = ''] = process.argv.slice(2);

async function useIt(api: TestApi) {
  const { today } = api.clock;
  await employ(api, [
    { login: 'administrator', role: 'administrator' },
    { login: 'clerk', role: 'clerk' },
    { login: 'production', role: 'production' },
  ]);
  const owner = await createApplicantFor(api.db, 'plate-replace', { today, n: 90_000 });
  const [administrator, clerk, production, self] = await Promise.all(
    ['administrator', 'clerk', 'production', owner.login].map((login) =>
      signIn(api.url, login, DEMO_PASSWORD),
    ),
  );
  if (!administrator || !clerk || !production || !self) throw new Error('somebody is missing');

  const body = {
    service: id,
    subject: owner.subject,
    form: { reason: 'lost', declaration: true },
    delivery: { mode: 'pickup' },
  };
  const closed = await self.call('POST', '/api/v1/applications', { body });
  const isOpen = { isOpen: true, reason: '试用' };
  await granted(administrator.call('PUT', `/api/v1/service-switches/${id}`, { body: isOpen }));
  const filed = await granted(self.call('POST', '/api/v1/applications', { body }));
  const path = `/api/v1/applications/${String(filed.body.id)}`;

  await work(clerk, path, { action: 'accept' });
  await work(clerk, path, { action: 'approve' });
  await api.recordRegister(String(filed.body.id));
  await work(production, path, { action: 'complete-production' });
  const { pickupCode } = (await granted(self.call('GET', path))).body;
  await work(clerk, path, { action: 'hand-over', pickupCode, handedBack: true });

  const { number, trackingSecret: secret } = filed.body;
  const tracked = await granted(
    anybody(api.url).call('POST', '/api/v1/tracking', { body: { number, secret } }),
  );
  const catalogue = await granted(anybody(api.url).call('GET', `/api/v1/services/${id}`));
  return {
    closed: closed.body.code,
    number: getService(id).number,
    inCatalogue: catalogue.body.name,
    tracked: { serviceName: tracked.body.serviceName, state: tracked.body.state },
    certificates: await api.db.certificate.findMany({
      where: { applicationId: String(filed.body.id) },
      select: { kind: true, state: true },
    }),
  };
}

async function granted(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(answer.text);
  return answer;
}

/** Found in the queue, claimed and decided. */
async function work(by: PersonAtApi, path: string, body: object): Promise<void> {
  const queue = await granted(by.call('GET', '/api/v1/tasks?limit=100'));
  const view: { readonly task: { readonly id: string }; readonly version: number } = JSON.parse(
    (await granted(by.call('GET', path))).text,
  );
  if (!queue.text.includes(view.task.id)) throw new Error(`${queue.text} lacks the task`);
  await granted(by.call('POST', `/api/v1/tasks/${view.task.id}/claim`));
  await granted(by.call('POST', `${path}/decisions`, { version: view.version, body }));
}

const api = await startApi();
try {
  console.log(JSON.stringify(await useIt(api)));
} finally {
  await api.stop();
}
process.exit();
