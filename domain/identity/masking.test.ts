import fc from 'fast-check';
import { maskAddress, maskIdNo, maskMobile, maskName, maskPlate } from './masking.ts';

test.each([
  [maskName, '张三', '张*'],
  [maskName, '张三丰', '张**'],
  [maskName, '欧阳𠮷', '欧**'],
  [maskName, '张', '*'],
  [maskIdNo, '411702199003071234', '4117**********1234'],
  [maskIdNo, '12345678', '12****78'],
  [maskIdNo, '1234', '****'],
  [maskMobile, '13812341234', '138****1234'],
  [maskPlate, '豫QA1238', '豫QA***8'],
  [maskPlate, '豫Q1234挂', '豫Q1***挂'],
  [maskAddress, '河南省驻马店市驿城区文明路1号', '河南省驻马店市驿城区'],
  [maskAddress, '河南省驻马店市新蔡县古吕镇', '河南省驻马店市新蔡县'],
  [maskAddress, '北京市海淀区中关村1号', '北京市海淀区'],
  [maskAddress, '内蒙古自治区呼和浩特市新城区海东路', '内蒙古自治区呼和浩特市新城区'],
  [maskAddress, '河南省驻马店市文明路12号阳光小区', '河南省驻马店市'],
  [maskAddress, '广东省东莞市长安镇工业区3号', '广东省东莞市'],
  [maskAddress, '驻马店市开发区置地大道', '驻马店市开发区'],
  [maskAddress, '阳光小区3号楼', '****'],
  [maskAddress, '文明路1号', '****'],
  [maskAddress, '河南省驻马店市驿城区', '河南省驻马店市驿城区*'],
])('%p of %s is %s', (mask, text, expected) => {
  expect(mask(text)).toBe(expected);
});

test('no mask returns what it was given', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '*', '**', '****', '张*', '4117**********1234'),
  );
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(maskName, maskIdNo, maskMobile, maskPlate, maskAddress),
      (original, mask) => {
        expect(mask(original)).not.toBe(original);
      },
    ),
    { numRuns: 500 },
  );
});
