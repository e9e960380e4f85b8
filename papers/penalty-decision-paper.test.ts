// 处罚决定书 on paper: what must stand in it, a warning in its own words, and that a withdrawn one says so.
import { toInstant } from '../domain/calendar/local-date.ts';
import { on } from '../domain/services/testing/builders.ts';
import { buildDecisionNo } from '../domain/violations/decision-number.ts';
import { textOfPdf } from '../test/harness/pdf-text.ts';
import { formPdf } from './form-paper.ts';
import { type PenaltyDecisionPaper, penaltyDecisionPaper } from './penalty-decision-paper.ts';

const DECISION: PenaltyDecisionPaper = {
  decisionNo: buildDecisionNo('411702', 42n),
  recordNo: '4117021511000042',
  decidedOn: on('2015-11-03'),
  decidedAt: toInstant('2015-11-03T09:12:00+08:00'),
  offender: { name: '王小明', licenceNo: '412801199003071234' },
  ...{ plateCategory: '小型汽车', plateNumber: '豫Q12345', place: '驿城区乐山大道与文明路交叉口' },
  occurredAt: toInstant('2015-10-12T08:30:00+08:00'),
  ...{ code: '1345', text: '违反禁止标线指示', fineFen: 10_000, points: 3, payDueOn: on('2015-11-18') },
  ...{
    isWithdrawn: false,
    isOnline: true,
    office: '驻马店市车辆管理所',
    printedAt: toInstant('2015-11-04T10:00:00+08:00'),
  },
};

const textOf = async (paper: PenaltyDecisionPaper) => textOfPdf(await formPdf(penaltyDecisionPaper(paper)));

test('who, what, where, how much, until when, and the way to object stand in it', async () => {
  const text = await textOf(DECISION);
  for (const part of [
    ...['公安交通管理简易程序处罚决定书', DECISION.decisionNo, '王小明', '412801199003071234', '豫Q12345'],
    ...['2015年10月12日08:30', '乐山大道', '违反禁止标线指示', '罚款人民币100元', '3分', '2015年11月18日'],
    ...['百分之三', '行政复议', '行政诉讼', '打印日期:2015-11-04', '电子送达'],
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('已撤销');
});

test('a warning asks for no money', async () => {
  const text = await textOf({ ...DECISION, fineFen: 0, points: 0 });
  expect(text).toContain('警告');
  expect(text).toContain('无需缴款');
  expect(text).not.toContain('罚款人民币');
});

test('one of a window was not served electronically', async () => {
  expect(await textOf({ ...DECISION, isOnline: false })).not.toContain('电子送达');
});

test('a withdrawn decision says so', async () => {
  expect(await textOf({ ...DECISION, isWithdrawn: true })).toContain('本处罚决定已撤销');
});

test('the same decision gives the same bytes', async () => {
  expect(await formPdf(penaltyDecisionPaper(DECISION))).toEqual(
    await formPdf(penaltyDecisionPaper(DECISION)),
  );
});
