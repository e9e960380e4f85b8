// 窗口注册的个人用户: everything of an online user (registration.md §1); which services is a matter of the service.
import type { RulesOf } from '../permission.ts';
import { onlineUser } from './online-user.ts';

export const windowUser: RulesOf = (holder) => onlineUser(holder);
