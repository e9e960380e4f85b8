// The temporary plate on paper: everything it must say, on one page, whatever the names are.
import { toInstant } from '../domain/calendar/local-date.ts';
import { on } from '../domain/services/testing/builders.ts';
import { textOfPdf } from '../test/harness/pdf-text.ts';
import { type TemporaryPlatePaper, temporaryPlatePdf } from './temporary-plate-paper.ts';

const PLATE: TemporaryPlatePaper = {
  ...{
    number: '豫Q00042临',
    vin: 'LSVAA4182E2184847',
    engineNo: 'CFB184847',
    brandModel: '大众汽车牌SVW7140',
  },
  ...{ owner: '王小明', scope: '跨行政辖区', seq: 3, issuedOn: on('2015-11-03'), validTo: on('2015-12-03') },
  ...{ office: '驻马店市车辆管理所', dealer: '驻马店市天中汽车销售有限公司' },
  printedAt: toInstant('2015-11-03T10:00:00+08:00'),
};

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

test('number, vehicle, owner, area and last day stand on it', async () => {
  const text = textOfPdf(await temporaryPlatePdf(PLATE));
  for (const part of [
    ...['临时行驶车号牌', '豫Q00042临', '有效期至2015年12月3日', '车辆识别代号:LSVAA4182E2184847'],
    ...['发动机号:CFB184847', '厂牌型号:大众汽车牌SVW7140', '行驶区域:跨行政辖区', '机动车所有人:王小明'],
    ...['核发日期:2015年11月3日', '核发次数:第3次', '申领单位:驻马店市天中汽车销售有限公司'],
    ...['核发机关:驻马店市车辆管理所', '打印日期:2015-11-03'],
  ])
    expect(text).toContain(part);
});

test('the longest names leave it on one page, and nothing of them out', async () => {
  const long = '某'.repeat(60);
  const pdf = await temporaryPlatePdf({ ...PLATE, owner: long, dealer: long, brandModel: 'A'.repeat(60) });
  expect(pagesOf(pdf)).toBe(1);
  expect(textOfPdf(pdf).split(long)).toHaveLength(3);
});

test('the same plate gives the same bytes', async () => {
  expect(await temporaryPlatePdf(PLATE)).toEqual(await temporaryPlatePdf(PLATE));
});
