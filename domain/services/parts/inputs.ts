// Inputs that several services ask for.
import type { Choice, Field } from '../define.ts';

/** A trailer or motorcycle has one plate: all of them, then. */
export const WHICH_PLATES = [
  { value: 'both', zh: '全部号牌', en: 'All plates' },
  { value: 'front', zh: '仅前号牌', en: 'Front plate only' },
  { value: 'rear', zh: '仅后号牌', en: 'Rear plate only' },
] as const satisfies readonly Choice[];

export const TRUE_STATEMENT = {
  name: 'declaration',
  zh: '本人声明所填内容真实',
  en: 'I declare that what I have stated is true',
  required: true,
  kind: 'declaration',
} as const satisfies Field;

/** Number of the 身体条件证明 a hospital has issued. */
export function certificateNumber(required: boolean, help: string): Field {
  return {
    name: 'certNo',
    zh: '身体条件证明编号',
    en: 'Number of the body-condition certificate',
    required,
    kind: 'certificate-number',
    help,
  };
}

/** 遗失的书面声明, from which the platform makes the signed paper. */
export function lossStatement(required: boolean): Field {
  return {
    name: 'lossStatement',
    zh: '遗失声明',
    en: 'Statement of loss',
    required,
    kind: 'text',
    maxLength: 500,
    multiline: true,
    help: '说明驾驶证遗失的时间、地点和经过',
  };
}
