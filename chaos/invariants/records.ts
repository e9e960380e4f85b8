// What must hold between a case and everything recorded beside it: audit, rungs, tasks, certificates, keys.
import type { Database } from '../../db/client.ts';
import { type Finding, findingOf } from '../finding.ts';

type Offence = readonly { readonly offence: string }[];

async function check(name: string, checked: string, rows: Promise<Offence>): Promise<Finding> {
  return findingOf(
    name,
    checked,
    (await rows).map(({ offence }) => offence),
  );
}

/** I9: the audit rows of a case lead from nothing to its version, each step told once. */
export function audited(db: Database): Promise<Finding> {
  return check(
    'I9 every change has its one audit row',
    'before and after join up',
    db.$queryRaw<Offence>`
      WITH step AS (
        SELECT object, before, after, row_number() OVER w AS nth,
               lag(after) OVER w AS previous, last_value(after) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS newest
        FROM audit_event WHERE object LIKE 'application/%' AND after IS DISTINCT FROM before
        WINDOW w AS (PARTITION BY object ORDER BY after))
      SELECT a.id || ' at ' || a.version || ', audited to ' || coalesce(s.newest::text, 'nothing') AS offence
      FROM application a LEFT JOIN LATERAL (
        SELECT max(newest) AS newest, bool_and(CASE WHEN nth = 1 THEN before IS NULL ELSE before = previous END) AS joined
        FROM step WHERE object = 'application/' || a.id) s ON true
      WHERE s.newest IS DISTINCT FROM a.version OR s.joined IS NOT TRUE`,
  );
}

/** I11: each rung of a promise once, and its row and its event say the same. */
export function rungsOnce(db: Database): Promise<Finding> {
  return check(
    'I11 each rung raised once',
    'rows and events agree',
    db.$queryRaw<Offence>`
      SELECT coalesce(r.application_id, e.application_id) || ' rung at ' || coalesce(r.seq, e.seq) AS offence
      FROM clock_rung r FULL JOIN (SELECT * FROM application_event WHERE type = 'rung-raised') e
        ON e.application_id = r.application_id AND e.seq = r.seq
      WHERE r.application_id IS NULL OR e.application_id IS NULL`,
  );
}

/** One piece for each application that was approved and carried out, none for any other. */
export function oneCertificateEach(db: Database): Promise<Finding> {
  return check(
    'register changed once an application',
    'certificates by application',
    db.$queryRaw<Offence>`
      SELECT a.id || ': ' || count(DISTINCT c.id) || ' certificates, ' || count(DISTINCT e.seq) || ' events' AS offence
      FROM application a
      LEFT JOIN certificate c ON c.application_id = a.id
      LEFT JOIN application_event e ON e.application_id = a.id AND e.type = 'register-updated'
      GROUP BY a.id HAVING count(DISTINCT c.id) <> count(DISTINCT e.seq) OR count(DISTINCT e.seq) > 1`,
  );
}

/** A case has the one open task of its state or none; an ended case has none. */
export function tasksFit(db: Database): Promise<Finding> {
  return check(
    'I10 at most one open task a case',
    'open tasks',
    db.$queryRaw<Offence>`
      SELECT application_id || ': ' || count(*) || ' open tasks' AS offence
      FROM task t JOIN application a ON a.id = t.application_id WHERE t.state = 'open'
      GROUP BY application_id HAVING count(*) > 1 OR NOT bool_and(a.open)`,
  );
}

/** I19: nothing waits any more. */
export function drained(db: Database): Promise<Finding> {
  return check(
    'I19 drained',
    'no poke waits, no key is held',
    db.$queryRaw<Offence>`
      SELECT 'poke of ' || application_id || ' at ' || seq AS offence FROM pending_poke
      UNION ALL SELECT 'key ' || key FROM idempotency_key WHERE status IS NULL`,
  );
}
