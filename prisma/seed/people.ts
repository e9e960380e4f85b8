// People with identity documents of every category, a mobile and an address.
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { instantAt } from '../../domain/calendar/local-date.ts';
import type { Chance } from './chance.ts';
import { drawDoor, drawName, type Sex } from './names.ts';
import type { Numbering } from './numbers.ts';
import { drawBirthplace, drawPlace, type Place } from './places.ts';
import type { PersonRow } from './rows.ts';

/** What is settled about a person beforehand; the rest is drawn. */
export interface PersonPlan {
  readonly birthOn: LocalDate;
  readonly name?: string;
  readonly sex?: Sex;
  readonly place?: Place;
  readonly birthplace?: string;
}

const FOREIGN_DOCUMENTS = [
  { weight: 2, category: 'taiwan', kind: 'taiwan-permit', prefix: '0' },
  { weight: 2, category: 'overseas-chinese', kind: 'chinese-passport', prefix: 'E' },
  { weight: 1, category: 'foreigner', kind: 'foreign-passport', prefix: 'P' },
] as const;

const FOREIGN_SHARE = 0.004;

export function makePerson(
  plan: PersonPlan,
  numbers: Numbering,
  chance: Chance,
  today: LocalDate,
): PersonRow {
  const sex = plan.sex ?? (chance.happens(0.62) ? 'M' : 'F');
  const name = plan.name ?? drawName(chance, sex);
  const place = plan.place ?? drawPlace(chance);
  const birthplace = plan.birthplace ?? drawBirthplace(chance, Number(plan.birthOn.slice(0, 4)));
  const identity =
    plan.birthplace === undefined && chance.happens(FOREIGN_SHARE)
      ? foreignIdentity(numbers, chance, plan.birthOn)
      : residentIdentity(numbers, birthplace, plan.birthOn, sex);
  return {
    ...identity,
    id: numbers.uuid('person'),
    name,
    sex,
    residence_division: place.division,
    mobile: numbers.mobile(),
    postcode: place.postcode,
    address: place.name + drawDoor(chance),
    division: place.division,
    contact_since: instantAt(today, 0),
    deceased: false,
  };
}

type Identity = Pick<PersonRow, 'id_doc_kind' | 'id_doc_no' | 'resident_category' | 'birth_on'>;

function residentIdentity(numbers: Numbering, birthplace: string, wantedOn: LocalDate, sex: Sex): Identity {
  const { idDocNo, birthOn } = numbers.resident(birthplace, wantedOn, sex);
  const isLocal = birthplace.startsWith('4117') || birthplace.startsWith('4128');
  const category = isLocal ? 'local' : 'mainland-temporary';
  return { id_doc_kind: 'resident-id', id_doc_no: idDocNo, resident_category: category, birth_on: birthOn };
}

/** Letters and lengths of each kind of document; the partition keeps runs apart. */
function foreignIdentity(numbers: Numbering, chance: Chance, birthOn: LocalDate): Identity {
  const { category, kind, prefix } = chance.weighted(FOREIGN_DOCUMENTS);
  const serial = String(numbers.serial(`passport/${kind}`)).padStart(6, '0');
  const id_doc_no = `${prefix}${numbers.partition}${serial}${prefix === '0' ? '' : '7'}`;
  return { id_doc_kind: kind, id_doc_no, resident_category: category, birth_on: birthOn };
}
