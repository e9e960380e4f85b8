// I4 and I5: what was acknowledged is there, once, and asked again brings the same bytes.
import type { HttpClient } from '../../bench/rig/http.ts';
import type { Database } from '../../db/client.ts';
import { type Finding, findingOf } from '../finding.ts';
import type { Acknowledged } from '../journal.ts';

const SUBMISSIONS = '/api/v1/applications';
const REPEATED = 40;

/** Every acknowledged submission is a case, and every case was submitted by somebody. */
export async function nothingLostOrInvented(
  db: Database,
  journal: readonly Acknowledged[],
): Promise<Finding> {
  const cases = await db.application.findMany({ select: { id: true } });
  const stored = new Set(cases.map(({ id }) => id));
  const told = new Set(journal.filter(isSubmission).map(({ text }) => idIn(text)));
  const lost = [...told].filter((id) => !stored.has(id)).map((id) => `${id} is lost`);
  const invented = [...stored].filter((id) => !told.has(id)).map((id) => `${id} was never asked for`);
  return findingOf('I4 nothing lost, nothing invented', `${told.size} acknowledged`, [...lost, ...invented]);
}

function isSubmission({ path, status }: Acknowledged): boolean {
  return path === SUBMISSIONS && status === 201;
}

function idIn(text: string): string {
  return /"id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
}

/** Asks a part of the journal again, evenly spread: same key and body, then same key and another body. */
export async function idempotent(
  http: HttpClient,
  db: Database,
  journal: readonly Acknowledged[],
): Promise<Finding> {
  const keyed = journal.filter(({ path }) => path === SUBMISSIONS || path.endsWith('/decisions'));
  const step = Math.max(1, Math.floor(keyed.length / REPEATED));
  const repeated = keyed.filter((_, index) => index % step === 0);
  const before = await db.applicationEvent.count();
  const offenders: string[] = [];
  for (const { key, path, body, cookie, version, status, text } of repeated) {
    const call = {
      method: 'POST',
      path,
      key,
      ...(cookie === undefined ? {} : { cookie }),
      ...(version === undefined ? {} : { version }),
    } as const;
    const same = await http.send({ ...call, body });
    if (same.status !== status || same.text !== text) offenders.push(`${key} brought other bytes`);
    const other = await http.send({ ...call, body: { ...Object(body), note: 'other' } });
    if (other.status < 400 || other.status >= 500)
      offenders.push(`${key} with another body: ${other.status}`);
  }
  if ((await db.applicationEvent.count()) !== before) offenders.push('repetitions changed something');
  return findingOf('I5 same key, same bytes', `${repeated.length} repeated`, offenders);
}
