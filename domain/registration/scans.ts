// 身份证明复印件 and what else is scanned at the window, by what is registered (registration.md §3, §5).
import { RESIDENT_CATEGORIES } from '../identity/identity-document.ts';
import type { Refusal } from '../refusals.ts';
import type { AccountChange } from './changes.ts';
import type { RegistrationForm } from './form.ts';

export const SCANS = {
  'identity-document': { zh: '身份证明复印件', en: 'copy of the identity document' },
  'residence-permit': { zh: '居住、暂住证明复印件', en: 'copy of the residence permit' },
  'organisation-code-certificate': {
    zh: '组织机构代码证(营业执照)复印件',
    en: 'copy of the organisation code certificate or business licence',
  },
  authorisation: { zh: '委托代理授权书', en: 'authorisation of the agent' },
  photo: { zh: '本人照片', en: 'photograph of the person' },
  'signed-form': { zh: '签字的申请表', en: 'signed application form' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

export type ScanKind = keyof typeof SCANS;

/** Whether a text is the kind of a scan. */
export function isScanKind(text: string): text is ScanKind {
  return Object.hasOwn(SCANS, text);
}

/** The scans that a registration cannot be taken down without. */
export function scansNeeded(form: RegistrationForm): readonly ScanKind[] {
  switch (form.matter) {
    case 'individual-registration':
    case 'registration-upgrade': {
      const also: readonly string[] = RESIDENT_CATEGORIES[form.individual.category].also;
      return also.includes('residence-permit')
        ? ['identity-document', 'residence-permit']
        : ['identity-document'];
    }
    case 'unit-registration':
      return [
        'identity-document',
        'organisation-code-certificate',
        ...(form.unit.agent === null ? [] : ['authorisation' as const]),
      ];
    case 'registration-change':
      return scansOfChange(form.change);
  }
}

function scansOfChange({ kind }: AccountChange): readonly ScanKind[] {
  return kind === 'unit-agent' ? ['identity-document', 'authorisation'] : ['identity-document'];
}

/** The first scan that is missing, as a refusal, or null. */
export function missingScan(form: RegistrationForm, kinds: readonly string[]): Refusal | null {
  const missing = scansNeeded(form).find((kind) => !kinds.includes(kind));
  if (missing === undefined) return null;
  const { zh, en } = SCANS[missing];
  return { code: 'document-missing', pointer: '/documents', slots: { document: zh, documentEn: en } };
}
