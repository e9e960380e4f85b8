// The first draft of a service's file and of its test: whole and right by the shape, to be made true by its writer.
import type { LifecycleId, VehicleCertificate } from '../../domain/services/define.ts';

export interface NewService {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly english: string;
  readonly lifecycle: DraftedLifecycle;
  readonly certificate: VehicleCertificate;
  readonly clause: string;
}

/** What a vehicle's owner may be given by a clerk: the lifecycles a draft can be made for. Others begin as a copy of their like. */
export const DRAFTED_LIFECYCLES = ['L-POST', 'L-WINDOW-NEXT'] as const satisfies readonly LifecycleId[];
export type DraftedLifecycle = (typeof DRAFTED_LIFECYCLES)[number];

export const CERTIFICATES = [
  'plates',
  'inspection-mark',
  'vehicle-licence',
  'registration-certificate',
] as const satisfies readonly VehicleCertificate[];

/** The data file: one reason, one declaration, the documents of every vehicle service, a new certificate for the old. */
export function renderService(service: NewService): string {
  const { id, number, name, english, lifecycle, certificate, clause } = service;
  return `// ${name}: ${english}.
import type { VehicleService } from './define.ts';
import { TRUE_STATEMENT } from './parts/inputs.ts';
import { POSTAL_STEPS } from './parts/steps.ts';
import { vehicleBlocks } from './parts/vehicle-blocks.ts';
import { OWNER_IDENTITY, VEHICLE_FORM } from './parts/vehicle-documents.ts';

export default {
  id: ${quoted(id)},
  number: ${number},
  name: ${quoted(name)},
  aliases: [],
  english: ${quoted(english)},
  category: 'vehicle',
  phase: 'next',
  who: ['ind-window'],
  subject: 'vehicle',
  lifecycle: ${quoted(lifecycle)},
  limit: null,
  blocks: vehicleBlocks(${quoted(name)}),
  preconditions: [],
  inputs: [
    {
      name: 'reason',
      zh: '申请原因',
      en: 'Reason',
      required: true,
      kind: 'choice',
      choices: [
        { value: 'lost', zh: '丢失', en: 'Lost' },
        { value: 'damaged', zh: '损毁', en: 'Damaged' },
      ],
    },
    TRUE_STATEMENT,
  ],
  documents: [VEHICLE_FORM, OWNER_IDENTITY],
  steps: POSTAL_STEPS.filter((step) => step !== 'fee'),
  fee: null,
  effect: { kind: 'reissue', certificate: ${quoted(certificate)} },
  clerkReasons: [],
  handBack: null,
  clause: ${quoted(clause)},
} satisfies VehicleService;
`;
}

/** Its test: every block has a case already; every rule that is added will ask for one. */
export function renderServiceTest({ id, name }: NewService): string {
  return `import { gateGiven, vehicle } from './testing/builders.ts';
import { describeService } from './testing/service-cases.ts';
import service from './${id}.ts';

const form = { reason: 'lost', declaration: true };
const applicant = gateGiven({ vehicle: vehicle(), form });

describeService(service, applicant, [
  {
    when: 'the vehicle is stolen',
    code: 'vehicle-stolen',
    zh: ${quoted(`机动车处于被盗抢状态,不能${name}。`)},
    refused: { vehicle: vehicle({ statuses: ['C'] }) },
    passes: { vehicle: vehicle({ statuses: ['G', 'I', 'Q'] }) },
  },
  {
    when: 'the vehicle is deregistered',
    code: 'vehicle-cancelled',
    zh: ${quoted(`机动车已注销或达到报废标准,不能${name}。`)},
    refused: { vehicle: vehicle({ statuses: ['E'] }) },
    passes: { vehicle: vehicle({ statuses: ['Q'] }) },
  },
  {
    when: 'the vehicle is locked',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“锁定”,不能办理该业务。',
    refused: { vehicle: vehicle({ statuses: ['O'] }) },
    passes: { vehicle: vehicle({ statuses: ['I'] }) },
  },
]);
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
