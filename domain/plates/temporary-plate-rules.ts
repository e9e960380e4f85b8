// Who gets a temporary plate for which vehicle, and on what documents (services.md §3.18; 机动车登记规定 第四十五条、第四十六条).
import { judgeVin } from '../identity/vin.ts';
import type { DocumentRequirement, GivenOf, Precondition } from '../services/define.ts';
import { dateIn, textIn } from '../services/parts/rules.ts';
import { originIn } from './preselection-rules.ts';
import { mayIssueTemporaryPlate } from './temporary-plate.ts';

type Given = GivenOf<'new-vehicle'>;

const upload = (kind: string, zh: string, en: string) =>
  ({
    ...{ kind, zh, en, required: true },
    source: 'upload',
    refusal: 'documents-missing',
  }) as const satisfies DocumentRequirement;

/** What a vehicle that has a buyer is accompanied by besides. */
const OF_A_BUYER: readonly DocumentRequirement[] = [
  { ...upload('purchase-proof', '机动车来历证明', 'Proof of purchase'), required: false },
  { ...upload('buyer-authorisation', '购车人委托书', 'Authorisation of the buyer'), required: false },
];

export const TEMPORARY_PLATE_DOCUMENTS: readonly DocumentRequirement[] = [
  {
    ...upload('insurance-proof', '机动车交通事故责任强制保险凭证', 'Proof of the compulsory insurance'),
    refusal: 'insurance-missing',
  },
  upload('buyer-identity', '身份证明', 'Identity document'),
  upload(
    'factory-certificate',
    '机动车整车出厂合格证明或者进口机动车进口凭证',
    'Certificate of the maker, or import certificate',
  ),
  ...OF_A_BUYER,
];

/** 情形②: bought, transferred or given. */
const isBought = ({ form }: Given) => form.reason === 'bought';

const neededOfABuyer = ({ kind, zh, en }: DocumentRequirement): Precondition<Given> => ({
  refusal: 'documents-missing',
  pointer: '/documents',
  when: (given) => isBought(given) && !given.documents.includes(kind),
  slots: { document: zh, documentEn: en },
});

export const TEMPORARY_PLATE_RULES: readonly Precondition<Given>[] = [
  {
    refusal: 'vin-invalid',
    field: 'vin',
    when: ({ form }) => judgeVin(textIn(form, 'vin'), originIn(form)) === 'invalid',
  },
  { refusal: 'already-registered', field: 'vin', when: ({ subject }) => subject.isRegistered },
  {
    refusal: 'temp-plate-limit',
    field: 'vin',
    when: ({ subject }) => !mayIssueTemporaryPlate(subject.temporaryPlates.length),
  },
  {
    refusal: 'insurance-missing',
    field: 'insurancePolicyNo',
    when: ({ form }) => textIn(form, 'insurancePolicyNo') === '',
  },
  {
    refusal: 'insurance-missing',
    field: 'insuranceValidTo',
    when: ({ form, today }) => (dateIn(form, 'insuranceValidTo') ?? '') < today,
  },
  {
    refusal: 'field-required',
    field: 'invoiceNo',
    when: (given) => isBought(given) && textIn(given.form, 'invoiceNo') === '',
    slots: { field: '购车发票号码', fieldEn: 'Invoice number' },
  },
  ...OF_A_BUYER.map(neededOfABuyer),
];
