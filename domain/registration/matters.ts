// Registrations as cases of the engine: taken down at the window, looked at by a second person, done within one working day (二).
import type { RefusalCode } from '../refusals.ts';
import type { Matter } from '../services/define.ts';

const reviewed = {
  lifecycle: 'L-REGISTER',
  steps: ['submit', 'approve', 'register'],
  handBack: null,
} as const satisfies Partial<Matter>;

/** What a reviewer may find of a person, beside the common reasons. */
const OF_PEOPLE = [
  'register-mismatch',
  'nothing-on-file',
  'document-kind-not-accepted',
  'identity-document-expired',
  'identity-differs',
  'residence-permit-required',
] as const satisfies readonly RefusalCode[];

/** What a reviewer may find of a unit (registration.md §5). */
const OF_UNITS = [
  'org-code-invalid',
  'unit-name-mismatch',
  'agent-without-authorisation',
  'legal-representative-mismatch',
  'option-not-allowed',
  'unit-already-registered',
  'identity-document-expired',
] as const satisfies readonly RefusalCode[];

export const REGISTRATION_MATTERS = {
  'individual-registration': {
    ...reviewed,
    id: 'individual-registration',
    name: '个人用户窗口注册',
    clerkReasons: OF_PEOPLE,
    english: 'Registration of an individual at the window',
    effect: { kind: 'register-individual' },
  },
  'unit-registration': {
    ...reviewed,
    id: 'unit-registration',
    name: '单位用户窗口注册',
    clerkReasons: OF_UNITS,
    english: 'Registration of a unit at the window',
    effect: { kind: 'register-unit' },
  },
  'registration-upgrade': {
    ...reviewed,
    id: 'registration-upgrade',
    name: '互联网用户转窗口用户注册',
    clerkReasons: OF_PEOPLE,
    english: 'Upgrade of an online user to a window user',
    effect: { kind: 'upgrade-account' },
  },
  'registration-change': {
    ...reviewed,
    id: 'registration-change',
    name: '互联网用户注册信息变更',
    clerkReasons: [
      ...OF_PEOPLE,
      'agent-without-authorisation',
      'legal-representative-mismatch',
      'option-not-allowed',
    ],
    english: 'Change of a registration',
    effect: { kind: 'change-account' },
  },
  'new-car-registration': {
    ...reviewed,
    id: 'new-car-registration',
    name: '新车车主网上注册',
    clerkReasons: [],
    english: 'Online registration of a new car’s owner',
    lifecycle: 'L-NEW-CAR',
    steps: ['submit', 'conclude'],
    effect: { kind: 'none' },
  },
} as const satisfies Readonly<Record<string, Matter>>;

export type RegistrationMatter = keyof typeof REGISTRATION_MATTERS;

/** The registration of an id; undefined for anything else. */
export function findRegistrationMatter(id: string): Matter | undefined {
  return Object.values(REGISTRATION_MATTERS).find((matter) => matter.id === id);
}
