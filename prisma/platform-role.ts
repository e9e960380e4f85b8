// The platform's own login: a member of `yizhan_app`, and of nothing else, so that whoever has it can add to the audit trail and no more.
import { Client } from 'pg';

const APP_ROLE = 'yizhan_app';
const LOCK_KEY = 8_150_122_016;

interface Standing {
  readonly isPrivileged: boolean;
  readonly others: readonly string[];
  readonly owned: number;
}

/**
 * Makes the login of the platform's address, or gives it that password; nothing where it is the owner's own.
 * @throws Error where the login may more than the platform should
 */
export async function ensurePlatformRole(ownerUrl: string, platformUrl: string): Promise<void> {
  const [owner, { username, password }] = [new URL(ownerUrl), new URL(platformUrl)];
  if (username === '' || username === owner.username) return;
  const name = decodeURIComponent(username);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const [role, secret] = [
      client.escapeIdentifier(name),
      client.escapeLiteral(decodeURIComponent(password)),
    ];
    // Two at once would write the same row of the server's roles; the lock ends with the connection.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query(unlessThere(`CREATE ROLE ${role} LOGIN`));
    const { isPrivileged, others, owned } = await findStanding(client, name);
    if (isPrivileged || others.length > 0 || owned > 0) {
      const why = isPrivileged ? 'has privileges of its own' : `holds more than ${APP_ROLE}`;
      throw new Error(`The role ${name} of DATABASE_URL ${why}: name one that is used for nothing else.`);
    }
    await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${secret}`);
    await client.query(`GRANT ${APP_ROLE} TO ${role}`);
  } finally {
    await client.end();
  }
}

/** Roles belong to the whole server: somebody else may make one at the same moment. */
function unlessThere(statement: string): string {
  const body = `BEGIN ${statement}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END`;
  return `DO $do$ ${body} $do$`;
}

async function findStanding(client: Client, name: string): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `SELECT r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls AS "isPrivileged",
            ARRAY(SELECT m.roleid::regrole::text FROM pg_auth_members m
                  WHERE m.member = r.oid AND m.roleid <> $2::regrole) AS others,
            (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid)::int AS owned
     FROM pg_roles r WHERE r.rolname = $1`,
    [name, APP_ROLE],
  );
  const [standing] = rows;
  if (!standing) throw new Error(`The role ${name} was not made.`);
  return standing;
}
