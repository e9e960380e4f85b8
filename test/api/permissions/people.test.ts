// The matrix of the routes about accounts, sessions, registrations and everything else that is not a case.
import { CONTRACTS } from '../../../api/contract/index.ts';
import { isAboutCases, tryMatrix } from '../../harness/permission-matrix.ts';

tryMatrix(
  CONTRACTS.filter((contract) => !isAboutCases(contract)),
  { asked: 1_300, unseen: 150 },
);
