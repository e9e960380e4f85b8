// 《互联网个人用户注册/变更申请表》, filled in (registration.md §3–§4).
import { ID_DOCUMENTS, RESIDENT_CATEGORIES } from '../domain/identity/identity-document.ts';
import type { AccountChange } from '../domain/registration/changes.ts';
import type { Holder } from '../domain/registration/holder.ts';
import type { IndividualRegistration } from '../domain/registration/individual.ts';
import type { FormPaper, Row, Section } from './form-paper.ts';
import { changeRows, holderRows } from './registration-changes.ts';
import {
  COMMON_NOTES,
  closingSections,
  dateText,
  type FormFacts,
  headOf,
  identityRows,
  NONE,
  type Subject,
  subjectRow,
  ticksOf,
} from './registration-parts.ts';

export type IndividualApplication =
  | { readonly subject: 'register' | 'upgrade'; readonly individual: IndividualRegistration }
  | {
      readonly subject: 'change';
      readonly change: AccountChange;
      readonly holder: Extract<Holder, { kind: 'individual' }>;
    };

const OFFERED = ['register', 'change', 'upgrade'] as const satisfies readonly Subject[];

const CATEGORIES = Object.fromEntries(
  Object.entries(RESIDENT_CATEGORIES).map(([category, { zh }]) => [category, zh]),
);
const SEXES = { M: '男', F: '女' } as const;
const CHANGES = {
  mobile: '手机号码',
  name: '姓名',
  'id-number': '身份证明',
  'reduce-to-online': '窗口用户转互联网用户',
} as const;

const STATEMENT =
  '本人声明:以上内容和所提交的资料真实、有效,愿遵守互联网交通安全综合服务平台用户注册协议;信息发生变化的,将及时申请变更。';

const NOTES = [
  '本表用于个人用户窗口注册、注册信息变更和互联网用户转窗口用户注册,由工作人员按本人提供的内容录入并打印。',
  '本人应当到场,提交身份证明及其复印件;在暂住地居住的内地居民,还应当提交公安机关核发的居住、暂住证明。',
  ...COMMON_NOTES,
] as const;

/** The form of an individual: registration, upgrade, or change of what an account has on record. */
export function individualRegistrationPaper(facts: FormFacts, application: IndividualApplication): FormPaper {
  const sections =
    application.subject === 'change'
      ? changeSections(application)
      : registrationSections(application.subject, application.individual);
  return {
    title: '互联网个人用户注册/变更申请表',
    head: headOf(facts),
    scanned: facts.number,
    sections: [
      ...sections,
      ...closingSections(facts, { statement: STATEMENT, signer: '申请人签字:', seal: null }),
    ],
    notes: NOTES,
    printedAt: facts.printedAt,
  };
}

function registrationSections(subject: Subject, form: IndividualRegistration): readonly Section[] {
  const { document, nationality, residencePermit } = form;
  return [
    {
      name: '申请人信息',
      rows: [
        subjectRow(subject, OFFERED),
        [{ label: '居民类别', ticks: ticksOf(CATEGORIES, (category) => category === form.category) }],
        [{ label: '姓名', text: form.name }],
        [
          { label: '性别', ticks: ticksOf(SEXES, (sex) => sex === form.sex) },
          { label: '出生日期', text: dateText(form.birthOn) },
        ],
        [{ label: '国籍(地区)', text: nationality === null ? NONE : countryText(nationality) }],
        ...identityRows(document),
        permitRow(residencePermit),
      ],
    },
    {
      name: '联系方式',
      rows: [
        [
          { label: '手机号码', text: form.mobile },
          { label: '固定电话', text: form.landline ?? NONE },
        ],
        [{ label: '电子邮箱', text: form.email ?? NONE }],
        [{ label: '联系地址', text: form.address }],
        [
          { label: '行政区划代码', text: form.division },
          { label: '邮政编码', text: form.postcode },
        ],
      ],
    },
  ];
}

function permitRow(permit: IndividualRegistration['residencePermit']): Row {
  const label = `${ID_DOCUMENTS['residence-permit'].zh}`;
  const until = permit?.validTo ? dateText(permit.validTo) : '长期';
  return [
    { label: `${label.slice(0, 3)}\n${label.slice(3)}`, text: permit?.number ?? NONE },
    { label: '证明有效期至', text: permit ? until : NONE },
  ];
}

/** ISO 3166 letters with the country's name where it is known by two of them. */
function countryText(code: string): string {
  if (code.length !== 2) return code;
  const name = new Intl.DisplayNames('zh-CN', { type: 'region', fallback: 'none' }).of(code);
  return name === undefined ? code : `${name}(${code})`;
}

function changeSections({
  change,
  holder,
}: Extract<IndividualApplication, { subject: 'change' }>): readonly Section[] {
  return [
    { name: '申请人信息', rows: [subjectRow('change', OFFERED), ...holderRows(holder)] },
    {
      name: '变更内容',
      rows: [
        [{ label: '变更项目', ticks: ticksOf(CHANGES, (kind) => kind === change.kind) }],
        ...changeRows(change),
      ],
    },
  ];
}
