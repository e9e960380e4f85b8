// 收费岗: sees where applications stand; payments are theirs when there are some.
import type { RulesOf } from '../permission.ts';
import { officeReader } from './office-reader.ts';
import { own } from './own.ts';

export const cashier: RulesOf = (holder) => [...own(holder), ...officeReader(holder)];
