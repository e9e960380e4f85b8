// 《机动车牌证申请表》, 《机动车驾驶证申请表》 and every other form that a service names: filled in from what was entered.
import { isLocalDate } from '../domain/calendar/local-date.ts';
import type { DeliveryMode, Form, FormValue, Field as Input } from '../domain/services/define.ts';
import { applicantRows, type CaseOnPaper, caseHead, handedInTicks } from './case-parts.ts';
import type { Field } from './field.ts';
import type { FormPaper, Row, Section } from './form-paper.ts';
import { closingSections, dateText, NONE } from './registration-parts.ts';

/** How the result reaches the applicant; the address in full or masked. */
export interface DeliveryOnPaper {
  readonly mode: DeliveryMode;
  /** The ways the service offers. */
  readonly offered: readonly DeliveryMode[];
  readonly recipient: string | null;
  readonly mobile: string | null;
  readonly address: string | null;
  readonly postcode: string | null;
}

export interface ApplicationForm extends CaseOnPaper {
  /** The form's own name, as the service gives it. */
  readonly title: string;
  readonly inputs: readonly Input[];
  readonly form: Form;
  /** The register's names of what it is about. */
  readonly subject: readonly Row[];
  /** When the place that was taken begins; null of a service without places. */
  readonly place: string | null;
  readonly delivery: DeliveryOnPaper | null;
  /** Whether what is personal is hidden. */
  readonly masked: boolean;
}

export const WAYS = {
  post: '邮政送达',
  pickup: '窗口领取',
  print: '自行打印',
} as const satisfies Readonly<Record<DeliveryMode, string>>;

const STATEMENT = '本人(单位)声明:以上填写内容和所提交的材料真实、有效,如有虚假,愿承担相应的法律责任。';

const NOTES = [
  '本表由互联网交通安全综合服务平台根据申请人填写的内容生成,与电子申请内容一致。“□”表示字库中没有的汉字,请照身份证明用黑色墨水笔正楷填写;“—”表示没有该项内容。',
  '申请人核对无误后签字;单位申请的,由经办人签字并加盖单位公章。',
] as const;
const MASKED_NOTE = '本表为隐去个人信息的核对件,不作为申请材料存档。';

/** The form of an application, with places to sign. */
export function applicationFormPaper(of: ApplicationForm): FormPaper {
  const isUnit = of.applicant.unitName !== null;
  const documents = handedInTicks(of).map(({ label }) => label);
  const { number, printedAt, title } = of;
  return {
    ...{ title, printedAt, scanned: number, head: caseHead(of) },
    sections: [
      { name: '申请人', rows: [...applicantRows(of.applicant), ...contactRows(of)] },
      ...(of.subject.length === 0 ? [] : [{ name: '对象', rows: of.subject }]),
      { name: '事项', rows: matterRows(of) },
      ...deliverySections(of.delivery),
      ...closingSections(
        { documents },
        {
          statement: STATEMENT,
          signer: isUnit ? '经办人签字:' : '申请人签字:',
          seal: isUnit ? '(单位公章)' : null,
        },
      ),
    ],
    notes: of.masked ? [...NOTES, MASKED_NOTE] : NOTES,
  };
}

function contactRows({ applicant: { mobile, address } }: ApplicationForm): readonly Row[] {
  return [[{ label: '手机号码', text: mobile ?? NONE }], [{ label: '联系地址', text: address ?? NONE }]];
}

/** The service and every input of its list, in its order: what was left out stands as a dash. */
function matterRows({ service, inputs, form, place }: ApplicationForm): readonly Row[] {
  const entered = inputs.flatMap((input): readonly Row[] => {
    const field = fieldOf(input, form[input.name], place);
    return field === null ? [] : [[field]];
  });
  return [[{ label: '业务名称', text: service.name }], ...entered];
}

function fieldOf(input: Input, value: FormValue | undefined, place: string | null): Field | null {
  const { zh: label } = input;
  switch (input.kind) {
    case 'choice':
    case 'choices': {
      const chosen: readonly FormValue[] = Array.isArray(value) ? value : [value ?? ''];
      return {
        label,
        ticks: input.choices.map((choice) => ({ label: choice.zh, ticked: chosen.includes(choice.value) })),
      };
    }
    case 'declaration':
      return { label: '声明', ticks: [{ label, ticked: value === true }] };
    case 'wish':
      return { label: '选择', ticks: [{ label, ticked: value === true }] };
    // A code opens something once; what it was is nobody's business afterwards.
    case 'phone-code':
      return null;
    case 'session':
      return { label, text: place ?? NONE };
    default:
      return { label, text: textOf(value) };
  }
}

function textOf(value: FormValue | undefined): string {
  if (value === undefined || value === '') return NONE;
  if (typeof value === 'string') return isLocalDate(value) ? dateText(value) : value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'number' ? String(value) : value.join('、');
}

function deliverySections(delivery: DeliveryOnPaper | null): readonly Section[] {
  if (delivery === null) return [];
  const { mode, offered, recipient, mobile, address, postcode } = delivery;
  const ticks = offered.map((way) => ({ label: WAYS[way], ticked: way === mode }));
  const posted: readonly Row[] = [
    [
      { label: '收件人', text: recipient ?? NONE },
      { label: '收件人电话', text: mobile ?? NONE },
    ],
    [{ label: '收件地址', text: [address ?? NONE, postcode ?? ''].join('  ').trim() }],
  ];
  return [{ name: '领取', rows: [[{ label: '领取方式', ticks }], ...(mode === 'post' ? posted : [])] }];
}
