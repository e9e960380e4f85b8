// 《互联网单位用户注册/变更申请表》, filled in (registration.md §5–§6).
import type { AccountChange } from '../domain/registration/changes.ts';
import type { Holder } from '../domain/registration/holder.ts';
import type { UnitRegistration } from '../domain/registration/unit.ts';
import { UNIT_KINDS } from '../domain/registration/unit-kinds.ts';
import type { FormPaper, Section } from './form-paper.ts';
import { changeRows, holderRows } from './registration-changes.ts';
import {
  COMMON_NOTES,
  closingSections,
  type FormFacts,
  headOf,
  identityRows,
  NONE,
  subjectRow,
  ticksOf,
} from './registration-parts.ts';
import { agentRows, optionsRow } from './unit-parts.ts';

export type UnitApplication =
  | { readonly subject: 'register'; readonly unit: UnitRegistration }
  | {
      readonly subject: 'change';
      readonly change: AccountChange;
      readonly holder: Extract<Holder, { kind: 'unit' }>;
    };

const OFFERED = ['register', 'change'] as const;

const KINDS = Object.fromEntries(Object.entries(UNIT_KINDS).map(([kind, { zh }]) => [kind, zh]));
const CHANGES = {
  mobile: '手机号码',
  'unit-options': '服务选项',
  'unit-agent': '代理人',
  'unit-legal-representative': '法定代表人',
} as const;
const HANDLERS = { representative: '法定代表人', agent: '代理人' } as const;

const STATEMENT =
  '本单位声明:以上内容和所提交的资料真实、有效,愿遵守互联网交通安全综合服务平台用户注册协议,对以本单位账号办理的业务负责;信息发生变化的,将及时申请变更。';

const NOTES = [
  '本表用于单位用户窗口注册和注册信息变更,由工作人员按单位提供的内容录入并打印,签字并加盖单位公章后有效。',
  '法定代表人或者代理人应当到场,提交本人身份证明及其复印件和组织机构代码证(营业执照)复印件,复印件加盖公章;由代理人办理的,还应当提交委托代理授权书。',
  '服务选项按单位类别开通,不适用于本单位类别的选项不予办理。',
  ...COMMON_NOTES,
] as const;

/** The form of a unit: registration, or change of what its account has on record. */
export function unitRegistrationPaper(facts: FormFacts, application: UnitApplication): FormPaper {
  const sections =
    application.subject === 'change' ? changeSections(application) : registrationSections(application.unit);
  return {
    title: '互联网单位用户注册/变更申请表',
    head: headOf(facts),
    scanned: facts.number,
    sections: [
      ...sections,
      ...closingSections(facts, { statement: STATEMENT, signer: '办理人签字:', seal: '(单位公章)' }),
    ],
    notes: NOTES,
    printedAt: facts.printedAt,
  };
}

function registrationSections(unit: UnitRegistration): readonly Section[] {
  const { legalRepresentative, agent } = unit;
  const handler = agent === null ? 'representative' : 'agent';
  return [
    {
      name: '单位信息',
      rows: [
        subjectRow('register', OFFERED),
        [{ label: '单位名称', text: unit.name }],
        [{ label: '单位类别', ticks: ticksOf(KINDS, (kind) => kind === unit.unitKind) }],
        [
          { label: '组织机构代码', text: unit.orgCode ?? NONE },
          { label: '统一社会\n信用代码', text: unit.uscc ?? NONE },
        ],
        [{ label: '单位地址', text: unit.address }],
        [
          { label: '行政区划代码', text: unit.division },
          { label: '邮政编码', text: unit.postcode },
        ],
        [
          { label: '单位电话', text: unit.telephone },
          { label: '账号使用人\n手机号码', text: unit.mobile },
        ],
      ],
    },
    {
      name: '法定代表人',
      rows: [
        [{ label: '姓名', text: legalRepresentative.name }],
        ...identityRows(legalRepresentative.document),
      ],
    },
    {
      name: '办理人',
      rows: [
        [{ label: '办理人', ticks: ticksOf(HANDLERS, (who) => who === handler) }],
        ...(agent ? agentRows(agent) : []),
      ],
    },
    { name: '服务选项', rows: [optionsRow('选择的服务', unit.options)] },
  ];
}

function changeSections({
  change,
  holder,
}: Extract<UnitApplication, { subject: 'change' }>): readonly Section[] {
  return [
    { name: '单位信息', rows: [subjectRow('change', OFFERED), ...holderRows(holder)] },
    {
      name: '变更内容',
      rows: [
        [{ label: '变更项目', ticks: ticksOf(CHANGES, (kind) => kind === change.kind) }],
        ...changeRows(change),
      ],
    },
  ];
}
