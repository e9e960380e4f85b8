// 23 services × 9 kinds of users over the API: every cell of registration.md §7, and every option that a unit may lack.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { findAnnounced } from '../../../domain/announced-services.ts';
import {
  type Cell,
  SERVICE_MATRIX,
  UNITS_OF_COLUMN,
} from '../../../domain/permissions/testing/service-matrix.ts';
import { type RefusalCode, shownCode } from '../../../domain/refusals.ts';
import { UNIT_KINDS, type UnitKind, type UnitOption } from '../../../domain/registration/unit-kinds.ts';
import type { Form } from '../../../domain/services/define.ts';
import { findService, type ServiceId } from '../../../domain/services/index.ts';
import { SAMPLE_FORMS } from '../../../domain/services/testing/sample-forms.ts';
import { isApplicantService } from '../../../prisma/seed/applicant-services.ts';
import { createApplicants, makeApplicant } from '../../../prisma/seed/applicants.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { eventually } from '../../harness/eventually.ts';
import { openServices } from '../../harness/open-services.ts';
import { type Person, signedIn } from '../../harness/people.ts';
import { makeOperator, makeUnit } from '../../harness/units.ts';

let api: TestApi;
let online: Person;
let window: Person;
/** Operators by the unit's kind, and by the option that it has not chosen. */
const operators = new Map<string, Person>();

const nameOf = (kind: UnitKind, without?: UnitOption) =>
  `${kind}${without === undefined ? '' : `-${without}`}`;

/** An operator of a unit that has chosen everything its kind may choose, but one. */
async function addOperator(kind: UnitKind, without?: UnitOption): Promise<void> {
  const options = UNIT_KINDS[kind].options.filter((option) => option !== without);
  const login = nameOf(kind, without);
  await makeOperator(api, { login, unitId: await makeUnit(api, kind, options) });
  operators.set(login, await signedIn(api.url, login));
}

const EVERY_KIND = UNITS_OF_COLUMN.flat();

beforeAll(async () => {
  api = await startApi();
  const requests = [1, 2].map((n) => ({
    ...({ service: 'licence-renewal', today: api.clock.today, n: 71_000 + n } as const),
  }));
  const [first, second] = await createApplicants(api.db, requests);
  if (!first || !second) throw new Error('two individuals are wanted');
  await api.db.account.update({ where: { id: first.accountId }, data: { kind: 'ind-online' } });
  online = await signedIn(api.url, first.login);
  window = await signedIn(api.url, second.login);
  for (const kind of EVERY_KIND) {
    await addOperator(kind);
    await addOperator(kind, 3);
  }
  for (const kind of ['hospital', 'car-dealer'] as const) await addOperator(kind, 6);
});
afterAll(() => api?.stop());

const ACCESS_CODES = [
  'not-permitted',
  'window-registration-required',
  'unit-kind-not-allowed',
  'individual-user-only',
  'unit-option-missing',
  'account-not-active',
  'user-kind',
  'service-not-open',
  'service-unknown',
];

/** What a right application for the service is answered. */
async function codeFor(service: string, by: Person): Promise<string> {
  const told = await by.ask(applications.create, { body: bodyFor(service) });
  return told.status < 400 ? 'done' : told.problem.code;
}

/** Somebody else's right answers: nothing is wrong with the form, so that who asks is what is judged. */
function bodyFor(service: string): object {
  if (!isBuilt(service)) return { service };
  if (!isApplicantService(service))
    return {
      service,
      form: FORMS[service],
      subject: { plateCategory: '02', plateNumber: '豫Q00000' },
    };
  const { applicant } = makeApplicant({
    ...{ service, today: api.clock.today, n: 72_000, passwordHash: 'none' },
  });
  const { form, subject, delivery } = applicant;
  return { service, form, subject, delivery: delivery === null ? null : { mode: 'pickup' } };
}

const FORMS: Readonly<Partial<Record<ServiceId, Form>>> = SAMPLE_FORMS;
const isBuilt = (id: string): id is ServiceId => findService(id) !== undefined;

function peopleOf(column: number): readonly Person[] {
  if (column === 0) return [online];
  if (column === 1) return [window];
  return (UNITS_OF_COLUMN[column] ?? []).map((kind) => getOperator(nameOf(kind)));
}

function getOperator(name: string): Person {
  const operator = operators.get(name);
  if (!operator) throw new Error(`nobody is ${name}`);
  return operator;
}

const REFUSED = {
  w: 'window-registration-required',
  u: 'unit-kind-not-allowed',
  p: 'not-permitted',
} as const;

/** A service may say the same in its own words. */
const saidBy = (service: string, code: RefusalCode) =>
  shownCode(findService(service)?.sentences?.[code] ?? code);

const isRefused = (cell: Cell): cell is keyof typeof REFUSED => cell in REFUSED;

const CELLS = Object.entries(SERVICE_MATRIX).flatMap(([service, row]) =>
  row.map((cell, column) => ({ service, column, cell })),
);

test('the matrix has 207 cells, each with somebody who asks', () => {
  expect(CELLS).toHaveLength(207);
  expect(EVERY_KIND).toHaveLength(Object.keys(UNIT_KINDS).length);
  for (const { column } of CELLS) expect(peopleOf(column).length).toBeGreaterThan(0);
});

test.each(Object.keys(SERVICE_MATRIX))('%s: every kind of user', async (service) => {
  for (const { column, cell } of CELLS.filter((each) => each.service === service)) {
    for (const by of peopleOf(column)) {
      const code = await codeFor(service, by);
      if (isRefused(cell)) expect([column, code]).toEqual([column, saidBy(service, REFUSED[cell])]);
      else if (isLater(service, cell)) expect([column, code]).toEqual([column, 'service-not-open']);
      else expect(ACCESS_CODES).not.toContain(code);
    }
  }
});

/** L: once it is live. What is only announced is not open to anybody yet. */
function isLater(service: string, cell: Cell): boolean {
  return findAnnounced(service) !== undefined || cell.startsWith('L');
}

test('what is switched on is open to those of its row', async () => {
  const later = CELLS.filter(({ cell }) => cell.startsWith('L'));
  await openServices(api.db, api.clock.at, new Set(later.map((each) => each.service)));
  for (const { service, column } of later)
    for (const by of peopleOf(column)) expect(ACCESS_CODES).not.toContain(await codeFor(service, by));
});

const WITH_OPTION = CELLS.filter(({ cell }) => /\d$/.test(cell));

test.each(WITH_OPTION)(
  '$service, column $column: not without option $cell',
  async ({ service, column, cell }) => {
    const option = cell.endsWith('3') ? 3 : 6;
    for (const kind of UNITS_OF_COLUMN[column] ?? []) {
      const by = getOperator(nameOf(kind, option));
      const told = await by.ask(applications.create, { body: bodyFor(service) });
      // Preselection says in words of its own that somebody may not use it.
      const code = service === 'plate-preselection' ? 'user-kind' : 'unit-option-missing';
      expect([kind, told.problem.code]).toEqual([kind, code]);
    }
  },
);

test('operators of a unit that is suspended use nothing any more', async () => {
  await api.db.unit.updateMany({ where: { kind: 'hospital' }, data: { state: 'suspended' } });
  const by = getOperator(nameOf('hospital'));
  await eventually('the suspension', async () => {
    const code = await codeFor('hospital-physical-exam', by);
    return code === 'account-not-active' || null;
  });
});
