// Refusals at the window where violations are handled, besides those of the rows it shares with the platform.
import type { RefusalRow } from './refusal-row.ts';

export const WINDOW_REFUSALS = {
  'window-lock-not-yours': {
    status: 409,
    zh: '该记录未由本窗口会话锁定。',
    en: 'The record is not locked by this session.',
  },
  'window-lock-too-young': {
    status: 409,
    zh: '窗口锁定未满24小时,管理员不能解除。',
    en: 'The lock is younger than 24 hours; an administrator cannot release it yet.',
  },
  'driver-not-registered': {
    status: 422,
    zh: '未查询到该驾驶证。非本地驾驶证请按外地驾驶证处理。',
    en: 'There is no such licence here; for a licence of another place leave it out.',
  },
} as const satisfies Record<string, RefusalRow>;
