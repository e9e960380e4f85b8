// Where people live: divisions with their postcodes, by how far the post goes.
import type { Zone } from '../../domain/delivery-zones.ts';
import type { Chance } from './chance.ts';

export type PlaceZone = Zone | 'undeliverable';

export interface Place {
  readonly division: string;
  readonly name: string;
  readonly postcode: string;
}

const place = (division: string, name: string, postcode: string): Place => ({ division, name, postcode });

const PLACES = {
  city: [
    place('411702', '河南省驻马店市驿城区', '463000'),
    place('411721', '河南省驻马店市西平县', '463900'),
    place('411722', '河南省驻马店市上蔡县', '463800'),
    place('411723', '河南省驻马店市平舆县', '463400'),
    place('411724', '河南省驻马店市正阳县', '463600'),
    place('411725', '河南省驻马店市确山县', '463200'),
    place('411726', '河南省驻马店市泌阳县', '463700'),
    place('411727', '河南省驻马店市汝南县', '463300'),
    place('411728', '河南省驻马店市遂平县', '463100'),
    place('411729', '河南省驻马店市新蔡县', '463500'),
  ],
  province: [
    place('410105', '河南省郑州市金水区', '450003'),
    place('410302', '河南省洛阳市老城区', '471002'),
    place('411002', '河南省许昌市魏都区', '461000'),
    place('411102', '河南省漯河市源汇区', '462000'),
    place('411302', '河南省南阳市宛城区', '473000'),
    place('411502', '河南省信阳市浉河区', '464000'),
    place('411602', '河南省周口市川汇区', '466000'),
  ],
  interprovince: [
    place('110105', '北京市朝阳区', '100020'),
    place('310115', '上海市浦东新区', '200120'),
    place('320505', '江苏省苏州市虎丘区', '215011'),
    place('330106', '浙江省杭州市西湖区', '310013'),
    place('420102', '湖北省武汉市江岸区', '430010'),
    place('440305', '广东省深圳市南山区', '518052'),
    place('610113', '陕西省西安市雁塔区', '710061'),
    place('650102', '新疆维吾尔自治区乌鲁木齐市天山区', '830002'),
  ],
  undeliverable: [
    place('710000', '台湾省台北市', '999079'),
    place('810000', '香港特别行政区', '999077'),
    place('820000', '澳门特别行政区', '999078'),
  ],
} as const satisfies Record<PlaceZone, readonly Place[]>;

const WHERE_PEOPLE_LIVE = [
  { weight: 840, zone: 'city' },
  { weight: 90, zone: 'province' },
  { weight: 65, zone: 'interprovince' },
  { weight: 5, zone: 'undeliverable' },
] as const satisfies readonly { readonly weight: number; readonly zone: PlaceZone }[];

/** Divisions of first registration: those of today, and those from before the city was made of the prefecture in 2000. */
const CITY_BIRTHPLACES = PLACES.city.map(({ division }) => division);
const PREFECTURE_BIRTHPLACES = [
  ...['412801', '412821', '412822', '412823', '412824', '412825', '412826', '412827', '412828', '412829'],
] as const;
const OTHER_BIRTHPLACES = [
  '410105',
  '411302',
  '411602',
  '342100',
  '370103',
  '420102',
  '510104',
  '610113',
] as const;

export function drawPlace(chance: Chance): Place {
  return placeIn(chance.weighted(WHERE_PEOPLE_LIVE).zone, chance);
}

export function placeIn(zone: PlaceZone, chance: Chance): Place {
  return chance.pick<Place>(PLACES[zone]);
}

/** The division in an identity number, which stays when people move; some were entered late, under the new one. */
export function drawBirthplace(chance: Chance, birthYear: number): string {
  if (chance.happens(0.07)) return chance.pick(OTHER_BIRTHPLACES);
  if (birthYear < 2000 && chance.happens(0.8)) return chance.pick(PREFECTURE_BIRTHPLACES);
  return chance.pick(CITY_BIRTHPLACES);
}
