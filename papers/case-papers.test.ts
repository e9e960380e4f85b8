// The papers of a case: every text stands on them, and what a scanner reads is what the desk expects.
import { parseLocalDate, toInstant } from '../domain/calendar/local-date.ts';
import { buildApplicationNumber } from '../domain/identity/application-number.ts';
import { findScanned } from '../domain/pickup/scanned.ts';
import type { Form } from '../domain/services/define.ts';
import { getService, listServices } from '../domain/services/index.ts';
import { marksOfPdf, marksOfPng } from '../test/harness/pdf-marks.ts';
import { contentsOfPdf, textOfPdf } from '../test/harness/pdf-text.ts';
import { type ApplicationForm, applicationFormPaper } from './application-form-paper.ts';
import type { CaseOnPaper } from './case-parts.ts';
import { type FormPaper, formPdf } from './form-paper.ts';
import { manifestPaper } from './manifest-paper.ts';
import { squarePng } from './marks.ts';
import { type PickupSlip, pickupSlipPaper } from './pickup-slip-paper.ts';
import { type Receipt, receiptPaper } from './receipt-paper.ts';
import { tablePdf } from './table-paper.ts';

const at = (text: string) => toInstant(`2015-11-${text}:00+08:00`);
const NUMBER = buildApplicationNumber(parseLocalDate('2015-11-02'), 1);

const CASE: CaseOnPaper = {
  number: NUMBER,
  service: getService('plate-reissue'),
  office: '驻马店市车辆管理所',
  applicant: {
    ...{ name: '王*', unitName: null, idDocKind: 'resident-id', idDocNo: '4128**********1234' },
    ...{ mobile: '138****1234', address: '河南省驻马店市驿城区****' },
  },
  documents: ['photo', 'photo', 'remaining-plate', 'long-forgotten-kind'],
  submittedAt: at('02T09:00'),
  printedAt: at('02T10:00'),
};

const RECEIPT: Receipt = {
  ...CASE,
  ...{ acceptedAt: at('03T10:12'), stateName: '已受理', ending: null },
  promises: [
    {
      kind: 'acceptance',
      dueAt: at('03T17:30'),
      explanation: ['2015-11-02 09:00 提交', '截止 2015-11-03 17:30'],
    },
    { kind: 'delivery', dueAt: at('04T23:59'), explanation: ['连续计算 1 天'] },
  ],
};

const SLIP: PickupSlip = {
  ...CASE,
  ...{ pickupCode: '042137', place: '车辆管理所牌证领取窗口', keptUntil: at('30T23:59') },
  handBack: '请交回未丢失的号牌。',
  proxy: { name: '李*', document: '居民身份证', idDocNo: '4128**********5678' },
};

const BARS = { format: 'Code128', text: NUMBER };
const bare = (text: string) => text.replaceAll(/\s/g, '');
const expectTexts = (pdf: Uint8Array, ...texts: readonly string[]) => {
  const found = textOfPdf(pdf);
  for (const text of texts) expect(found).toContain(bare(text));
};
const pagesOf = (pdf: Uint8Array) => contentsOfPdf(pdf).length;
const labelsOf = ({ sections }: FormPaper) =>
  sections.flatMap(({ rows }) => rows.flat()).map(({ label }) => label);

describe('受理回执', () => {
  test('tells what was handed in and promised, and scans as its number', async () => {
    const pdf = await formPdf(receiptPaper(RECEIPT));
    expectTexts(pdf, '受理回执', NUMBER, '补领机动车号牌', '王*', '4128**********1234', '居民身份证');
    expectTexts(
      pdf,
      '2015年11月2日 09:00',
      '2015年11月3日 10:12',
      '本人照片(2份)',
      '未丢失的号牌',
      'long-forgotten-kind',
    );
    expectTexts(
      pdf,
      '受理期限',
      '2015年11月3日 17:30 前',
      '截止 2015-11-03 17:30',
      '送达期限',
      '连续计算 1 天',
    );
    expect(await marksOfPdf(pdf)).toEqual([BARS, { format: 'QRCode', text: NUMBER }]);
    expect(findScanned(NUMBER)).toEqual({ kind: 'number', number: NUMBER });
    expect(pagesOf(pdf)).toBe(1);
  });

  test('before acceptance says no more than that it was handed in', async () => {
    const pdf = await formPdf(receiptPaper({ ...RECEIPT, acceptedAt: null, documents: [] }));
    expectTexts(pdf, '申请提交回执', '尚未受理');
    expect(textOfPdf(pdf)).not.toContain('受理回执');
  });

  test('of a case that was refused gives the reason and what can be done', async () => {
    const ending = { reason: '材料不齐全', note: '缺少照片', rightOfAppeal: '可以申请行政复议' };
    const pdf = await formPdf(receiptPaper({ ...RECEIPT, ending, promises: [] }));
    expectTexts(pdf, '材料不齐全', '缺少照片', '可以申请行政复议');
    expect(textOfPdf(pdf)).not.toContain('承诺时限');
  });
});

const formOf = (service: string, form: Form = {}): ApplicationForm => {
  const of = getService(service);
  return {
    ...{
      ...CASE,
      service: of,
      inputs: of.inputs,
      form,
      masked: false,
      delivery: null,
      place: null,
      subject: [],
    },
    title: of.documents.find(({ kind }) => kind === 'application-form')?.zh ?? '',
  };
};
const withForms = listServices().filter(({ documents }) =>
  documents.some(({ kind }) => kind === 'application-form'),
);

describe('the application form', () => {
  test.each(withForms.map(({ id }) => id))('of %s has a cell for every input', async (id) => {
    const made = applicationFormPaper(formOf(id));
    const { inputs, name } = getService(id);
    const pdf = await formPdf(made);
    expectTexts(pdf, made.title, name);
    // What opened something once is on no paper.
    for (const { zh } of inputs.filter(({ kind }) => kind !== 'phone-code')) expectTexts(pdf, zh);
    expect(await marksOfPdf(pdf)).toEqual([BARS]);
  });

  test('holds what was entered, chosen and declared', async () => {
    const entered = { reason: 'lost', plates: 'front', lostOn: '2015-11-01', lostAt: '解放路' };
    const post = { recipient: '王小明', mobile: '13812341234', address: '解放路100号', postcode: '463000' };
    const delivery = { ...post, mode: 'post', offered: ['post', 'pickup'] } as const;
    const made = applicationFormPaper({ ...formOf('plate-reissue', entered), delivery });
    const ticked = made.sections
      .flatMap(({ rows }) => rows.flat())
      .flatMap((field) => ('ticks' in field ? field.ticks : []))
      .filter((tick) => tick.ticked)
      .map(({ label }) => label);
    expect(ticked).toEqual(expect.arrayContaining(['丢失', '邮政送达', '未丢失的号牌']));
    expect(ticked).not.toContain('窗口领取');
    expectTexts(
      await formPdf(made),
      '2015年11月1日',
      '解放路',
      '王小明',
      '13812341234',
      '解放路100号',
      '463000',
    );
  });

  test('of a unit names both, and asks for the seal', async () => {
    const applicant = { ...CASE.applicant, unitName: '驻马店市某某汽车销售有限公司' };
    const made = applicationFormPaper({ ...formOf('licence-renewal'), applicant });
    expect(labelsOf(made)).toEqual(expect.arrayContaining(['申请单位', '经办人']));
    expectTexts(await formPdf(made), '驻马店市某某汽车销售有限公司', '经办人签字', '(单位公章)');
  });

  test('says when it is masked', async () => {
    expectTexts(
      await formPdf(applicationFormPaper({ ...formOf('licence-renewal'), masked: true })),
      '隐去个人信息',
    );
  });
});

describe('领取凭证', () => {
  test('opens the counter by code and by square', async () => {
    const pdf = await formPdf(pickupSlipPaper(SLIP));
    expectTexts(pdf, '牌证领取凭证', '0 4 2 1 3 7', '车辆管理所牌证领取窗口', '2015年11月30日 23:59');
    expectTexts(pdf, '请交回未丢失的号牌。', '李*', '4128**********5678');
    const [bars, square] = await marksOfPdf(pdf);
    expect(bars).toEqual(BARS);
    expect(findScanned(square?.text ?? '')).toEqual({ kind: 'slip', number: NUMBER, pickupCode: '042137' });
  });

  test('leaves out what there is not', async () => {
    const made = pickupSlipPaper({ ...SLIP, handBack: null, proxy: null });
    expect(labelsOf(made)).not.toEqual(expect.arrayContaining(['须交回']));
    expect(labelsOf(made)).not.toEqual(expect.arrayContaining(['代领人']));
  });
});

const item = (n: number) => ({
  number: `ZMD-20151102-${String(n).padStart(6, '0')}-0`,
  serviceName: n % 3 === 0 ? '补领机动车检验合格标志' : '换领机动车号牌',
  deliverBy: n % 4 === 0 ? null : at('04T23:59'),
  delivery: n % 2 === 0 ? '邮寄' : '自取',
});
const manifest = (size: number) =>
  tablePdf(
    manifestPaper({
      ...{ batch: '1B2C3D4E', office: '驻马店市车辆管理所', takenBy: '制证岗民警' },
      ...{ takenAt: at('02T10:00'), printedAt: at('02T10:01') },
      items: Array.from({ length: size }, (_, n) => item(n + 1)),
    }),
  );

describe('牌证制作清单', () => {
  test('lists every case with its bars, counts and places to sign', async () => {
    const pdf = await manifest(7);
    expectTexts(pdf, '牌证制作清单', '批次:1B2C3D4E', '制证岗民警', '合计 7 件', '换领机动车号牌 5 件');
    expectTexts(pdf, '补领机动车检验合格标志 2 件', '制作:', '复核:', '交接:', '11月4日', '23:59');
    const expected = Array.from({ length: 7 }, (_, n) => ({ format: 'Code128', text: item(n + 1).number }));
    expect(await marksOfPdf(pdf)).toEqual(expected);
    expect(pagesOf(pdf)).toBe(1);
  });

  test('a hundred cases run over pages, each under the headings, none twice or lost', async () => {
    const pdf = await manifest(100);
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(3);
    expect(textOfPdf(pdf).split('序号')).toHaveLength(pages + 1);
    const read = (await marksOfPdf(pdf)).map(({ text }) => text);
    expect([...new Set(read)].sort()).toEqual(Array.from({ length: 100 }, (_, n) => item(n + 1).number));
  });
});

test('the square of a pass is read from its picture', async () => {
  const token = `YZP1.${'Ab0-_'.repeat(12)}`;
  expect(await marksOfPng(await squarePng(token))).toEqual([{ format: 'QRCode', text: token }]);
});

test('the same paper gives the same bytes', async () => {
  expect(await manifest(3)).toEqual(await manifest(3));
  expect(await formPdf(receiptPaper(RECEIPT))).toEqual(await formPdf(receiptPaper(RECEIPT)));
});
