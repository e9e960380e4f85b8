// From what a registrar sent to what is registered: numbers and codes in the one form in which they are stored.
import type { z } from 'zod';
import { type LocalDate, parseLocalDate } from '../domain/calendar/local-date.ts';
import { normaliseIdDocNo } from '../domain/identity/identity-document.ts';
import { normaliseMobile } from '../domain/identity/mobile.ts';
import { normaliseOrganisationCode } from '../domain/identity/organisation-code.ts';
import { normaliseUscc } from '../domain/identity/uscc.ts';
import type { AccountChange } from '../domain/registration/changes.ts';
import type { RegistrationForm } from '../domain/registration/form.ts';
import type { IdentityPaper } from '../domain/registration/identity-paper.ts';
import type { IndividualRegistration } from '../domain/registration/individual.ts';
import type { Agent, LegalRepresentative, UnitRegistration } from '../domain/registration/unit.ts';
import type { BodyOf } from './contract/define.ts';
import type {
  Agent as AgentBody,
  Change,
  IdentityDocument,
  Individual,
  LegalRepresentative as RepresentativeBody,
  registrationContracts,
  Unit,
} from './contract/registrations.ts';

export type NewRegistration = BodyOf<typeof registrationContracts.file>;

/** The registration that a body makes. */
export function registrationOf(body: NewRegistration): RegistrationForm {
  switch (body.matter) {
    case 'individual-registration':
    case 'registration-upgrade':
      return { matter: body.matter, individual: individualOf(body.individual) };
    case 'unit-registration':
      return { matter: body.matter, unit: unitOf(body.unit) };
    case 'registration-change':
      return { matter: body.matter, change: changeOf(body.change) };
  }
}

const dateOr = (text: string | null): LocalDate | null => (text === null ? null : parseLocalDate(text));

function paperOf(paper: z.output<typeof IdentityDocument>): IdentityPaper {
  const { kind, number, issuedOn, validFrom, validTo } = paper;
  return {
    kind,
    number: normaliseIdDocNo(kind, number),
    issuedOn: parseLocalDate(issuedOn),
    validFrom: parseLocalDate(validFrom),
    validTo: dateOr(validTo),
  };
}

function individualOf(body: z.output<typeof Individual>): IndividualRegistration {
  const { residencePermit } = body;
  return {
    ...body,
    document: paperOf(body.document),
    birthOn: parseLocalDate(body.birthOn),
    residencePermit: residencePermit && {
      number: normaliseIdDocNo('residence-permit', residencePermit.number),
      validTo: dateOr(residencePermit.validTo),
    },
    mobile: normaliseMobile(body.mobile),
  };
}

const representativeOf = ({ name, document }: z.output<typeof RepresentativeBody>): LegalRepresentative => ({
  name,
  document: paperOf(document),
});

function agentOf({ name, document, mobile, authorisation }: z.output<typeof AgentBody>): Agent {
  return {
    name,
    document: paperOf(document),
    mobile: normaliseMobile(mobile),
    authorisation: authorisation && { ...authorisation, signedOn: parseLocalDate(authorisation.signedOn) },
  };
}

function unitOf(body: z.output<typeof Unit>): UnitRegistration {
  return {
    ...body,
    orgCode: body.orgCode === null ? null : normaliseOrganisationCode(body.orgCode),
    uscc: body.uscc === null ? null : normaliseUscc(body.uscc),
    mobile: normaliseMobile(body.mobile),
    legalRepresentative: representativeOf(body.legalRepresentative),
    agent: body.agent && agentOf(body.agent),
  };
}

function changeOf(body: z.output<typeof Change>): AccountChange {
  switch (body.kind) {
    case 'mobile':
      return { kind: body.kind, mobile: normaliseMobile(body.mobile) };
    case 'id-number':
      return { kind: body.kind, document: paperOf(body.document) };
    case 'unit-agent':
      return { kind: body.kind, agent: agentOf(body.agent) };
    case 'unit-legal-representative':
      return { kind: body.kind, legalRepresentative: representativeOf(body.legalRepresentative) };
    case 'name':
    case 'reduce-to-online':
    case 'unit-options':
      return body;
  }
}
