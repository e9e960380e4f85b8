// Who is looked for: the people that a database holds, by every value of theirs, and nothing that is common.

import { openDatabase } from '../db/client.ts';
import { SEALED_TABLES } from '../db/sealed-columns.ts';
import { createVault } from '../db/vault.ts';
import { parseLocalDate } from '../domain/calendar/local-date.ts';
import { createApplicantFor } from '../prisma/seed/applicants.ts';
import { createTestDatabase } from '../test/harness/database.ts';
import { testVault } from '../test/harness/vault.ts';
import { kindOf, merge, readLedger, SOURCES } from './ledger.ts';

test.each([
  ['411720198001003019', undefined],
  ['11010519491231002X', 'id-number'],
  ['EA123456785CN', undefined],
  ['13700000012', 'mobile'],
  ['澹台珂琅', 'name'],
  ['张伟', undefined],
  ['clerk 民警', undefined],
  ['河南省驻马店市驿城区解放路12号阳光花园3号楼2单元503室', 'address'],
  ['河南省驻马店市驿城区', undefined],
  ['plate-reissue', undefined],
  ['2015-11-03T10:00:00', undefined],
])('%s is of the kind %s', (text, kind) => expect(kindOf(text)).toBe(kind));

/** Secrets, and answers that repeat what is stored elsewhere. */
const LEFT_OUT: readonly string[] = ['totp_sealed', 'code_sealed', 'body_sealed'];
const LOOKED_FOR = SEALED_TABLES.flatMap(({ name: table, columns }) =>
  columns.flatMap(({ name }) => (LEFT_OUT.includes(name) ? [] : [[table, name] as const])),
);

test.each(LOOKED_FOR)('what is sealed in %s.%s is looked for', (table, column) => {
  const words = SOURCES.map((source) => new Set(source.match(/\w+/g)));
  expect(words.some((of) => of.has(table) && of.has(column))).toBe(true);
});

test('a value that several have is one canary that all of them may see', () => {
  const of = (owner: string) => ({
    canaries: [{ kind: 'mobile', value: '13700000012', owners: new Set([owner]) } as const],
    unopened: 1,
  });
  expect(merge([of('one'), of('other')])).toEqual({
    canaries: [{ kind: 'mobile', value: '13700000012', owners: new Set(['one', 'other']) }],
    unopened: 2,
  });
});

describe('of a database', () => {
  test('number, mobile, name and address of an applicant are theirs', async () => {
    const database = await createTestDatabase();
    const db = openDatabase({ url: database.url, vault: testVault, poolSize: 2 });
    try {
      const today = parseLocalDate('2015-11-03');
      const { accountId, address } = await createApplicantFor(db, 'plate-reissue', { today, n: 1 });
      const { person } = await db.account.findUniqueOrThrow({
        where: { id: accountId },
        include: { person: true },
      });
      const { canaries, unopened } = merge([await readLedger(database.ownerUrl, testVault)]);
      const owners = new Set([person?.id ?? '', accountId]);
      expect(unopened).toBe(0);
      expect(canaries).toEqual(
        expect.arrayContaining([
          { kind: 'id-number', value: person?.idDocNo, owners },
          { kind: 'mobile', value: address.mobile, owners },
          { kind: 'name', value: address.recipient, owners },
          { kind: 'address', value: address.address, owners },
        ]),
      );
      expect(canaries).toHaveLength(4);

      const strange = createVault({
        keys: [{ id: 'k9', key: Buffer.alloc(32, 9) }],
        indexKey: Buffer.alloc(32, 9),
      });
      const names = await readLedger(database.ownerUrl, strange);
      expect(names.unopened).toBeGreaterThan(3);
      expect(new Set(names.canaries.map(({ kind }) => kind))).toEqual(new Set(['name']));
    } finally {
      await db.$disconnect();
      await database.drop();
    }
  });
});
