// 发布岗: has nothing to do with people's applications.
import type { RulesOf } from '../permission.ts';
import { own } from './own.ts';

export const publisher: RulesOf = (holder) => own(holder);
