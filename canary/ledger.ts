// Whose values are looked for: everything that the databases of a run hold sealed, and every name nobody else bears.
import pg from 'pg';
import { SealBroken, type Vault } from '../db/vault.ts';
import { parseLocalDate } from '../domain/calendar/local-date.ts';
import { isMobile } from '../domain/identity/mobile.ts';
import { findResidentId } from '../domain/identity/resident-id.ts';
import { isRareName } from '../prisma/seed/rare-names.ts';
import { type Canary, type CanaryKind, LEAST_BYTES } from './canary.ts';

/**
 * Where personal data is stored, and who may see it: sealed numbers of identity documents, other sealed texts, which
 * may be JSON, and texts in clear.
 */
export const SOURCES: readonly string[] = [
  `SELECT person.id || coalesce(array_agg(account.id) FILTER (WHERE account.id IS NOT NULL), '{}') AS owners,
     ARRAY[id_doc_no_sealed] AS numbers,
     ARRAY[person.mobile_sealed, landline_sealed, address_sealed, email_sealed] AS sealed, ARRAY[name] AS clear
   FROM person LEFT JOIN account ON account.person_id = person.id GROUP BY person.id`,
  `SELECT account.id || array(SELECT id FROM api_key WHERE account_id = account.id) AS owners,
     ARRAY[mobile_sealed] AS sealed, ARRAY[display_name] AS clear
   FROM account`,
  `SELECT applicant_id || array(SELECT id FROM api_key WHERE account_id = applicant_id) AS owners,
     ARRAY[form_sealed, address_sealed] AS sealed
   FROM application`,
  `SELECT ARRAY[account.id] AS owners, ARRAY[number_sealed] AS numbers
   FROM identity_document JOIN account USING (person_id)`,
  `SELECT ARRAY[account.id] AS owners, ARRAY[licence_no_sealed] AS numbers
   FROM licence JOIN account ON account.person_id = licence.holder_id`,
  `SELECT ARRAY[account.id] AS owners,
     ARRAY[r.mobile_sealed, landline_sealed, address_sealed, email_sealed] AS sealed
   FROM contact_record r JOIN account USING (person_id)`,
  `SELECT ARRAY[account.id] AS owners, ARRAY[employer_sealed] AS sealed
   FROM employment JOIN licence ON licence.id = licence_id JOIN account ON account.person_id = licence.holder_id`,
  `SELECT ARRAY[applicant_id] AS owners, ARRAY[id_doc_no_sealed] AS numbers, ARRAY[name_sealed] AS sealed
   FROM pickup_proxy JOIN application ON application.id = application_id`,
  `SELECT array_agg(account.id) || array(SELECT id FROM api_key WHERE unit_id = unit.id) AS owners,
     ARRAY[legal_representative_sealed, agent_sealed, telephone_sealed, address_sealed] AS sealed
   FROM unit JOIN account ON account.unit_id = unit.id GROUP BY unit.id`,
  `SELECT array(SELECT id FROM account WHERE unit_id = e.hospital_unit_id OR person_id = e.person_id)
     || array(SELECT id FROM api_key WHERE unit_id = e.hospital_unit_id) AS owners,
     ARRAY[person.id_doc_no_sealed] AS numbers, ARRAY[doctor_sealed, items_sealed] AS sealed,
     ARRAY[person.name] AS clear
   FROM body_exam e JOIN person ON person.id = e.person_id`,
  // Whose licence an entry names, nobody else is told: its holder is found by the licence itself.
  `SELECT '{}'::uuid[] AS owners, ARRAY[body_sealed] AS sealed FROM violation_entry`,
  `SELECT array_remove(ARRAY[w.proposed_by_id, w.decided_by_id], NULL) AS owners, ARRAY[note_sealed] AS sealed
   FROM decision_withdrawal w`,
  `SELECT array_remove(ARRAY[account_id, applicant_id], NULL) AS owners, ARRAY[to_sealed, slots_sealed] AS sealed
   FROM message LEFT JOIN application ON application.id = application_id`,
];

interface Stored {
  readonly owners: readonly string[];
  readonly numbers?: readonly (string | null)[];
  readonly sealed?: readonly (string | null)[];
  readonly clear?: readonly string[];
}

export interface Ledger {
  readonly canaries: readonly Canary[];
  /** Sealed texts that the vault did not open: sealed by a test under keys of its own. */
  readonly unopened: number;
}

/** What one database holds. */
export async function readLedger(url: string, vault: Vault): Promise<Ledger> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const canaries: Canary[] = [];
  let unopened = 0;
  const open = (texts: Stored['sealed'] = []) =>
    texts.flatMap((sealed) => {
      if (sealed === null) return [];
      const text = findOpened(vault, sealed);
      if (text === undefined) unopened += 1;
      return text ?? [];
    });
  try {
    for (const source of SOURCES) {
      const { rows } = await client.query<Stored>(source);
      for (const { owners, numbers, sealed, clear = [] } of rows) {
        const texts = [...open(sealed).flatMap(textsIn), ...clear];
        const found = [
          ...open(numbers).map((value) => ({ kind: numberKindOf(value), value })),
          ...texts.map((value) => ({ kind: kindOf(value), value })),
        ];
        for (const { kind, value } of found)
          if (kind !== undefined && Buffer.byteLength(value) >= LEAST_BYTES)
            canaries.push({ kind, value, owners: new Set(owners) });
      }
    }
  } finally {
    await client.end();
  }
  return { canaries, unopened };
}

/** One canary a value, owned by everybody who has it. */
export function merge(ledgers: readonly Ledger[]): Ledger {
  const byValue = new Map<string, Canary & { owners: Set<string> }>();
  for (const { kind, value, owners } of ledgers.flatMap(({ canaries }) => canaries)) {
    const known = byValue.get(value);
    if (known === undefined) byValue.set(value, { kind, value, owners: new Set(owners) });
    else for (const owner of owners) known.owners.add(owner);
  }
  const unopened = ledgers.reduce((sum, ledger) => sum + ledger.unopened, 0);
  return { canaries: [...byValue.values()], unopened };
}

function findOpened(vault: Vault, sealed: string): string | undefined {
  try {
    return vault.open(sealed);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

/** The text itself, or every text in it when it is JSON. */
function textsIn(text: string): readonly string[] {
  if (!/^[[{]/.test(text)) return [text];
  const texts: string[] = [];
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

const ANY_DAY = parseLocalDate('2100-01-01');
const DOOR = /\p{Script=Han}{4}.*[路街道巷村镇乡园区].*\d+(?:号|室)/u;

/** What a text is by its form; undefined when a find of it would mean nothing. */
export function kindOf(text: string): CanaryKind | undefined {
  if (isMobile(text)) return 'mobile';
  if (findResidentId(text, ANY_DAY)) return 'id-number';
  if (isRareName(text)) return 'name';
  if (text.length >= 10 && DOOR.test(text)) return 'address';
  return undefined;
}

/** The number of a document of any kind; tests put other things in its place where it does not matter. */
function numberKindOf(text: string): CanaryKind | undefined {
  return /^(?=.*\d{6})[A-Z0-9()]{8,20}$/.test(text) ? 'id-number' : undefined;
}
