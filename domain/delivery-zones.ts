// 市内, 省内, 省际: how far the post goes, and in how many calendar days after acceptance (附件5).

export const ZONES = {
  city: { zh: '市内', en: 'within the city', days: 1 },
  province: { zh: '省内', en: 'within the province', days: 2 },
  interprovince: { zh: '省际', en: 'between provinces', days: 3 },
} as const satisfies Readonly<
  Record<string, { readonly zh: string; readonly en: string; readonly days: number }>
>;

export type Zone = keyof typeof ZONES;

// 驻马店; 新蔡县 (411729) counts as city although the province administers it directly.
const CITY = '4117';
const PROVINCE = '41';
const MAINLAND: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
);
/** 台湾, 香港, 澳门: no post, pickup only. */
const UNDELIVERABLE: ReadonlySet<string> = new Set(['71', '81', '82']);

/** The zone of a six-digit division code; undefined when it is no code of a known province. */
export function findDeliveryZone(division: string): Zone | 'undeliverable' | undefined {
  if (!/^\d{6}$/.test(division)) return undefined;
  if (division.startsWith(CITY)) return 'city';
  const province = division.slice(0, 2);
  if (province === PROVINCE) return 'province';
  if (MAINLAND.has(province)) return 'interprovince';
  return UNDELIVERABLE.has(province) ? 'undeliverable' : undefined;
}

/** Calendar days from acceptance to delivery. */
export function deliveryDaysOf(zone: Zone): number {
  return ZONES[zone].days;
}
