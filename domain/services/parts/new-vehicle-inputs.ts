// Inputs about a vehicle that is not registered yet: of a preselected number, and of a temporary plate.
import { TEMPORARY_PLATE_SCOPES } from '../../plates/temporary-plate.ts';
import type { Choice, Field } from '../define.ts';
import { TRUE_STATEMENT } from './inputs.ts';

/** Text, so that what is no VIN gets the service's own sentence. */
export const NEW_VIN = {
  name: 'vin',
  zh: '车辆识别代号',
  en: 'Vehicle identification number',
  required: true,
  kind: 'text',
  maxLength: 40,
  help: '17位,字母须大写',
} as const satisfies Field;

/** The maker of an imported vehicle need not use the check character of its VIN. */
export const VIN_ORIGIN = {
  name: 'origin',
  zh: '国产或进口',
  en: 'Made here or imported',
  required: true,
  kind: 'choice',
  choices: [
    { value: 'domestic', zh: '国产', en: 'Made in China' },
    { value: 'imported', zh: '进口', en: 'Imported' },
  ],
} as const satisfies Field;

/** 机动车登记规定 第四十五条: the two cases that can be applied for online; research and special vehicles come to the window. */
const PLATE_REASONS = [
  { value: 'unsold', zh: '未销售的', en: 'Not sold yet' },
  {
    value: 'bought',
    zh: '购买、调拨、赠予等方式获得后尚未注册登记的',
    en: 'Bought, transferred or given, and not registered yet',
  },
] as const satisfies readonly Choice[];

const SCOPES = Object.entries(TEMPORARY_PLATE_SCOPES).map(([value, { zh, en, mostDays }]) => ({
  ...{ value, zh: `${zh}(${mostDays}日)`, en: `${en} (${mostDays} days)` },
}));

const OWNER = [
  {
    name: 'buyerName',
    zh: '机动车所有人',
    en: 'Owner of the vehicle',
    required: true,
    kind: 'text',
    maxLength: 60,
    help: '未销售的填写本单位名称',
  },
  {
    name: 'buyerIdNumber',
    zh: '所有人身份证明号码',
    en: 'Identity number of the owner',
    required: true,
    kind: 'identity-number',
    help: '单位填写组织机构代码或统一社会信用代码',
  },
] as const satisfies readonly Field[];

const PAPERS = [
  // Without it the sentence about the insurance is said, not one about a field.
  {
    name: 'insurancePolicyNo',
    zh: '交强险保险单号',
    en: 'Number of the compulsory insurance policy',
    required: false,
    kind: 'certificate-number',
  },
  { name: 'insuranceValidTo', zh: '交强险有效期至', en: 'Insured until', required: false, kind: 'date' },
  {
    name: 'certificateNo',
    zh: '合格证(进口凭证)编号',
    en: 'Number of the maker’s or import certificate',
    required: true,
    kind: 'certificate-number',
  },
  {
    name: 'invoiceNo',
    zh: '购车发票号码',
    en: 'Invoice number',
    required: false,
    kind: 'certificate-number',
    help: '已购买的填写',
  },
] as const satisfies readonly Field[];

export const TEMPORARY_PLATE_INPUTS: readonly Field[] = [
  NEW_VIN,
  VIN_ORIGIN,
  { name: 'engineNo', zh: '发动机号', en: 'Engine number', required: true, kind: 'text', maxLength: 40 },
  { name: 'brandModel', zh: '厂牌型号', en: 'Make and model', required: true, kind: 'text', maxLength: 60 },
  { name: 'reason', zh: '申领情形', en: 'Case', required: true, kind: 'choice', choices: PLATE_REASONS },
  {
    name: 'scope',
    zh: '行驶区域',
    en: 'Where it will be driven',
    required: true,
    kind: 'choice',
    choices: SCOPES,
  },
  ...OWNER,
  ...PAPERS,
  TRUE_STATEMENT,
];
