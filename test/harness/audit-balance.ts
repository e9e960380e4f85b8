// Mutations = audit rows: triggers note which transactions change what people keep here, and which add to the audit trail.
import pg from 'pg';
import { asOwner } from './database.ts';

/** What keeps the platform going and tells of nobody's act. */
const TECHNICAL_TABLES = [
  '_prisma_migrations',
  'seed_run',
  'session',
  'rate_limit',
  'idempotency_key',
  'pending_poke',
  'payment_poke',
  // What a bank has told by its own number: that it is told once more, or of what is known, changes nothing.
  'bank_notice',
  'audit_link',
];
/** Columns of other tables that do the same: what was used once, and guessed how often. */
const TECHNICAL_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  account: ['totp_step'],
  api_key: ['last_used_at'],
  phone_code: ['tries', 'used_at'],
};

export interface Balance {
  /** Transactions that changed something. */
  readonly mutations: number;
  /** What was changed by those of them without a row of the audit trail, as in `account, message`. */
  readonly unaudited: readonly string[];
  /** What is told by those of them with several rows of it about one object, as in `accept, accept`. */
  readonly repeated: readonly string[];
  /** What is told by those that changed several objects, each with its own row. */
  readonly together: readonly string[];
  /** What the trail tells of without a change: refused attempts as `action: refusal`, readings as `action`. */
  readonly acts: readonly string[];
}

export interface AuditBalance {
  /** What happened while the work was done; nothing else may be under way. */
  during<T>(work: () => Promise<T>): Promise<Balance & { readonly result: T }>;
  close(): Promise<void>;
}

/** Watches a test database from now on. */
export async function watchAuditBalance(ownerUrl: string): Promise<AuditBalance> {
  await asOwner(ownerUrl, SCHEMA);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT table_name = ANY($1)`,
    [TECHNICAL_TABLES],
  );
  for (const { name } of rows) await owner.query(triggersOf(name));
  const take = async () => {
    const noted = await owner.query<Noted>(TAKE);
    return noted.rows;
  };
  return {
    during: async (work) => {
      await take();
      const result = await work();
      return { ...balanceOf(await take()), result };
    },
    close: () => owner.end(),
  };
}

const SCHEMA = `
  CREATE SCHEMA audit_balance;
  CREATE TABLE audit_balance.noted (transaction xid8, changed text, told text, about text);
  CREATE FUNCTION audit_balance.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    INSERT INTO audit_balance.noted
    SELECT pg_current_xact_id(), TG_TABLE_NAME,
           CASE TG_TABLE_NAME WHEN 'audit_event' THEN concat_ws(': ', to_jsonb(NEW)->>'action', to_jsonb(NEW)->>'refusal')
                              ELSE '' END,
           CASE TG_TABLE_NAME WHEN 'audit_event' THEN to_jsonb(NEW)->>'object' END;
    RETURN NULL;
  END $$;`;

/** What is written over with the same is no change. */
function triggersOf(table: string): string {
  const without = (TECHNICAL_COLUMNS[table] ?? []).map((name) => ` - '${name}'`).join('');
  const note = 'FOR EACH ROW';
  return `
    CREATE TRIGGER balance_added_or_gone AFTER INSERT OR DELETE ON ${table} ${note} EXECUTE FUNCTION audit_balance.note();
    CREATE TRIGGER balance_changed AFTER UPDATE ON ${table} ${note}
      WHEN (to_jsonb(OLD)${without} IS DISTINCT FROM to_jsonb(NEW)${without}) EXECUTE FUNCTION audit_balance.note();`;
}

interface Noted {
  readonly changed: readonly string[];
  readonly told: readonly string[];
  /** Of each row that tells: its object. */
  readonly about: readonly string[];
}

const TAKE = `
  WITH taken AS (DELETE FROM audit_balance.noted RETURNING *)
  SELECT coalesce(array_agg(DISTINCT changed) FILTER (WHERE changed <> 'audit_event'), '{}') AS changed,
         coalesce(array_agg(told) FILTER (WHERE changed = 'audit_event'), '{}') AS told,
         coalesce(array_agg(about) FILTER (WHERE changed = 'audit_event'), '{}') AS about
  FROM taken GROUP BY transaction ORDER BY transaction`;

function balanceOf(transactions: readonly Noted[]): Balance {
  const mutating = transactions.filter(({ changed }) => changed.length > 0);
  return {
    mutations: mutating.length,
    unaudited: mutating.filter(({ told }) => told.length === 0).map(({ changed }) => changed.join(', ')),
    // An order and its application change together, and each is told of.
    repeated: mutating
      .filter(({ about }) => new Set(about).size < about.length)
      .map(({ told }) => told.join(', ')),
    together: mutating
      .filter(({ about }) => about.length > 1 && new Set(about).size === about.length)
      .map(({ told }) => told.join(', ')),
    acts: transactions.filter(({ changed }) => changed.length === 0).flatMap(({ told }) => told),
  };
}
