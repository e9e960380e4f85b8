// 考试预约: who may book which subject and when, told in the rules' own sentences, and what a result makes of a licence application.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { privacyContracts as privacy } from '../../../api/contract/privacy.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  bookExam,
  enterResult,
  type Learner,
  learner,
  type NewSession,
  newSession,
  openExamServices,
  placesOf,
} from '../../harness/appointments.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { changedRows, countRows } from '../../harness/rows.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  await openExamServices(api);
});
afterAll(() => api?.stop());

const exam = (wanted: NewSession = {}) => newSession(api.db, { kind: 'exam', ...wanted });
const later = (days: number) => api.clock.advance({ minutes: days * 24 * 60 });

async function refused(by: Learner, session: string, more: Parameters<typeof bookExam>[2] = {}) {
  const before = await countRows(api.db);
  const { code, title, pointer } = (await bookExam(by, session, more)).problem;
  expect(changedRows(before, await countRows(api.db))).toEqual({ audit_event: 1, idempotency_key: 1 });
  return [code, title, pointer];
}

test('a subject in its turn is booked', async () => {
  const self = await learner(api);
  const session = await exam();
  const { id, state } = (await bookExam(self, session)).body;
  expect(state).toBe('booked');
  const view = (await self.ask(applications.read, { params: { id } })).body;
  expect(view.appointment).toMatchObject({ kind: 'exam', subject: '2', sessionId: session });
  const row = await api.db.appointment.findUniqueOrThrow({ where: { applicationId: id } });
  expect(row).toMatchObject({ kind: 'exam', state: 'booked' });
});

test('a learner is told what is held about them', async () => {
  const self = await learner(api, { attempts: [['2', '2015-10-20', 'failed']] });
  await bookExam(self, await exam());
  const held = (await self.ask(privacy.ownData)).body;
  expect(held.learning).toEqual([
    {
      ...{ no: self.no, cls: 'C1', school: null, state: 'accepted', subjectsPassed: ['1'], voidedOn: null },
      ...{ acceptedOn: '2015-09-20', permitIssuedOn: '2015-10-01', permitValidTo: '2018-10-01' },
      attempts: [{ subject: '2', on: '2015-10-20', outcome: 'failed', madeUp: false }],
    },
  ]);
  expect(held.appointments).toMatchObject([
    { kind: 'exam', subject: '2', startsAt: '2015-11-10T01:00:00.000Z', state: 'booked' },
  ]);
});

test('科目一 is booked without a permit', async () => {
  const self = await learner(api, { permitIssuedOn: null, passed: [] });
  expect((await bookExam(self, await exam({ subject: '1' }), { subject: '1' })).body.state).toBe('booked');
});

describe('refused, with nothing stored', () => {
  test('service-not-open, until it is opened', async () => {
    await api.db.serviceSwitch.update({ where: { service: 'exam-appointment' }, data: { isOpen: false } });
    const told = await refused(await learner(api), await exam());
    expect(told.slice(0, 2)).toEqual(['service-not-open', '该业务尚未上线,敬请期待。']);
    await api.db.serviceSwitch.update({ where: { service: 'exam-appointment' }, data: { isOpen: true } });
  });

  test('waiting-time of 科目二: ten days', async () => {
    const told = await refused(await learner(api, { permitIssuedOn: '2015-10-25' }), await exam());
    expect(told).toEqual(['waiting-time', '取得驾驶技能准考证明未满10日,暂不能预约。', '/form/subject']);
    const self = await learner(api, { permitIssuedOn: '2015-10-24' });
    expect((await bookExam(self, await exam())).body.state).toBe('booked');
  });

  test('waiting-time of A and B: twenty days, and forty on the road', async () => {
    const truck = { cls: 'B2', permitIssuedOn: '2015-10-15' } as const;
    const told = await refused(await learner(api, truck), await exam({ classes: ['B2'] }));
    expect(told[1]).toBe('取得驾驶技能准考证明未满20日,暂不能预约。');
    const onRoad = { ...truck, permitIssuedOn: '2015-09-25', passed: ['1', '2'] } as const;
    const road = await exam({ subject: '3a', classes: ['B2'] });
    expect((await refused(await learner(api, onRoad), road, { subject: '3a' }))[1]).toBe(
      '取得驾驶技能准考证明未满40日,暂不能预约。',
    );
  });

  test.each([
    ['C1', '2015-10-05', '30'],
    ['C2', '2015-10-15', '20'],
  ] as const)('waiting-time of the road, %s', async (cls, permitIssuedOn, n) => {
    const self = await learner(api, { cls, permitIssuedOn, passed: ['1', '2'] });
    const road = await exam({ subject: '3a', classes: ['C1', 'C2'] });
    expect((await refused(self, road, { subject: '3a' }))[1]).toBe(
      `取得驾驶技能准考证明未满${n}日,暂不能预约。`,
    );
  });

  test('waiting-time after a failure: ten days', async () => {
    const failed = await learner(api, { attempts: [['2', '2015-10-25', 'failed']] });
    const told = ['waiting-time', '该科目考试不合格未满10日,暂不能预约。', '/form/subject'];
    expect(await refused(failed, await exam())).toEqual(told);
    const absent = await learner(api, { attempts: [['2', '2015-10-25', 'absent']] });
    expect(await refused(absent, await exam())).toEqual(told);
    const ready = await learner(api, { attempts: [['2', '2015-10-24', 'failed']] });
    expect((await bookExam(ready, await exam())).body.state).toBe('booked');
  });

  test('five-times', async () => {
    const days = ['2015-06-10', '2015-07-10', '2015-08-10', '2015-09-10', '2015-10-10'];
    const self = await learner(api, {
      ...{ permitIssuedOn: '2015-05-01', passed: [] },
      attempts: days.map((on) => ['2', on, 'failed'] as const),
    });
    expect(await refused(self, await exam())).toEqual([
      ...['five-times', '该科目预约考试次数已达五次。', '/form/subject'],
    ]);
  });

  test('capacity-full', async () => {
    const session = await exam({ capacity: 1 });
    await bookExam(await learner(api), session);
    const [code, , pointer] = await refused(await learner(api), session);
    expect([code, pointer]).toEqual(['capacity-full', '/form/session']);
  });

  test.each(['3a', '3b'] as const)('subject-order: %s before 科目二', async (subject) => {
    const told = await refused(await learner(api), await exam({ subject }), { subject });
    expect(told).toEqual(['subject-order', '请先通过前一科目考试。', '/form/subject']);
  });

  test('permit-expired', async () => {
    const told = await refused(await learner(api, { permitValidTo: '2015-11-02' }), await exam());
    expect(told.slice(0, 2)).toEqual(['permit-expired', '驾驶技能准考证明已过有效期。']);
    const ending = await refused(await learner(api, { permitValidTo: '2015-11-09' }), await exam());
    expect(ending.slice(0, 2)).toEqual([
      ...['permit-expired', '驾驶技能准考证明有效期至2015-11-09,不能预约此后的考试。'],
    ]);
  });

  test('already-booked', async () => {
    const self = await learner(api);
    await bookExam(self, await exam());
    const told = await refused(self, await exam());
    expect(told.slice(0, 2)).toEqual(['already-booked', '该科目已有未完成的考试预约。']);
  });

  test('what is passed, finished, elsewhere or nobody’s', async () => {
    const passed = await learner(api, { passed: ['1', '2'] });
    expect((await refused(passed, await exam()))[1]).toBe('该科目考试已合格,无需再次预约。');
    const finished = await learner(api, { state: 'passed' });
    expect((await refused(finished, await exam()))[0]).toBe('learning-closed');
    const far = await learner(api, { office: 'zmd-xincai' });
    expect((await refused(far, await exam()))[0]).toBe('subject-not-local');
    const nobody = await learner(api);
    await api.db.licenceApplication.delete({ where: { no: nobody.no } });
    expect((await refused(nobody, await exam())).slice(0, 2)).toEqual([
      ...['subject-not-own', '您在本地没有可以预约考试的驾驶证申请。'],
    ]);
  });

  test.each([
    ['another subject', { subject: '1' as const }, 'session-other-subject'],
    ['another class', { classes: ['A1' as const] }, 'session-other-class'],
    ['yesterday', { on: '2015-11-02' }, 'session-not-offered'],
  ])('a session of %s', async (_, wanted, code) => {
    expect((await refused(await learner(api), await exam(wanted)))[0]).toBe(code);
  });
});

describe('what comes of it', () => {
  /** Books for the sixth, and enters results on that day. */
  async function sat(self: Learner, subject: '1' | '2' | '3a' | '3b', ...results: readonly string[]) {
    const session = await exam({ on: '2015-11-06', subject });
    const { id } = (await bookExam(self, session, { subject })).body;
    later(3);
    const states: string[] = [];
    for (const result of results) states.push((await enterResult(desk.clerk, id, result)).body.state);
    await api.recordRegister(id);
    await api.recordRegister(id);
    later(-3);
    const learning = await api.db.licenceApplication.findUniqueOrThrow({
      where: { no: self.no },
      include: { attempts: { orderBy: { on: 'asc' } } },
    });
    const view = (await self.ask(applications.read, { params: { id } })).body;
    expect(await placesOf(api.db, session)).toEqual({ booked: 1, states: ['attended'] });
    return { id, states, learning, view };
  }

  test('科目一 passed: the permit is issued, for three years', async () => {
    const self = await learner(api, { permitIssuedOn: null, passed: [] });
    const { id, states, learning, view } = await sat(self, '1', 'passed');
    expect(states).toEqual(['handling']);
    expect(view.state).toBe('done');
    expect(learning).toMatchObject({
      ...{ subjectsPassed: ['1'], state: 'accepted', voidedOn: null },
      ...{ permitIssuedOn: new Date('2015-11-06'), permitValidTo: new Date('2018-11-06') },
    });
    expect(learning.attempts).toMatchObject([
      { subject: '1', outcome: 'passed', madeUp: false, on: new Date('2015-11-06'), applicationId: id },
    ]);
  });

  test('failed, then passed in the make-up exam of the day', async () => {
    const { states, learning, view } = await sat(await learner(api), '2', 'failed', 'passed');
    expect(states).toEqual(['attended', 'handling']);
    expect(view.results).toEqual(['failed', 'passed']);
    expect(learning.subjectsPassed).toEqual(['1', '2']);
    expect(learning.attempts).toMatchObject([{ outcome: 'passed', madeUp: true }]);
  });

  test('failed twice: one attempt, and ten days to wait', async () => {
    const self = await learner(api);
    const { states, learning } = await sat(self, '2', 'failed', 'failed');
    expect(states).toEqual(['attended', 'handling']);
    expect(learning.subjectsPassed).toEqual(['1']);
    expect(learning.attempts).toMatchObject([{ outcome: 'failed', madeUp: true }]);
    later(12);
    const session = await exam({ on: '2015-11-20' });
    expect((await bookExam(self, session)).problem.title).toBe('该科目考试不合格未满10日,暂不能预约。');
    later(1);
    expect((await bookExam(self, session)).body.state).toBe('booked');
    later(-13);
  });

  test('the fifth failure voids what had been passed', async () => {
    const days = ['2015-07-10', '2015-08-10', '2015-09-10', '2015-10-10'];
    const self = await learner(api, {
      permitIssuedOn: '2015-05-01',
      attempts: days.map((on) => ['2', on, 'failed'] as const),
    });
    const { learning } = await sat(self, '2', 'failed', 'failed');
    expect(learning).toMatchObject({ subjectsPassed: [], voidedOn: new Date('2015-11-06') });
    expect(learning.attempts).toHaveLength(5);
    later(14);
    const told = await bookExam(self, await exam({ on: '2015-11-20' }));
    later(-14);
    expect(told.problem.title).toBe('该科目预约考试次数已达五次。');
  });

  test('all four passed: the application is passed', async () => {
    const self = await learner(api, { passed: ['1', '2', '3a'] });
    const { learning } = await sat(self, '3b', 'passed');
    expect(learning).toMatchObject({ subjectsPassed: ['1', '2', '3a', '3b'], state: 'passed' });
    const told = await bookExam(self, await exam());
    expect(told.problem.title).toBe('该驾驶证申请已办结或者已失效,不能预约考试。');
  });
});
