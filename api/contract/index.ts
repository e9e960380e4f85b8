// Every contract, for the document and for checks that need no database.
import { applicationContracts } from './applications.ts';
import { decisionContracts } from './decisions.ts';
import type { RouteContract } from './define.ts';
import { publicContracts } from './public.ts';
import { taskContracts } from './tasks.ts';

/** All contracts in the order of the document. */
export const CONTRACTS: readonly RouteContract[] = [
  publicContracts,
  applicationContracts,
  decisionContracts,
  taskContracts,
].flatMap((group) => Object.values(group));
