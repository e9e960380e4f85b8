// 单位用户窗口注册: the documents of a unit, who acts for it, and the services it chooses (registration.md §5–§6).
import type { LocalDate } from '../calendar/local-date.ts';
import { isMobile } from '../identity/mobile.ts';
import { isOrganisationCode, normaliseOrganisationCode } from '../identity/organisation-code.ts';
import { isUscc, organisationCodeOf } from '../identity/uscc.ts';
import { type Refusal, refusalUnder } from '../refusals.ts';
import { checkIdentityPaper, type IdentityPaper } from './identity-paper.ts';
import { mayChooseOption, type UnitKind, type UnitOption } from './unit-kinds.ts';

/** 委托代理授权书 */
export interface Authorisation {
  readonly agentName: string;
  readonly unitName: string;
  readonly scope: string;
  readonly signedOn: LocalDate;
  readonly sealed: boolean;
}

export interface Agent {
  readonly name: string;
  readonly document: IdentityPaper;
  readonly mobile: string;
  readonly authorisation: Authorisation | null;
}

export interface LegalRepresentative {
  readonly name: string;
  readonly document: IdentityPaper;
}

export interface UnitRegistration {
  readonly name: string;
  readonly unitKind: UnitKind;
  /** 组织机构代码; one of the two codes is there. */
  readonly orgCode: string | null;
  /** 统一社会信用代码 of a business licence, from 2015-10-01. */
  readonly uscc: string | null;
  readonly division: string;
  readonly address: string;
  readonly postcode: string;
  readonly telephone: string;
  /** Of whoever uses the account first. */
  readonly mobile: string;
  readonly legalRepresentative: LegalRepresentative;
  /** Who comes in the place of the legal representative. */
  readonly agent: Agent | null;
  readonly options: readonly UnitOption[];
}

/** What an earlier registration of the same code has on record. */
export interface UnitOnFile {
  readonly name: string;
  readonly legalRepresentativeName: string;
  readonly isLiving: boolean;
}

/** The organisation code a unit is known by; null where neither of its codes is right, or they do not agree. */
export function orgCodeOf({ orgCode, uscc }: Pick<UnitRegistration, 'orgCode' | 'uscc'>): string | null {
  if (uscc !== null) {
    if (!isUscc(uscc)) return null;
    const inside = organisationCodeOf(uscc);
    return orgCode === null || normaliseOrganisationCode(orgCode) === inside ? inside : null;
  }
  return orgCode !== null && isOrganisationCode(orgCode) ? normaliseOrganisationCode(orgCode) : null;
}

/** Who uses the account first: the agent, or else the legal representative. */
export function handlerOf({ agent, legalRepresentative, mobile }: UnitRegistration) {
  return { name: agent?.name ?? legalRepresentative.name, mobile };
}

/** The first reason why the unit cannot be registered, or null. Pointers are relative to the form. */
export function checkUnit(
  form: UnitRegistration,
  onFile: UnitOnFile | null,
  today: LocalDate,
): Refusal | null {
  if (orgCodeOf(form) === null)
    return { code: 'org-code-invalid', pointer: form.uscc === null ? '/orgCode' : '/uscc' };
  return (
    checkAgainstFile(form, onFile) ??
    refusalUnder('/legalRepresentative', checkRepresentative(form.legalRepresentative, today)) ??
    (form.agent && refusalUnder('/agent', checkAgent(form.agent, form.name, today))) ??
    checkOptions(form.unitKind, form.options) ??
    (isMobile(form.mobile) ? null : { code: 'mobile-invalid', pointer: '/mobile' })
  );
}

function checkAgainstFile(form: UnitRegistration, onFile: UnitOnFile | null): Refusal | null {
  if (onFile === null) return null;
  if (onFile.isLiving) return { code: 'unit-already-registered' };
  if (onFile.name !== form.name) return { code: 'unit-name-mismatch', pointer: '/name' };
  return onFile.legalRepresentativeName === form.legalRepresentative.name
    ? null
    : { code: 'legal-representative-mismatch', pointer: '/legalRepresentative/name' };
}

/** Why somebody does not identify as the legal representative, or null. */
export function checkRepresentative({ document }: LegalRepresentative, today: LocalDate): Refusal | null {
  return refusalUnder('/document', checkIdentityPaper(document, today));
}

/** Why somebody may not act for the unit of that name, or null: 委托代理授权书 names agent, unit, scope, date and seal. */
export function checkAgent(agent: Agent, unitName: string, today: LocalDate): Refusal | null {
  const { authorisation } = agent;
  const isAuthorised =
    authorisation !== null &&
    authorisation.agentName === agent.name &&
    authorisation.unitName === unitName &&
    authorisation.sealed &&
    authorisation.signedOn <= today;
  return (
    refusalUnder('/document', checkIdentityPaper(agent.document, today)) ??
    (isMobile(agent.mobile) ? null : { code: 'mobile-invalid', pointer: '/mobile' }) ??
    (isAuthorised ? null : { code: 'agent-without-authorisation', pointer: '/authorisation' })
  );
}

/** Why a unit of the kind may not have these service options, or null. */
export function checkOptions(kind: UnitKind, options: readonly UnitOption[]): Refusal | null {
  if (options.length === 0)
    return {
      code: 'field-required',
      pointer: '/options',
      slots: { field: '服务选项', fieldEn: 'service options' },
    };
  const wrong = options.findIndex((option) => !mayChooseOption(kind, option));
  return wrong === -1 ? null : { code: 'option-not-allowed', pointer: `/options/${wrong}` };
}
