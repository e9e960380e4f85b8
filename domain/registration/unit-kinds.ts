// 单位用户: the nine kinds of unit (二(一)) and the service options 1–6 that each may choose (registration.md §1, §6).

export const UNIT_OPTIONS = {
  1: {
    zh: '本单位本地营运机动车和驾驶人信息查询和通报',
    en: 'Queries and bulletins on own local commercial vehicles and drivers',
  },
  2: {
    zh: '本单位本地校车和校车驾驶人信息查询和通报',
    en: 'Queries and bulletins on own local school buses and their drivers',
  },
  3: { zh: '本单位本地非营运机动车信息查询', en: 'Queries on own local private vehicles' },
  4: {
    zh: '本辖区营运机动车和驾驶人信息通报',
    en: 'Bulletins on commercial vehicles and drivers of the area',
  },
  5: {
    zh: '本辖区校车和校车驾驶人信息通报',
    en: 'Bulletins on school buses and their drivers of the area',
  },
  6: { zh: '业务办理等其他服务', en: 'Services carried out by the unit' },
} as const satisfies Readonly<Record<number, { readonly zh: string; readonly en: string }>>;

export type UnitOption = keyof typeof UNIT_OPTIONS;

interface UnitKindRow {
  readonly zh: string;
  readonly en: string;
  readonly group: 'enterprise' | 'institution' | 'government' | 'any';
  /** What a unit of this kind may choose. */
  readonly options: readonly UnitOption[];
}

export const UNIT_KINDS = {
  'transport-company': {
    zh: '道路运输企业',
    en: 'Road transport company',
    group: 'enterprise',
    options: [1, 2, 3],
  },
  'driving-school': { zh: '驾驶培训机构', en: 'Driving school', group: 'enterprise', options: [3, 6] },
  'car-dealer': { zh: '汽车销售商', en: 'Car dealer', group: 'enterprise', options: [3, 6] },
  hospital: { zh: '医院', en: 'Hospital', group: 'institution', options: [3, 6] },
  school: { zh: '学校', en: 'School', group: 'institution', options: [2, 3] },
  'transport-authority': {
    zh: '道路运输管理部门',
    en: 'Road transport authority',
    group: 'government',
    options: [3, 4],
  },
  'education-authority': {
    zh: '教育行政部门',
    en: 'Education authority',
    group: 'government',
    options: [3, 5],
  },
  'safety-authority': {
    zh: '安监部门',
    en: 'Work safety authority',
    group: 'government',
    options: [3, 4],
  },
  'other-unit': { zh: '其他单位', en: 'Other unit', group: 'any', options: [3] },
} as const satisfies Readonly<Record<string, UnitKindRow>>;

export type UnitKind = keyof typeof UNIT_KINDS;

/** Whether a unit of the kind may choose the option. */
export function mayChooseOption(kind: UnitKind, option: UnitOption): boolean {
  const { options }: UnitKindRow = UNIT_KINDS[kind];
  return options.includes(option);
}
