// The register's code lists (GA/T 16 series) and the sets the rules are written in.

/** 机动车状态: a vehicle carries a set of these; `A` alone is normal. */
export const VEHICLE_STATUSES = {
  A: '正常',
  B: '转出',
  C: '被盗抢',
  D: '停驶',
  E: '注销',
  F: '撤销',
  G: '违法未处理',
  H: '海关监管',
  I: '事故未处理',
  J: '嫌疑车',
  K: '查封',
  L: '暂扣',
  M: '强制注销',
  N: '事故逃逸',
  O: '锁定',
  P: '达到报废标准公告牌证作废',
  Q: '逾期未检验',
} as const satisfies Readonly<Record<string, string>>;
export type VehicleStatus = keyof typeof VEHICLE_STATUSES;

export const CANCELLED: ReadonlySet<VehicleStatus> = new Set(['E', 'M', 'P']);
export const BLOCKING_HARD: ReadonlySet<VehicleStatus> = new Set([
  'B',
  'C',
  'E',
  'F',
  'J',
  'K',
  'L',
  'M',
  'N',
  'O',
  'P',
]);

/** 驾驶证状态; O and Q are not used. */
export const LICENCE_STATUSES = {
  A: '正常',
  B: '超分',
  C: '转出',
  D: '暂扣',
  E: '撤销',
  F: '吊销',
  G: '注销',
  H: '违法未处理',
  I: '事故未处理',
  J: '停止使用',
  K: '扣押',
  L: '锁定',
  M: '逾期未换证',
  N: '延期换证',
  P: '延期体检',
  R: '注销可恢复',
  S: '逾期未审验',
  T: '延期审验',
  U: '扣留',
} as const satisfies Readonly<Record<string, string>>;
export type LicenceStatus = keyof typeof LICENCE_STATUSES;

export const LIC_DEAD: ReadonlySet<LicenceStatus> = new Set(['E', 'F', 'G', 'R']);
/** 依法被扣押、扣留或者暂扣. */
export const LIC_HELD: ReadonlySet<LicenceStatus> = new Set(['D', 'K', 'U']);
export const LIC_STOP: ReadonlySet<LicenceStatus> = new Set(['B', 'J', 'L']);
export const LIC_BLOCK: ReadonlySet<LicenceStatus> = new Set([...LIC_DEAD, ...LIC_HELD, ...LIC_STOP, 'C']);

/** 使用性质. */
export const USAGES = {
  A: '非营运',
  B: '公路客运',
  C: '公交客运',
  D: '出租客运',
  E: '旅游客运',
  F: '货运',
  G: '租赁',
  H: '警用',
  I: '消防',
  J: '救护',
  K: '工程救险',
  L: '营转非',
  M: '出租转非',
  N: '教练',
  O: '幼儿校车',
  P: '小学生校车',
  Q: '初中生校车',
  R: '危化品运输',
  S: '中小学生校车',
} as const satisfies Readonly<Record<string, string>>;
export type Usage = keyof typeof USAGES;

/** 校车, by usage; a vehicle with an active school-bus plate counts too (`isSchoolBus`). */
export const SCHOOL_BUS: ReadonlySet<Usage> = new Set(['O', 'P', 'Q', 'S']);
/** 客货运机动车. */
export const PASSENGER_FREIGHT: ReadonlySet<Usage> = new Set(['B', 'C', 'D', 'E', 'F', 'R']);
/** 营运客车 of the inspection rule. */
export const OPERATING_PASSENGER: ReadonlySet<Usage> = new Set(['B', 'C', 'D', 'E', 'G']);
/** 危化品(危险品)运输车. */
export const HAZMAT: ReadonlySet<Usage> = new Set(['R']);
/** 营运车. */
export const OPERATING: ReadonlySet<Usage> = new Set(['B', 'C', 'D', 'E', 'F', 'G', 'R']);
/** 重点车辆, the kinds the notice names, by usage (`isKeyVehicle` adds the school-bus plate). */
export const KEY_VEHICLE: ReadonlySet<Usage> = new Set(['B', 'C', 'D', 'E', 'F', 'R', 'O', 'P', 'Q', 'S']);
/** What the notice's “等” adds to 重点车辆 unless configured otherwise (`usage.keyExtra`). */
export const KEY_EXTRA: ReadonlySet<Usage> = new Set(['G']);

/** 号牌种类. */
export const PLATE_CATEGORIES = {
  '01': '大型汽车',
  '02': '小型汽车',
  '03': '使馆汽车',
  '04': '领馆汽车',
  '05': '境外汽车',
  '06': '外籍汽车',
  '07': '普通摩托车',
  '08': '轻便摩托车',
  '13': '低速车',
  '15': '挂车',
  '16': '教练汽车',
  '17': '教练摩托车',
  '20': '临时入境汽车',
  '22': '临时行驶车',
  '23': '警用汽车',
  '24': '警用摩托',
} as const satisfies Readonly<Record<string, string>>;
export type PlateCategory = keyof typeof PLATE_CATEGORIES;

export type { Downgrade, LicenceClass } from './licence-classes.ts';
export {
  AB_CLASSES,
  CLASS_ORDER,
  closure,
  DOWNGRADES,
  findDowngrade,
  inClassOrder,
  isLicenceClass,
  LICENCE_CLASSES,
} from './licence-classes.ts';
