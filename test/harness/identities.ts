// People and units that nobody else is: numbers of every kind with right check characters, and forms made of them.
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import { hkCheckCharacter } from '../../domain/identity/hk-id.ts';
import type { IdDocKind, ResidentCategory } from '../../domain/identity/identity-document.ts';
import { organisationCheckCharacter } from '../../domain/identity/organisation-code.ts';
import { residentIdCheckCharacter } from '../../domain/identity/resident-id.ts';
import { usccCheckCharacter } from '../../domain/identity/uscc.ts';
import type { IdentityPaper } from '../../domain/registration/identity-paper.ts';
import type { IndividualRegistration } from '../../domain/registration/individual.ts';
import * as samples from '../../domain/registration/testing/samples.ts';
import type { Agent, UnitRegistration } from '../../domain/registration/unit.ts';
import type { UnitKind } from '../../domain/registration/unit-kinds.ts';

let made = 0;
function next(): number {
  made += 1;
  return made;
}

const digits = (n: number, length: number) => String(n).padStart(length, '0');

/** Born on 1990-03-07, a man, as the samples have it; every other one of 4128, the prefix of 驻马店 until 2000. */
function newResidentId(): string {
  const n = next();
  const division = `${n % 2 === 0 ? '4117' : '4128'}${digits(1 + (Math.floor(n / 400) % 90), 2)}`;
  const body = `${division}19900307${digits(2 * (n % 400) + 101, 3)}`;
  return body + residentIdCheckCharacter(body);
}

function newHkId(): string {
  const body = `K${digits(next(), 6)}`;
  return body + hkCheckCharacter(body);
}

const NUMBERS: Readonly<Record<IdDocKind, () => string>> = {
  'resident-id': newResidentId,
  'temporary-resident-id': newResidentId,
  'residence-permit': () => `豫Q驻2015第${digits(next(), 5)}号`,
  'hk-id': newHkId,
  'macau-id': () => `5${digits(next(), 7)}`,
  'taiwan-permit': () => digits(next(), 8),
  'china-travel-document': () => `L${digits(next(), 8)}`,
  'chinese-passport': () => `E${digits(next(), 8)}`,
  'foreign-passport': () => `X${digits(next(), 7)}`,
  'other-travel-document': () => `T${digits(next(), 7)}`,
  'diplomatic-id': () => `DIP-2015-${digits(next(), 4)}`,
};

/** A right number that no document has had. */
export function newNumber(kind: IdDocKind): string {
  return NUMBERS[kind]();
}

export function newMobile(): string {
  return `139${digits(next(), 8)}`;
}

/** Nine characters, the last the check. */
export function newOrgCode(): string {
  const body = `7${digits(next(), 7)}`;
  return body + organisationCheckCharacter(body);
}

/** The unified social credit code of a unit. */
export function usccOf(orgCode: string): string {
  const body = `91411700${orgCode}`;
  return body + usccCheckCharacter(body);
}

const GIVEN = '嘉禾景行明远思齐安平清和若水望舒文渊子衿长庚';

/** Two characters that tell which one it is. */
function newGivenName(): string {
  const n = next();
  return `${GIVEN[n % GIVEN.length]}${GIVEN[Math.floor(n / GIVEN.length) % GIVEN.length]}`;
}

export function newPaper(kind: IdDocKind, more: Partial<IdentityPaper> = {}): IdentityPaper {
  return samples.paper(kind, { number: newNumber(kind), ...more });
}

/** Somebody of a category with a document of the kind, and a mobile of their own. */
export function newIndividual(
  category: ResidentCategory,
  kind: IdDocKind,
  more: Partial<IndividualRegistration> = {},
): IndividualRegistration {
  const own = { document: newPaper(kind), mobile: newMobile(), name: `欧阳${newGivenName()}` };
  return samples.individual(category, kind, { ...own, ...more });
}

/** A unit of a kind with everything its kind may choose, and no agent. */
export function newUnit(unitKind: UnitKind, more: Partial<UnitRegistration> = {}): UnitRegistration {
  const orgCode = newOrgCode();
  return samples.unit(unitKind, {
    name: `驻马店市${newGivenName()}${orgCode.slice(3, 8)}有限公司`,
    ...{ orgCode, mobile: newMobile() },
    legalRepresentative: { name: `张${newGivenName()}`, document: newPaper('resident-id') },
    ...more,
  });
}

/** Somebody whom the unit has authorised. */
export function newAgent(unitName: string, more: Partial<Agent> = {}): Agent {
  const name = `李${newGivenName()}`;
  return {
    ...{ name, document: newPaper('resident-id'), mobile: newMobile() },
    authorisation: {
      ...{ agentName: name, unitName, scope: '办理互联网单位用户注册', sealed: true },
      signedOn: parseLocalDate('2015-10-30'),
    },
    ...more,
  };
}
