// The certificate of an examination: everything that was found stands on it, also what speaks against a class.
import { parseLocalDate, toInstant } from '../domain/calendar/local-date.ts';
import { concludeExam, type PhysicalExam } from '../domain/register/physical-exam.ts';
import { SCAN } from '../sandbox/scan.ts';
import { textOfPdf } from '../test/harness/pdf-text.ts';
import { type BodyCertificate, bodyCertificatePaper } from './body-certificate-paper.ts';
import type { Field } from './field.ts';
import { formPdf } from './form-paper.ts';

const PRINTED_AT = toInstant('2015-11-03T10:00:00+08:00');

const EXAM: PhysicalExam = {
  heightCm: 154.5,
  leftEye: 5,
  rightEye: 5.1,
  redGreenBlind: false,
  hearing: 'with-aid',
  leftHand: { thumb: true, fingers: 4 },
  rightHand: { thumb: true, fingers: 3 },
  armsMove: true,
  leftLeg: 'sound',
  rightLeg: 'sound',
  legDifferenceCm: 0.5,
  sitsUnaided: true,
  trunkMoves: true,
  diseases: [],
};

const certificate = (more: Partial<BodyCertificate> = {}): BodyCertificate => ({
  certNo: 'TJ-20151103-000001-7',
  hospital: '驻马店市驿站医院',
  examinedOn: parseLocalDate('2015-11-03'),
  validTo: parseLocalDate('2016-05-03'),
  examinee: {
    name: '王小明',
    sex: 'M',
    birthOn: parseLocalDate('1990-03-07'),
    idDocKind: 'resident-id',
    idDocNo: '412801199003071234',
  },
  purpose: 'annual-certificate',
  declaredDiseases: [],
  correctedEyes: 'left',
  exam: EXAM,
  outcome: concludeExam(EXAM, ['A1', 'C1']),
  doctor: '许医生',
  photo: SCAN,
  ...more,
});

const fieldsOf = (of: BodyCertificate): readonly Field[] =>
  bodyCertificatePaper(of, PRINTED_AT).sections.flatMap(({ rows }) => rows.flat());

function textAt(label: string, of = certificate()): string | undefined {
  const found = fieldsOf(of).find((field) => field.label === label);
  return found && 'text' in found ? found.text : undefined;
}

function tickedAt(label: string, of = certificate()): readonly string[] {
  const found = fieldsOf(of).find((field) => field.label === label);
  return found && 'ticks' in found
    ? found.ticks.filter(({ ticked }) => ticked).map((tick) => tick.label)
    : [];
}

test.each([
  ['姓名', '王小明'],
  ['出生日期', '1990年3月7日'],
  ['身份证明名称', '居民身份证'],
  ['身份证明号码', '412801199003071234'],
  ['准驾车型', 'A1 大型客车、C1 小型汽车'],
  ['身高', '154.5 厘米'],
  ['左眼视力', '5.0(矫正)'],
  ['右眼视力', '5.1(裸眼)'],
  ['辨色力', '无红绿色盲'],
  ['听力', '佩戴助听设备能够达到'],
  ['左手', '拇指健全,其他健全手指 4 指'],
  ['右手', '拇指健全,其他健全手指 3 指'],
  ['不等长度', '0.5 厘米'],
  ['A1', '不合格(身高、听力)'],
  ['C1', '合格'],
  ['有效期至', '2016年5月3日'],
  ['医师姓名', '许医生'],
])('%s: %s', (label, text) => {
  expect(textAt(label)).toBe(text);
});

test('what was chosen is ticked, and nothing else', () => {
  expect(tickedAt('性别')).toEqual(['男']);
  expect(tickedAt('体检事由')).toEqual(['每年提交身体条件证明']);
  expect(tickedAt('有无下列疾病或者情形')).toEqual(['无']);
  expect(tickedAt('检出的疾病或者情形')).toEqual(['无']);
  expect(tickedAt('结论')).toEqual(['不合格']);
  const ill = certificate({
    declaredDiseases: ['epilepsy'],
    exam: { ...EXAM, diseases: ['epilepsy', 'vertigo'] },
  });
  expect(tickedAt('有无下列疾病或者情形', ill)).toEqual(['癫痫病']);
  expect(tickedAt('检出的疾病或者情形', ill)).toEqual(['癫痫病', '眩晕症']);
});

test('who has lost a leg has no difference of the legs', () => {
  const of = certificate({ exam: { ...EXAM, leftLeg: 'impaired' } });
  expect(textAt('左下肢', of)).toBe('缺失或者丧失运动功能');
  expect(textAt('不等长度', of)).toBe('—');
});

test('it prints with its photograph, and without one', async () => {
  const pictured = await formPdf(bodyCertificatePaper(certificate(), PRINTED_AT));
  const bare = await formPdf(bodyCertificatePaper(certificate({ photo: null }), PRINTED_AT));
  const pictures = (pdf: Uint8Array) =>
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Subtype \/Image/g) ?? [];
  expect(pictures(pictured).length).toBeGreaterThan(0);
  expect(pictures(bare)).toHaveLength(0);
  const text = textOfPdf(bare);
  for (const part of ['机动车驾驶人身体条件证明', 'TJ-20151103-000001-7', '驻马店市驿站医院', '(粘贴照片)'])
    expect(text).toContain(part);
});
