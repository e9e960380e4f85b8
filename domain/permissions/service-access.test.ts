// 23 services × 9 kinds of users: every cell of the matrix of registration.md §7, as the services' own lists say it.
import { ANNOUNCED } from '../announced-services.ts';
import type { UnitKind, UnitOption } from '../registration/unit-kinds.ts';
import { UNIT_KINDS } from '../registration/unit-kinds.ts';
import type { ApplicantKind } from '../services/define.ts';
import { listServices } from '../services/index.ts';
import { type AccessAccount, accessRefusal } from './service-access.ts';
import { type Cell, SERVICE_MATRIX, UNITS_OF_COLUMN } from './testing/service-matrix.ts';

const active = { state: 'active' } as const;
const online: AccessAccount = { ...active, kind: 'ind-online', unit: null };
const window: AccessAccount = { ...active, kind: 'ind-window', unit: null };
const unit = (kind: UnitKind, options: readonly UnitOption[]): AccessAccount => ({
  ...active,
  kind: 'unit',
  unit: { ...active, kind, options },
});

/** Every account of a column, with all that its kind may choose. */
function accountsOf(column: number): readonly AccessAccount[] {
  if (column === 0) return [online];
  if (column === 1) return [window];
  return (UNITS_OF_COLUMN[column] ?? []).map((kind) => unit(kind, UNIT_KINDS[kind].options));
}

const services: readonly { readonly id: string; readonly who: readonly ApplicantKind[] }[] = [
  ...listServices(),
  ...ANNOUNCED,
];
const whoOf = (id: string) => services.find((service) => service.id === id)?.who ?? [];

const CODES: Readonly<Record<Cell, string | undefined>> = {
  '✓': undefined,
  L: undefined,
  L6: undefined,
  o3: undefined,
  o6: undefined,
  w: 'window-registration-required',
  u: 'unit-kind-not-allowed',
  p: 'not-permitted',
};

const CELLS = Object.entries(SERVICE_MATRIX).flatMap(([id, row]) =>
  row.map((cell, column) => [id, column, cell] as const),
);

test('the matrix has 23 rows of 9 cells, a row for every service of the notice', () => {
  expect(CELLS).toHaveLength(207);
  expect(Object.keys(SERVICE_MATRIX).sort()).toEqual(services.map(({ id }) => id).sort());
});

test.each(CELLS)('%s, column %i: %s', (id, column, cell) => {
  const accounts = accountsOf(column);
  expect(accounts.length).toBeGreaterThan(0);
  for (const account of accounts) expect(accessRefusal(whoOf(id), account)?.code).toBe(CODES[cell]);
});

test.each(CELLS.filter(([, , cell]) => cell.length === 2))(
  '%s, column %i: %s is refused without the option',
  (id, column, cell) => {
    const option = Number(cell[1]);
    for (const { unit: found } of accountsOf(column)) {
      if (!found) throw new Error('an option is a unit’s');
      const without = unit(
        found.kind,
        found.options.filter((each) => each !== option),
      );
      expect(accessRefusal(whoOf(id), without)).toEqual({
        code: 'unit-option-missing',
        slots: { option: String(option) },
      });
    }
  },
);

test.each(['pending', 'suspended', 'cancelled', 'rejected'] as const)(
  'nobody who is %s uses anything',
  (state) => {
    for (const { who } of services) {
      expect(accessRefusal(who, { ...window, state })?.code).toBe('account-not-active');
      const closed: AccessAccount = {
        ...active,
        kind: 'unit',
        unit: { state, kind: 'hospital', options: [3, 6] },
      };
      expect(accessRefusal(who, closed)?.code).toBe('account-not-active');
    }
  },
);

test('the staff apply for nothing', () => {
  for (const { who } of services)
    expect(accessRefusal(who, { ...active, kind: 'staff', unit: null })?.code).toBe('not-permitted');
});
