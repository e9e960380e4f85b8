// Renders docs/catalogue.md: what each service asks for and what it may answer.
import { deliveryModesOf } from '../../domain/application/circumstances.ts';
import type { Told } from '../../domain/application/gate.ts';
import { type Refusal, refusalText, shownCode } from '../../domain/refusals.ts';
import type { DocumentRequirement, Field, Service } from '../../domain/services/define.ts';
import { readServices } from './service-files.ts';

const LIMITS = {
  'accept-1-workday-then-post': '1个工作日受理;受理后市内1天内、省内2天内、省际3天内邮政送达',
  'accept-1-workday': '1个工作日内受理',
  'on-the-spot': '现场办结',
} as const;

const WHO = {
  'ind-online': '个人用户网上注册',
  'ind-window': '个人用户窗口注册',
  'unit-hospital': '医院单位用户窗口注册',
  'unit-dealer': '4S店单位用户窗口注册',
  'unit-option-3': '选择“3、本单位本地非营运机动车信息查询”服务的单位用户',
} as const;

const CATEGORIES = { vehicle: '机动车业务', licence: '驾驶证业务', violation: '违法处理' } as const;

const SOURCES = {
  generated: 'made from the form',
  register: 'known to the register',
  upload: 'uploaded',
  'handed-in': 'handed in on delivery',
} as const;

/** The whole page. */
export async function renderCataloguePage(): Promise<string> {
  const services = await readServices();
  return `# Catalogue of services

Written by \`npm run generate\` from \`domain/services/\`; do not edit. How to add one: [add-a-service.md](add-a-service.md).
The number is the service's place in 附件1 (1–17) and 附件5(二) (18–23) of the notice.

| no. | id | 业务名称 | English | kind | lifecycle | limit |
|---|---|---|---|---|---|---|
${services.map(row).join('\n')}

${services.map(section).join('\n')}`;
}

function row(service: Service): string {
  const { number, id, name, english, category, lifecycle } = service;
  const cells = [
    number,
    `[\`${id}\`](#${id})`,
    name,
    english,
    CATEGORIES[category],
    lifecycle,
    limitOf(service),
  ];
  return `| ${cells.join(' | ')} |`;
}

function section(service: Service): string {
  const { id, name, english, aliases, who, steps, fee, inputs, documents, clause } = service;
  return `## ${id}

**${name}** — ${english}. Also found as: ${aliases.join('、')}. Basis: ${clause}.

- Who: ${who.map((kind) => WHO[kind]).join('、')}
- Limit: ${limitOf(service)}
- Steps: ${steps.join(' → ')}
- Fee: ${fee === null ? 'none' : `\`${fee}\``}
- Inputs: ${inputs.map(inputLine).join('; ')}
- Materials: ${documents.length === 0 ? 'none' : documents.map(documentLine).join('; ')}
- Result: ${resultLine(service)}
- Open: ${openLine(service)}${adviceLines(service)}

| refusal | 说明 | English |
|---|---|---|
${refusalRows(service).join('\n')}
`;
}

const MODES = { post: 'by post', pickup: 'at the counter', print: 'printed by the applicant' } as const;

function resultLine(service: Service): string {
  const modes = deliveryModesOf(service);
  if (service.appointment) {
    const { results, retakes } = service.appointment;
    const named = results.map(({ zh, en }) => `${zh} (${en})`).join(' or ');
    return retakes === 0 ? named : `${named}; after another than the first, ${retakes} more try on the day`;
  }
  return modes.length === 0 ? 'nothing to deliver' : modes.map((mode) => MODES[mode]).join(' or ');
}

function openLine({ phase, simulated = false }: Service): string {
  if (simulated) return 'from the beginning, as a simulation (模拟测试)';
  return phase === 'trial' ? 'from the beginning' : 'once an administrator opens it';
}

function adviceLines({ advice = [] }: Pick<Service, 'advice'>): string {
  const told: readonly Told[] = advice;
  return told.map(({ zh, en }) => `\n- Told before: ${zh} (${en})`).join('');
}

function limitOf({ limit }: Service): string {
  return limit === null ? 'none given: handled at once' : LIMITS[limit];
}

function inputLine({ name, zh, required }: Field): string {
  return `\`${name}\` ${zh}${required ? '' : ' (optional)'}`;
}

function documentLine({ zh, source }: DocumentRequirement): string {
  return `${zh} (${SOURCES[source]})`;
}

/** Own refusals in the order in which they are tried, then those of clerk and counter. */
function refusalRows(service: Service): string[] {
  const uploads = service.documents.filter(({ source, required }) => source === 'upload' && required);
  const refusals: readonly Refusal[] = [
    ...service.blocks.map(({ refusal, slots }) => ({ code: refusal, ...(slots && { slots }) })),
    ...service.preconditions.map(({ refusal, slots }) => ({
      code: refusal,
      ...(typeof slots === 'object' && { slots }),
    })),
    ...uploads.map(({ refusal, zh, en }) => ({
      code: refusal ?? 'document-missing',
      slots: { document: zh, documentEn: en },
    })),
    ...service.clerkReasons.map((code) => ({ code })),
    ...(service.handBack ? [{ code: service.handBack.refusal }] : []),
  ];
  const rows = refusals.map(
    (refusal) =>
      `| \`${shownCode(refusal.code)}\` | ${refusalText(refusal, 'zh')} | ${refusalText(refusal, 'en')} |`,
  );
  return [...new Set(rows)];
}
