// The two application forms of registration: everything that was taken down stands on them, and they print.
import { toInstant } from '../domain/calendar/local-date.ts';
import { RESIDENT_CATEGORIES, type ResidentCategory } from '../domain/identity/identity-document.ts';
import { AGENT, individual, paper, unit } from '../domain/registration/testing/samples.ts';
import { UNIT_KINDS, type UnitKind } from '../domain/registration/unit-kinds.ts';
import type { Field } from './field.ts';
import { showable } from './fonts.ts';
import { type FormPaper, formPdf } from './form-paper.ts';
import { individualRegistrationPaper } from './individual-registration-paper.ts';
import type { FormFacts } from './registration-parts.ts';
import { unitRegistrationPaper } from './unit-registration-paper.ts';

const FACTS: FormFacts = {
  number: 'ZMD-20151102-000001-0',
  office: '驻马店市车辆管理所',
  submittedAt: toInstant('2015-11-02T09:00:00+08:00'),
  printedAt: toInstant('2015-11-02T10:00:00+08:00'),
  documents: ['身份证明复印件'],
};

const fieldsOf = ({ sections }: FormPaper): readonly Field[] => sections.flatMap(({ rows }) => rows.flat());

const textsOf = (form: FormPaper) => fieldsOf(form).flatMap((field) => ('text' in field ? [field.text] : []));

function tickedOf(form: FormPaper, label: string): readonly string[] {
  const found = fieldsOf(form).find((field) => field.label === label);
  return found && 'ticks' in found
    ? found.ticks.filter(({ ticked }) => ticked).map((tick) => tick.label)
    : [];
}

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

const categories = Object.keys(RESIDENT_CATEGORIES) as ResidentCategory[];
const kinds = Object.keys(UNIT_KINDS) as UnitKind[];

test.each(categories)('the form of %s', async (category) => {
  const { zh, anyOf } = RESIDENT_CATEGORIES[category];
  const form = individual(category, anyOf[0]);
  const made = individualRegistrationPaper(FACTS, { subject: 'register', individual: form });
  expect(made.title).toBe('互联网个人用户注册/变更申请表');
  expect(tickedOf(made, '居民类别')).toEqual([zh]);
  expect(tickedOf(made, '申请事项')).toEqual(['注册']);
  expect(textsOf(made)).toEqual(
    expect.arrayContaining([form.name, form.document.number, form.mobile, form.address, '1990年3月7日']),
  );
  const pdf = await formPdf(made);
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(pagesOf(pdf)).toBe(1);
});

test.each(kinds)('the form of a unit: %s', async (kind) => {
  const form = unit(kind, { agent: AGENT });
  const made = unitRegistrationPaper(FACTS, { subject: 'register', unit: form });
  expect(made.title).toBe('互联网单位用户注册/变更申请表');
  expect(tickedOf(made, '单位类别')).toEqual([UNIT_KINDS[kind].zh]);
  expect(tickedOf(made, '选择的服务').map((label) => Number(label[0]))).toEqual([...form.options]);
  expect(tickedOf(made, '办理人')).toEqual(['代理人']);
  expect(textsOf(made)).toEqual(expect.arrayContaining([form.name, '71526726X', AGENT.name, '张法定']));
  expect(pagesOf(await formPdf(made))).toBe(2);
});

const PERSON = {
  kind: 'individual',
  name: '王小明',
  idDocKind: 'resident-id',
  idDocNo: '412801199003071234',
  mobile: '13812341234',
} as const;
const HOSPITAL = {
  kind: 'unit',
  name: '驻马店市中心医院',
  unitKind: 'hospital',
  orgCode: '71526726X',
  uscc: null,
  mobile: null,
} as const;

test.each([
  [{ kind: 'mobile', mobile: '13912341234' }, '手机号码', '13912341234'],
  [{ kind: 'name', name: '王大明' }, '姓名', '王大明'],
  [{ kind: 'id-number', document: paper('hk-id') }, '身份证明', 'A1234563'],
  [{ kind: 'reduce-to-online' }, '窗口用户转互联网用户', '互联网用户(网上注册的权限)'],
] as const)('a change of a person: %j', async (change, ticked, shown) => {
  const made = individualRegistrationPaper(FACTS, { subject: 'change', change, holder: PERSON });
  expect(tickedOf(made, '变更项目')).toEqual([ticked]);
  expect(textsOf(made)).toEqual(expect.arrayContaining([PERSON.name, shown]));
  expect(pagesOf(await formPdf(made))).toBe(1);
});

test('a change of a unit', () => {
  const change = { kind: 'unit-options', options: [3] } as const;
  const made = unitRegistrationPaper(FACTS, { subject: 'change', change, holder: HOSPITAL });
  expect(tickedOf(made, '变更项目')).toEqual(['服务选项']);
  expect(tickedOf(made, '变更后服务选项')).toEqual(['3. 本单位本地非营运机动车信息查询']);
  const agent = { kind: 'unit-agent', agent: AGENT } as const;
  expect(
    textsOf(unitRegistrationPaper(FACTS, { subject: 'change', change: agent, holder: HOSPITAL })),
  ).toContain(AGENT.name);
});

test('the same paper gives the same bytes', async () => {
  const made = individualRegistrationPaper(FACTS, {
    subject: 'upgrade',
    individual: individual('local', 'resident-id'),
  });
  expect(await formPdf(made)).toEqual(await formPdf(made));
});

test('what the typeface lacks is left open, and nothing breaks out of a cell', () => {
  expect(showable('王𠮷\u202e明\n\u0000')).toBe('王□明 ');
  expect(showable('张三')).toBe('张三');
});

test('a form longer than a page goes on under its name', async () => {
  const long = individual('local', 'resident-id', { address: '河南省驻马店市驿城区解放路'.repeat(9) });
  const documents = Array.from({ length: 60 }, (_, index) => `第${index + 1}份很长很长的附加证明材料复印件`);
  const made = individualRegistrationPaper(
    { ...FACTS, documents },
    { subject: 'register', individual: long },
  );
  expect(pagesOf(await formPdf(made))).toBeGreaterThan(1);
});
