// Refusals of handling a surveillance record, in the order of violations.md §2, and then of taking a decision back. Where the rules share a code with others, `code` is theirs.
import type { RefusalRow } from './refusal-row.ts';

export const VIOLATION_REFUSALS = {
  'individual-user-only': {
    status: 403,
    zh: '处理交通违法需要注册个人用户。',
    en: 'To handle violations, register as an individual.',
  },
  'violation-account-not-active': {
    code: 'account-not-active',
    status: 403,
    zh: '账号未激活或已停用。',
    en: 'The account is not active, or has been closed.',
  },
  'service-suspended': {
    status: 503,
    zh: '系统暂停服务,请稍后再试。',
    en: 'The service is suspended; try again later.',
  },
  'record-not-found': {
    status: 404,
    zh: '未查询到该违法记录。',
    en: 'There is no such record.',
  },
  'not-surveillance-record': {
    status: 422,
    zh: '平台只处理电子监控记录的交通违法。',
    en: 'Only records of surveillance devices are handled here.',
  },
  'record-not-local': {
    status: 422,
    zh: '非本地违法记录请在违法发生地平台处理。',
    en: 'The record is of another city; handle it on the platform of the place where it happened.',
  },
  'vehicle-not-own': {
    status: 403,
    zh: '登录后只能处理本人机动车的电子监控记录。',
    en: 'Only records of your own vehicles can be handled.',
  },
  'key-vehicle-excluded': {
    status: 422,
    zh: '营运客运、货运、出租客运、危化品运输车辆、校车等重点车辆不能在平台处理,请到窗口办理。',
    en: 'Records of commercial passenger and goods vehicles, taxis, vehicles for dangerous goods and school buses are handled at a window.',
  },
  'vehicle-status': {
    status: 422,
    zh: '机动车状态异常,不能在平台处理。',
    en: 'The status of the vehicle does not allow handling here.',
  },
  'already-handled': {
    status: 409,
    zh: '该记录已处理。',
    en: 'The record has been handled already.',
  },
  'handled-elsewhere': {
    status: 409,
    zh: '该违法已在违法处理窗口或其他平台处理,不得在本平台处理或缴款。',
    en: 'The violation is handled at a window or on another platform; do not handle or pay it here.',
  },
  'locked-in-progress': {
    status: 409,
    zh: '该记录正在处理中,请勿重复操作。',
    en: 'The record is being handled; do not repeat it.',
  },
  'unreconciled-payment': {
    status: 409,
    zh: '您有缴款异常或超时未对账的记录,请勿使用其他渠道处理,以免重复缴款;待对账完成后再办理。',
    en: 'A payment of yours is not reconciled yet. Do not pay elsewhere, or you may pay twice; come back once it is.',
  },
  disputed: {
    status: 422,
    zh: '如有异议,不能通过平台处理,请到交通违法处理窗口。',
    en: 'A record you object to cannot be handled here; go to a window.',
  },
  'not-driver': {
    status: 422,
    zh: '非本人驾驶的,不能通过平台处理。',
    en: 'If you were not the driver it cannot be handled here.',
  },
  'violation-no-licence': {
    code: 'no-licence',
    status: 422,
    zh: '请先绑定本人驾驶证。',
    en: 'Bind your driving licence first.',
  },
  'licence-status': {
    status: 422,
    zh: '驾驶证状态为“{状态}”,不能处理。',
    en: 'The status of the licence is “{状态}”; it cannot be used for this.',
  },
  'licence-not-held-then': {
    status: 422,
    zh: '违法发生时您不具备相应驾驶资格,请到窗口处理。',
    en: 'You were not entitled to drive the vehicle when it happened; go to a window.',
  },
  'class-mismatch': {
    status: 422,
    zh: '您的准驾车型与该车不符,不能处理。',
    en: 'Your licence does not cover this vehicle.',
  },
  'penalty-kind': {
    status: 422,
    zh: '该违法行为可能处以罚款以外的处罚,请到窗口处理。',
    en: 'It may be punished by more than a fine; go to a window.',
  },
  'fine-over-limit': {
    status: 422,
    zh: '罚款金额超过200元,不适用网上简易程序,请到窗口处理。',
    en: 'The fine is above 200 yuan, which is too much for the simple procedure online; go to a window.',
  },
  'single-12-points': {
    status: 422,
    zh: '一次记12分的违法行为请到窗口处理。',
    en: 'A violation of 12 points is handled at a window.',
  },
  'would-reach-12': {
    status: 422,
    zh: '处理后累积记分将达到12分(含12分),请到违法发生地或车辆登记地窗口处理。',
    en: 'Your points would reach 12 or more; go to a window where it happened or where the vehicle is registered.',
  },
  'points-stale': {
    status: 422,
    zh: '由于网络数据传输延迟,驾驶证累积记分可能未及时更新。如您已在公安机关交通管理部门被记分,请短时间内不要使用本平台处理记分的违法记录,以免超分。',
    en: 'The points on your licence may not be up to date. If points were recorded elsewhere lately, do not handle records with points here for a while, or they may go over 12.',
  },
  'decision-withdrawn': {
    status: 409,
    zh: '该处罚决定已撤销。',
    en: 'The decision has been withdrawn.',
  },
  'decision-not-of-platform': {
    status: 409,
    zh: '其他平台作出的处罚决定,请由作出决定的平台撤销。',
    en: 'The decision was made on another platform, which alone can withdraw it.',
  },
  'withdrawal-pending': {
    status: 409,
    zh: '已有待复核的撤销意见。',
    en: 'A withdrawal waits to be approved.',
  },
  'withdrawal-decided': {
    status: 409,
    zh: '该撤销意见已处理。',
    en: 'The withdrawal has been decided on already.',
  },
} as const satisfies Record<string, RefusalRow>;
