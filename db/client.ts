// The one place where the Prisma client is made. Sealed columns read as what they hold: `person.mobile`, `licence.licenceNo`.
import { PrismaPg } from '@prisma/adapter-pg';
import type { Form } from '../domain/services/define.ts';
import { PrismaClient } from '../prisma/generated/client.ts';
import type { PostalAddress } from './postal-address.ts';
import type { Vault } from './vault.ts';

export type Database = ReturnType<typeof extended>;
/** Inside a transaction. */
export type Transaction = Omit<
  Database,
  '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'
>;

export interface DatabaseOptions {
  readonly url: string;
  readonly vault: Vault;
  readonly poolSize?: number;
}

/** Opens a pool of at most `poolSize` connections; `$disconnect` ends it. */
export function openDatabase({ url, vault, poolSize = 10 }: DatabaseOptions): Database {
  const pool = {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 60_000,
  };
  const adapter = new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
  const client = new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
  return extended(client, vault);
}

function extended(client: PrismaClient, vault: Vault) {
  const opened = (sealed: string | null) => (sealed === null ? null : vault.open(sealed));
  return client.$extends({
    client: { vault },
    result: {
      person: {
        idDocNo: { needs: { idDocNoSealed: true }, compute: (row) => vault.open(row.idDocNoSealed) },
        mobile: { needs: { mobileSealed: true }, compute: (row) => opened(row.mobileSealed) },
        landline: { needs: { landlineSealed: true }, compute: (row) => opened(row.landlineSealed) },
        address: { needs: { addressSealed: true }, compute: (row) => opened(row.addressSealed) },
        email: { needs: { emailSealed: true }, compute: (row) => opened(row.emailSealed) },
      },
      application: {
        form: { needs: { formSealed: true }, compute: (row): Form => JSON.parse(vault.open(row.formSealed)) },
        address: {
          needs: { addressSealed: true },
          compute: (row): PostalAddress | null =>
            row.addressSealed === null ? null : JSON.parse(vault.open(row.addressSealed)),
        },
      },
      account: { mobile: { needs: { mobileSealed: true }, compute: (row) => opened(row.mobileSealed) } },
      licence: {
        licenceNo: { needs: { licenceNoSealed: true }, compute: (row) => vault.open(row.licenceNoSealed) },
      },
    },
  });
}

/** Connections remember this many statements at most: lists of every length make texts without end. */
const MOST_NAMED = 300;

/** Named statements are parsed and planned once a connection instead of at every call. */
function createStatementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size === MOST_NAMED) return known ?? '';
    const name = `s${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
