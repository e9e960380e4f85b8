// Every column that holds sealed data, as data: what a rotation visits, and what status counts. A test holds it against the tables.
import { ID_DOCUMENTS, normaliseIdDocNo } from '../domain/identity/identity-document.ts';
import { normaliseMobile } from '../domain/identity/mobile.ts';
import { normaliseResidentId } from '../domain/identity/resident-id.ts';
import type { IndexPurpose } from './vault.ts';

/** Columns of one row as texts. */
export type ColumnTexts = Readonly<Record<string, string | null>>;

export interface SealedColumn {
  readonly name: string;
  /** How what is sealed here is found again. */
  readonly index?: {
    readonly name: string;
    readonly purpose: IndexPurpose;
    /** The one spelling that is indexed; `row` holds the table's `beside` columns. */
    readonly spelt: (text: string, row: ColumnTexts) => string;
  };
}

export interface SealedTable {
  readonly name: string;
  /** The primary key, in its order. */
  readonly key: readonly { readonly name: string; readonly type: 'uuid' | 'text' }[];
  readonly columns: readonly SealedColumn[];
  /** Columns that an index depends on. */
  readonly beside?: readonly string[];
}

const ID = [{ name: 'id', type: 'uuid' }] as const;

const MOBILE = {
  name: 'mobile_sealed',
  index: { name: 'mobile_index', purpose: 'mobile', spelt: normaliseMobile },
} as const satisfies SealedColumn;

/** Tables with sealed texts. A row is rewritten whole: its checks look at all of its columns at once. */
export const SEALED_TABLES: readonly SealedTable[] = [
  {
    name: 'person',
    key: ID,
    beside: ['id_doc_kind'],
    columns: [
      {
        name: 'id_doc_no_sealed',
        index: { name: 'id_doc_no_index', purpose: 'id-number', spelt: speltByKind },
      },
      MOBILE,
      { name: 'landline_sealed' },
      { name: 'address_sealed' },
      { name: 'email_sealed' },
    ],
  },
  {
    name: 'licence',
    key: ID,
    columns: [
      {
        name: 'licence_no_sealed',
        index: { name: 'licence_no_index', purpose: 'id-number', spelt: normaliseResidentId },
      },
    ],
  },
  { name: 'account', key: ID, columns: [MOBILE, { name: 'totp_sealed' }] },
  { name: 'identity_document', key: ID, columns: [{ name: 'number_sealed' }] },
  {
    name: 'unit',
    key: ID,
    columns: [
      { name: 'legal_representative_sealed' },
      { name: 'agent_sealed' },
      { name: 'address_sealed' },
      { name: 'telephone_sealed' },
    ],
  },
  {
    name: 'contact_record',
    key: ID,
    columns: [MOBILE, { name: 'landline_sealed' }, { name: 'address_sealed' }, { name: 'email_sealed' }],
  },
  { name: 'employment', key: ID, columns: [{ name: 'employer_sealed' }] },
  {
    name: 'body_exam',
    key: [{ name: 'cert_no', type: 'text' }],
    columns: [{ name: 'items_sealed' }, { name: 'doctor_sealed' }],
  },
  { name: 'application', key: ID, columns: [{ name: 'form_sealed' }, { name: 'address_sealed' }] },
  {
    name: 'pickup_proxy',
    key: [{ name: 'application_id', type: 'uuid' }],
    columns: [{ name: 'name_sealed' }, { name: 'id_doc_no_sealed' }],
  },
  {
    name: 'violation_entry',
    key: [
      { name: 'kind', type: 'text' },
      { name: 'subject', type: 'text' },
    ],
    columns: [{ name: 'body_sealed' }],
  },
  { name: 'decision_withdrawal', key: ID, columns: [{ name: 'note_sealed' }] },
  { name: 'message', key: ID, columns: [{ name: 'to_sealed' }, { name: 'slots_sealed' }] },
  {
    name: 'phone_code',
    key: [
      { name: 'mobile_index', type: 'text' },
      { name: 'purpose', type: 'text' },
    ],
    columns: [{ name: 'code_sealed' }],
  },
  {
    name: 'idempotency_key',
    key: [
      { name: 'account_id', type: 'text' },
      { name: 'key', type: 'text' },
    ],
    columns: [{ name: 'body_sealed' }],
  },
];

export interface SealedBytes {
  readonly table: string;
  readonly column: string;
}

/** Sealed bytes are large and few: they are read one by one. Their rows have an `id`. */
export const SEALED_BYTES: readonly SealedBytes[] = [
  { table: 'document', column: 'content_sealed' },
  { table: 'evidence', column: 'content_sealed' },
];

function speltByKind(text: string, { id_doc_kind: kind }: ColumnTexts): string {
  return isIdDocKind(kind) ? normaliseIdDocNo(kind, text) : text;
}

function isIdDocKind(kind: string | null | undefined): kind is keyof typeof ID_DOCUMENTS {
  return typeof kind === 'string' && Object.hasOwn(ID_DOCUMENTS, kind);
}
