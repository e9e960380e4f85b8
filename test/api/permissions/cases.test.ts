// The matrix of the routes about applications, documents and tasks.
import { CONTRACTS } from '../../../api/contract/index.ts';
import { PERMISSION_TABLE } from '../../../api/permission-table.ts';
import { ASKS } from '../../harness/permission-asks.ts';
import { isAboutCases, tryMatrix } from '../../harness/permission-matrix.ts';
import { namesThing } from '../../harness/permission-verdicts.ts';

test('every route has a row in the table, and says how it is asked', () => {
  const operations = CONTRACTS.map(({ operation }) => operation).sort();
  expect(Object.keys(ASKS).sort()).toEqual(operations);
  expect(Object.keys(PERMISSION_TABLE).sort()).toEqual(operations);
  expect(CONTRACTS.filter(namesThing).filter(({ operation }) => !ASKS[operation]?.on)).toEqual([]);
});

tryMatrix(CONTRACTS.filter(isAboutCases), { asked: 2_500, unseen: 600 });
