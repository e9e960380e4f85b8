// The sixteen refusals of plates.md §5, each provoked over the API and read character for character.
import type { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  ask,
  begin,
  type Chooser,
  choose,
  chooser,
  draw,
  formOf,
  leave,
  newVin,
  selectionOf,
  tryNumber,
  unitChooser,
  withWrongCheck,
} from '../../harness/plates.ts';
import { changedRows, countRows } from '../../harness/rows.ts';
import type { Told } from '../../harness/told.ts';
import { makeUnit } from '../../harness/units.ts';

let api: TestApi;
let user: Chooser;
beforeAll(async () => {
  api = await startApi();
  user = await chooser(api);
});
afterAll(() => api?.stop());

type Answer = Pick<Told<typeof applications.create>, 'status' | 'problem'>;

/** Status, code and sentence of a refusal. */
const told = ({ status, problem: { code, title } }: Answer) => [status, code, title];
/** What a refused submission leaves behind: a row of the trail, and its key. */
const TRACES = { audit_event: 1, idempotency_key: 1 };

async function refuses(by: Chooser, change: object, expected: readonly unknown[]): Promise<void> {
  const before = await countRows(api.db);
  const answer = await ask(by, change);
  expect(told(answer)).toEqual(expected);
  expect(changedRows(before, await countRows(api.db))).toEqual(TRACES);
}

describe('before a session', () => {
  test('1 not-open', async () => {
    const reason = '试运行暂停';
    const row = { service: 'plate-preselection', isOpen: false, reason, changedById: user.accountId };
    await api.db.serviceSwitch.create({ data: { ...row, changedAt: new Date() } });
    try {
      await refuses(user, {}, [409, 'not-open', '预选机动车号牌业务暂未开放。']);
    } finally {
      await api.db.serviceSwitch.deleteMany();
    }
  });

  test('2 user-kind: a unit that has not chosen service 3', async () => {
    const by = await unitChooser(api, await makeUnit(api, 'hospital', [6]));
    await refuses(by, {}, [403, 'user-kind', '您没有预选机动车号牌的权限。']);
  });

  // 3 account-not-active: an account that is not active has no session to ask in, or is refused on every route in the common
  // sentence. The sentence of plates.md is tested in domain/services/plate-preselection.test.ts.
  test('3 account-not-active: refused before the service is named', async () => {
    const by = await chooser(api);
    await api.db.account.update({ where: { id: by.accountId }, data: { state: 'suspended' } });
    const { status } = await by.call('POST', '/api/v1/applications', {
      body: { service: 'plate-preselection', form: formOf(by) },
    });
    expect([401, 403]).toContain(status);
    expect(await api.db.application.count({ where: { applicantId: by.accountId } })).toBe(0);
  });

  test('4 category', () =>
    refuses(user, { plateCategory: '01' }, [422, 'category', '只能为新购小型汽车预选号牌。']));

  test.each([
    ['sixteen characters', () => newVin().slice(1)],
    ['an I', () => `${newVin().slice(0, 16)}I`],
    ['an O', () => `O${newVin().slice(1)}`],
    ['a Q', () => `${newVin().slice(0, 16)}Q`],
    ['small letters', () => newVin().toLowerCase()],
    ['a wrong check character', () => withWrongCheck(newVin())],
  ])('5 vin-invalid: %s', (_what, vin) =>
    refuses(user, { vin: vin() }, [422, 'vin-invalid', '车辆识别代号错误,请核对(字母须大写)。']),
  );

  test('6 vehicle-registered', async () => {
    const vehicle = await api.db.vehicle.findFirstOrThrow();
    const vin = newVin();
    await api.db.vehicle.update({ where: { id: vehicle.id }, data: { vin } });
    await refuses(user, { vin }, [409, 'vehicle-registered', '该车已注册登记,不能预选。']);
  });

  test('7 vin-taken', async () => {
    const vin = newVin();
    await begin(await chooser(api), { vin });
    await refuses(user, { vin }, [409, 'vin-taken', '该车已预选号牌。']);
  });

  const WAIT = '您已为一辆机动车预选号牌,办理注册登记后才能为下一辆机动车选号。';

  test('8 open-reservation: during the session, and with a number that waits for the registration', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    await refuses(by, {}, [409, 'open-reservation', WAIT]);
    expect((await tryNumber(by, id, '豫QA8001')).body.state).toBe('reserved');
    await refuses(by, {}, [409, 'open-reservation', WAIT]);
  });

  test('9 unit-vehicle', async () => {
    const by = await unitChooser(api, await makeUnit(api, 'transport-company', [2, 3]));
    await refuses(by, { buyerIdNumber: user.idNumber }, [422, 'unit-vehicle', '只能为本单位新购车辆选号。']);
    expect((await ask(by)).status).toBe(201);
  });

  test('10 person-vehicle', async () => {
    const { idNumber } = await chooser(api);
    await refuses(user, { buyerIdNumber: idNumber }, [422, 'person-vehicle', '只能为本人新购车辆选号。']);
  });

  test('11 contact-mismatch', () =>
    refuses(user, { mobile: '13900000001' }, [422, 'contact-mismatch', '请先验证手机号码。']));

  test('12 blocked: in earnest only', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    await tryNumber(by, id, '豫QA8002');
    // A reservation in earnest that lapsed, whose vehicle was registered later with another number.
    const { vin } = await api.db.plateReservation.findUniqueOrThrow({ where: { applicationId: id } });
    await api.db.plateNumber.deleteMany({ where: { reservationId: id } });
    await api.db.plateReservation.update({
      where: { applicationId: id },
      data: { mode: 'live', state: 'expired' },
    });
    const { id: vehicleId } = await api.db.vehicle.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await api.db.vehicle.update({ where: { id: vehicleId }, data: { vin } });
    await refuses(by, {}, [403, 'blocked', '您暂不能网上预选号牌。']);
  });

  test('13 attempts-used: a vehicle for which five were shown, whoever asks', async () => {
    const by = await chooser(api);
    const vin = newVin();
    const id = await begin(by, { vin });
    await draw(by, id);
    await leave(by, id);
    const used = [409, 'attempts-used', '自编(随机)选号机会已用完,请到车管所选号。'];
    await refuses(by, { vin }, used);
    await refuses(user, { vin }, used);
  });
});

describe('within a session', () => {
  const USED_UP = [409, 'attempts-used', '自编(随机)选号机会已用完,请到车管所选号。'];
  const FORMAT = [422, 'number-format', '号牌编排不符合规则。'];
  const TAKEN = [409, 'number-not-available', '该号牌不可选。'];

  test('13 attempts-used: ten tries, then chance once, then nothing', async () => {
    const [holder, by] = [await chooser(api), await chooser(api)];
    await tryNumber(holder, await begin(holder), '豫QB1001');
    const id = await begin(by);
    for (let tries = 1; tries <= 10; tries += 1) {
      expect(told(await tryNumber(by, id, '豫QB1001'))).toEqual(TAKEN);
      expect((await selectionOf(by, id)).triesLeft).toBe(10 - tries);
    }
    expect(told(await tryNumber(by, id, '豫QB1002'))).toEqual(USED_UP);
    expect((await selectionOf(by, id)).methods).toEqual(['random']);
    const { shown } = (await draw(by, id)).body.selection;
    expect(shown).toHaveLength(5);
    expect(told(await draw(by, id))).toEqual(USED_UP);
    expect(told(await tryNumber(by, id, '豫QB1002'))).toEqual(USED_UP);
    expect((await choose(by, id, shown[4] ?? '')).body.selection.number).toBe(shown[4]);
  });

  test('after chance there is no way back to numbers of one’s own', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    await draw(by, id);
    expect(told(await tryNumber(by, id, '豫QB1003'))).toEqual(USED_UP);
  });

  test('14 number-format, which uses up nothing', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    for (const number of [
      '豫QABC12',
      '豫QI1234',
      '豫Q1O234',
      '豫Q1234',
      '豫Q123456',
      '豫A12346',
      '豫Q12挂34',
    ])
      expect(told(await tryNumber(by, id, number))).toEqual(FORMAT);
    expect((await selectionOf(by, id)).triesLeft).toBe(10);
  });

  test('15 number-not-available: withheld, taken, shown to another, not among the five', async () => {
    const [by, other] = [await chooser(api), await chooser(api)];
    const [id, theirs] = [await begin(by), await begin(other)];
    const { shown } = (await draw(other, theirs)).body.selection;
    for (const number of ['豫QA1888', '豫Q6868A', '豫Q12345', shown[0] ?? ''])
      expect(told(await tryNumber(by, id, number))).toEqual(TAKEN);
    expect((await selectionOf(by, id)).triesLeft).toBe(6);
    expect(told(await choose(other, theirs, '豫QB1004'))).toEqual(TAKEN);
    expect(told(await choose(by, id, shown[0] ?? ''))).toEqual(TAKEN);
    // The four that were not chosen are free again.
    await choose(other, theirs, shown[1] ?? '');
    expect((await tryNumber(by, id, shown[0] ?? '')).body.selection.number).toBe(shown[0]);
  });

  test('16 session-timeout, and the number is not taken', async () => {
    const [by, next] = [await chooser(api), await chooser(api)];
    const id = await begin(by);
    api.clock.advance({ minutes: 21 });
    const OVER = [409, 'session-timeout', '选号超时,请重新选择。'];
    expect(told(await tryNumber(by, id, '豫QB1005'))).toEqual(OVER);
    expect(told(await draw(by, id))).toEqual(OVER);
    expect((await tryNumber(next, await begin(next), '豫QB1005')).body.state).toBe('reserved');
    // 请重新选择: what was not used up can still be used.
    const { state } = await api.db.plateReservation.findUniqueOrThrow({ where: { applicationId: id } });
    expect(state).toBe('abandoned');
    expect((await ask(by)).status).toBe(201);
  });
});

test('an imported vehicle with a wrong check character is told of it, and may go on', async () => {
  const by = await chooser(api);
  const { status, body } = await ask(by, { vin: withWrongCheck(newVin()), origin: 'imported' });
  expect([status, body.advice?.map(({ code }) => code)]).toEqual([201, ['vin-check-digit']]);
});
