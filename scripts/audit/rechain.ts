// Links made anew from some place on, as well as that can be done without the key.
import { BEFORE_FIRST, linkDigest, SEALED_COLUMNS, type SealedRow } from '../../db/audit-digest.ts';
import type { Transaction } from '../../db/client.ts';

interface Row extends SealedRow {
  readonly position: string;
  readonly sealedAtMs: string;
}

/** Writes over the digests of the places from `from` to `to` with those that a guessed key makes. */
export async function rechain(
  tx: Transaction,
  key: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const [before] = await tx.$queryRaw<{ digest: string }[]>`
    SELECT digest FROM audit_link WHERE position = ${from - 1}::bigint`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l.position::text, trim_scale(extract(epoch FROM l.sealed_at) * 1000)::text AS "sealedAtMs", ${SEALED_COLUMNS}
    FROM audit_link l JOIN audit_event e ON e.id = l.event_id
    WHERE l.position BETWEEN ${from}::bigint AND ${to}::bigint ORDER BY l.position`;
  let digest = before?.digest ?? BEFORE_FIRST.digest;
  const links = rows.map(({ position, sealedAtMs, ...row }) => {
    digest = linkDigest(key, digest, { position: Number(position), sealedAtMs, row });
    return { position, digest };
  });
  await tx.$executeRaw`
    UPDATE audit_link l SET digest = n.digest
    FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS n(position bigint, digest text)
    WHERE l.position = n.position`;
}
