// Refusals of the preselection of plates, in the order of plates.md §5, and of temporary plates (services.md §3.18).
import type { RefusalRow } from './refusal-row.ts';

const PRESELECTION = {
  'not-open': {
    status: 409,
    zh: '预选机动车号牌业务暂未开放。',
    en: 'Preselection of plates is not open.',
  },
  'user-kind': {
    status: 403,
    zh: '您没有预选机动车号牌的权限。',
    en: 'You may not preselect plates.',
  },
  'plate-account-not-active': {
    code: 'account-not-active',
    status: 403,
    zh: '账号未激活。',
    en: 'The account is not active.',
  },
  category: {
    status: 422,
    zh: '只能为新购小型汽车预选号牌。',
    en: 'Plates can be preselected for newly bought small cars only.',
  },
  'plate-vin-invalid': {
    code: 'vin-invalid',
    status: 422,
    zh: '车辆识别代号错误,请核对(字母须大写)。',
    en: 'The vehicle identification number is wrong; check it (letters are capitals).',
  },
  'vehicle-registered': {
    status: 409,
    zh: '该车已注册登记,不能预选。',
    en: 'This vehicle is registered already; no plate can be preselected for it.',
  },
  'vin-taken': {
    status: 409,
    zh: '该车已预选号牌。',
    en: 'A plate has been preselected for this vehicle.',
  },
  'open-reservation': {
    status: 409,
    zh: '您已为一辆机动车预选号牌,办理注册登记后才能为下一辆机动车选号。',
    en: 'You have preselected a plate for one vehicle; the next comes after that one is registered.',
  },
  'unit-vehicle': {
    status: 422,
    zh: '只能为本单位新购车辆选号。',
    en: 'Plates can be chosen for newly bought vehicles of your own organisation only.',
  },
  'person-vehicle': {
    status: 422,
    zh: '只能为本人新购车辆选号。',
    en: 'Plates can be chosen for newly bought vehicles of your own only.',
  },
  'contact-mismatch': {
    status: 422,
    zh: '请先验证手机号码。',
    en: 'Have your mobile number verified first.',
  },
  blocked: {
    status: 403,
    zh: '您暂不能网上预选号牌。',
    en: 'You cannot preselect plates online for the time being.',
  },
  'attempts-used': {
    status: 409,
    zh: '自编(随机)选号机会已用完,请到车管所选号。',
    en: 'The chances to compose or draw a number are used up; choose one at the vehicle office.',
  },
  'number-format': {
    status: 422,
    zh: '号牌编排不符合规则。',
    en: 'The number is not composed by the rules.',
  },
  'number-not-available': {
    status: 409,
    zh: '该号牌不可选。',
    en: 'This number cannot be chosen.',
  },
  'session-timeout': {
    status: 409,
    zh: '选号超时,请重新选择。',
    en: 'The time to choose is over; begin again.',
  },
} as const satisfies Record<string, RefusalRow>;

const AROUND = {
  'no-plate-selection': {
    status: 409,
    zh: '该申请没有选号记录。',
    en: 'No number is chosen in this application.',
  },
  'lock-not-held': {
    status: 409,
    zh: '该预选记录未限制申请人继续选号,无需解除。',
    en: 'This reservation does not keep its holder from the next one.',
  },
} as const satisfies Record<string, RefusalRow>;

const TEMPORARY = {
  'temporary-plate-not-issued': {
    status: 409,
    zh: '临时行驶车号牌尚未核发。',
    en: 'The temporary plate is not issued yet.',
  },
  'temp-plate-limit': {
    status: 409,
    zh: '该车已核发临时行驶车号牌三次,不再核发。',
    en: 'Three temporary plates were issued for this vehicle; no more are.',
  },
  'already-registered': {
    status: 409,
    zh: '该车已注册登记。',
    en: 'This vehicle is registered already.',
  },
  'insurance-missing': {
    status: 422,
    zh: '请提交有效的机动车交通事故责任强制保险凭证。',
    en: 'Hand in proof of a compulsory insurance that is valid.',
  },
  'documents-missing': {
    status: 422,
    zh: '材料不齐全,请提交:{document}。',
    en: 'Documents are missing; hand in: {document}.',
  },
} as const satisfies Record<string, RefusalRow>;

export const PLATE_REFUSALS = { ...PRESELECTION, ...AROUND, ...TEMPORARY } as const satisfies Record<
  string,
  RefusalRow
>;

/** plates.md §5: the sixteen, in the order in which they are asked. */
export const PRESELECTION_ORDER = [
  ...['not-open', 'user-kind', 'plate-account-not-active', 'category'],
  ...['plate-vin-invalid', 'vehicle-registered', 'vin-taken', 'open-reservation'],
  ...['unit-vehicle', 'person-vehicle', 'contact-mismatch', 'blocked'],
  ...['attempts-used', 'number-format', 'number-not-available', 'session-timeout'],
] as const satisfies readonly (keyof typeof PRESELECTION)[];
