// The vehicles of a city: kinds with what they carry, how often they occur and who makes them.
import type { PlateCategory, Usage } from '../../domain/register/codes.ts';
import type { VehicleBody, VehicleSize } from '../../domain/register/facts.ts';

export interface VehicleKind {
  readonly weight: number;
  readonly plateCategory: PlateCategory;
  readonly size: VehicleSize;
  readonly body: VehicleBody;
  readonly usage: Usage;
  readonly seats: number;
  /** Maker's code at the beginning of the VIN. */
  readonly maker: string;
  readonly brandModel: string;
  readonly singleCylinder?: true;
  readonly hasCargoFunction?: true;
  readonly isContainerSemiTrailer?: true;
  readonly hasSchoolBusPlate?: true;
}

const car = { plateCategory: '02', size: 'small', body: 'sedan', usage: 'A', seats: 5 } as const;
const bus = { plateCategory: '01', body: 'passenger' } as const;
const truck = { plateCategory: '01', body: 'truck', usage: 'F', seats: 3, hasCargoFunction: true } as const;
const trailer = { plateCategory: '15', size: 'large', body: 'semi-trailer', usage: 'F', seats: 0 } as const;

export const PRIVATE_CAR: VehicleKind = { ...car, weight: 160, maker: 'LSV', brandModel: '大众牌SVW7167' };

export const VEHICLE_KINDS: readonly VehicleKind[] = [
  PRIVATE_CAR,
  { ...car, weight: 120, maker: 'LGB', brandModel: '日产牌DFL7168' },
  { ...car, weight: 90, maker: 'LVS', brandModel: '福特牌CAF7150' },
  { ...car, weight: 70, body: 'passenger', maker: 'LGW', brandModel: '哈弗牌CC6460' },
  { ...car, weight: 60, body: 'minibus', seats: 7, maker: 'LZW', brandModel: '五菱牌LZW6407' },
  { ...car, weight: 20, size: 'micro', maker: 'LS5', brandModel: '长安牌SC7081' },
  {
    ...car,
    weight: 4,
    plateCategory: '01',
    size: 'large',
    body: 'sedan',
    maker: 'LFP',
    brandModel: '红旗牌CA7600',
  },
  { ...car, weight: 20, usage: 'D', maker: 'LSJ', brandModel: '捷达牌FV7160' },
  { ...car, weight: 10, usage: 'G', maker: 'LBE', brandModel: '北京现代牌BH7160' },
  { ...car, weight: 6, usage: 'M', maker: 'LSJ', brandModel: '捷达牌FV7160' },
  { ...car, weight: 12, plateCategory: '16', usage: 'N', maker: 'LSJ', brandModel: '桑塔纳牌SVW7180' },
  { ...bus, weight: 8, size: 'large', usage: 'B', seats: 49, maker: 'LZY', brandModel: '宇通牌ZK6122' },
  { ...bus, weight: 5, size: 'large', usage: 'E', seats: 51, maker: 'LZY', brandModel: '宇通牌ZK6127' },
  { ...bus, weight: 8, size: 'large', usage: 'C', seats: 33, maker: 'LZY', brandModel: '宇通牌ZK6105' },
  { ...bus, weight: 5, size: 'medium', usage: 'B', seats: 19, maker: 'LJ1', brandModel: '江铃牌JX6601' },
  { ...bus, weight: 3, size: 'medium', usage: 'L', seats: 19, maker: 'LJ1', brandModel: '江铃牌JX6601' },
  { ...bus, weight: 3, size: 'medium', usage: 'A', seats: 12, maker: 'LJ1', brandModel: '江铃牌JX6541' },
  {
    ...bus,
    weight: 2,
    size: 'medium',
    usage: 'O',
    seats: 19,
    hasSchoolBusPlate: true,
    maker: 'LZY',
    brandModel: '宇通牌ZK6559',
  },
  {
    ...bus,
    weight: 3,
    size: 'large',
    usage: 'P',
    seats: 41,
    hasSchoolBusPlate: true,
    maker: 'LZY',
    brandModel: '宇通牌ZK6729',
  },
  {
    ...bus,
    weight: 1,
    size: 'large',
    usage: 'Q',
    seats: 46,
    hasSchoolBusPlate: true,
    maker: 'LZY',
    brandModel: '宇通牌ZK6809',
  },
  { ...bus, weight: 1, size: 'medium', usage: 'S', seats: 25, maker: 'LZY', brandModel: '宇通牌ZK6609' },
  {
    ...bus,
    weight: 2,
    plateCategory: '02',
    size: 'small',
    usage: 'A',
    seats: 9,
    hasSchoolBusPlate: true,
    maker: 'LJ1',
    brandModel: '全顺牌JX6490',
  },
  { ...truck, weight: 25, size: 'large', maker: 'LGA', brandModel: '东风牌DFL1253' },
  { ...truck, weight: 20, size: 'medium', maker: 'LGA', brandModel: '东风牌EQ1120' },
  { ...truck, weight: 25, plateCategory: '02', size: 'small', maker: 'LVB', brandModel: '福田牌BJ1043' },
  { ...truck, weight: 8, plateCategory: '02', size: 'micro', maker: 'LZW', brandModel: '五菱牌LZW1029' },
  { ...truck, weight: 8, size: 'large', usage: 'R', maker: 'LGA', brandModel: '东风牌DFZ5250GYY' },
  { ...truck, weight: 18, size: 'large', body: 'tractor', maker: 'LFW', brandModel: '解放牌CA4250' },
  { ...trailer, weight: 12, maker: 'LJR', brandModel: '骏通牌JF9400' },
  { ...trailer, weight: 4, isContainerSemiTrailer: true, maker: 'LJR', brandModel: '骏通牌JF9401TJZ' },
  { ...trailer, weight: 2, usage: 'R', maker: 'LJR', brandModel: '骏通牌JF9408GYY' },
  { ...trailer, weight: 1, body: 'full-trailer', maker: 'LJR', brandModel: '骏通牌JF9100' },
  {
    ...truck,
    weight: 10,
    plateCategory: '13',
    size: 'small',
    body: 'low-speed-truck',
    usage: 'A',
    maker: 'LSY',
    brandModel: '时风牌SF2310',
  },
  {
    ...truck,
    weight: 4,
    plateCategory: '13',
    size: 'small',
    body: 'low-speed-truck',
    usage: 'A',
    singleCylinder: true,
    maker: 'LSY',
    brandModel: '时风牌SF1705',
  },
  {
    ...truck,
    weight: 14,
    plateCategory: '13',
    size: 'small',
    body: 'three-wheeler',
    usage: 'A',
    singleCylinder: true,
    maker: 'LSY',
    brandModel: '五征牌7YP-1450',
  },
  {
    ...truck,
    weight: 3,
    size: 'large',
    body: 'special-op',
    usage: 'K',
    maker: 'LXG',
    brandModel: '徐工牌XZJ5250',
  },
  {
    weight: 3,
    plateCategory: '01',
    size: 'large',
    body: 'special-op',
    usage: 'A',
    seats: 2,
    maker: 'LXG',
    brandModel: '徐工牌XZJ5280JQZ',
  },
  {
    weight: 2,
    plateCategory: '01',
    size: 'large',
    body: 'wheeled-machine',
    usage: 'A',
    seats: 1,
    maker: 'LXG',
    brandModel: '徐工牌LW500',
  },
  {
    ...car,
    weight: 2,
    plateCategory: '02',
    usage: 'J',
    seats: 7,
    body: 'passenger',
    maker: 'LJ1',
    brandModel: '全顺牌JX5049XJH',
  },
  {
    ...truck,
    weight: 1,
    size: 'large',
    body: 'special-op',
    usage: 'I',
    maker: 'LXG',
    brandModel: '徐工牌XZJ5140GXF',
  },
  {
    weight: 60,
    plateCategory: '07',
    size: 'small',
    body: 'motorcycle',
    usage: 'A',
    seats: 2,
    maker: 'LWB',
    brandModel: '五羊本田牌WH125',
  },
  {
    weight: 15,
    plateCategory: '07',
    size: 'small',
    body: 'motorcycle-3w',
    usage: 'A',
    seats: 2,
    maker: 'LAE',
    brandModel: '宗申牌ZS150ZH',
  },
  {
    weight: 8,
    plateCategory: '08',
    size: 'small',
    body: 'motorcycle',
    usage: 'A',
    seats: 1,
    maker: 'LWB',
    brandModel: '嘉陵牌JL48Q',
  },
];
