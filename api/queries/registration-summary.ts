// A registration as it is seen in a list of answers: flat, and masked. Whoever must see it in full prints the form.

import { maskAddress, maskIdNo, maskMobile, maskName } from '../../domain/identity/masking.ts';
import type { AccountChange } from '../../domain/registration/changes.ts';
import type { RegistrationForm } from '../../domain/registration/form.ts';
import type { IdentityPaper } from '../../domain/registration/identity-paper.ts';
import type { IndividualRegistration } from '../../domain/registration/individual.ts';
import type { Agent, UnitRegistration } from '../../domain/registration/unit.ts';
import type { Form } from '../../domain/services/define.ts';

/** What was taken down, masked; the members of its parts are named together, as in `documentNumber`. */
export function registrationSummary(form: RegistrationForm): Form {
  switch (form.matter) {
    case 'individual-registration':
    case 'registration-upgrade':
      return individualSummary(form.individual);
    case 'unit-registration':
      return unitSummary(form.unit);
    case 'registration-change':
      return { change: form.change.kind, ...changeSummary(form.change) };
  }
}

function individualSummary(individual: IndividualRegistration): Form {
  const { category, document, name, sex, nationality, residencePermit, mobile, division } = individual;
  return {
    ...{ category, name: maskName(name), sex, mobile: maskMobile(mobile) },
    ...documentSummary('document', document),
    ...(nationality === null ? {} : { nationality }),
    ...(residencePermit === null ? {} : { residencePermitNumber: maskIdNo(residencePermit.number) }),
    ...{ division, address: maskAddress(individual.address) },
  };
}

/** Name and codes of a unit are no secret; its people are. */
function unitSummary(unit: UnitRegistration): Form {
  const { name, unitKind, orgCode, uscc, mobile, division, legalRepresentative, agent } = unit;
  return {
    ...{ name, unitKind, mobile: maskMobile(mobile) },
    ...(orgCode === null ? {} : { orgCode }),
    ...(uscc === null ? {} : { uscc }),
    options: unit.options.map(String),
    legalRepresentativeName: maskName(legalRepresentative.name),
    ...documentSummary('legalRepresentativeDocument', legalRepresentative.document),
    ...(agent === null ? {} : agentSummary(agent)),
    ...{ division, address: maskAddress(unit.address) },
  };
}

function agentSummary({ name, document, mobile, authorisation }: Agent): Form {
  return {
    ...{ agentName: maskName(name), agentMobile: maskMobile(mobile) },
    ...documentSummary('agentDocument', document),
    ...(authorisation === null ? {} : { authorisedOn: authorisation.signedOn }),
  };
}

function changeSummary(change: AccountChange): Form {
  switch (change.kind) {
    case 'mobile':
      return { mobile: maskMobile(change.mobile) };
    case 'name':
      return { name: maskName(change.name) };
    case 'id-number':
      return documentSummary('document', change.document);
    case 'reduce-to-online':
      return {};
    case 'unit-options':
      return { options: change.options.map(String) };
    case 'unit-agent':
      return agentSummary(change.agent);
    case 'unit-legal-representative':
      return {
        legalRepresentativeName: maskName(change.legalRepresentative.name),
        ...documentSummary('legalRepresentativeDocument', change.legalRepresentative.document),
      };
  }
}

function documentSummary(part: string, { kind, number, validFrom, validTo }: IdentityPaper): Form {
  return {
    [`${part}Kind`]: kind,
    [`${part}Number`]: maskIdNo(number),
    [`${part}ValidFrom`]: validFrom,
    ...(validTo === null ? {} : { [`${part}ValidTo`]: validTo }),
  };
}
