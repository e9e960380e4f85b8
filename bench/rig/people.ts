// Who drives the platform: applicants made to measure and the staff of the office, all signed in already.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import type { PostalAddress } from '../../db/postal-address.ts';
import type { SubjectKey } from '../../db/subjects/subject.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import type { Form } from '../../domain/services/define.ts';
import { createApplicants } from '../../prisma/seed/applicants.ts';
import { insertRows } from '../../prisma/seed/bulk.ts';
import { seedDemoAccounts } from '../../prisma/seed/demo-accounts.ts';

/** Services that are posted, want no upload and no old piece back: the plain main job. */
export const POSTED_SERVICES = ['inspection-mark-reissue', 'plate-reissue'] as const;

export interface SignedIn {
  readonly accountId: string;
  readonly cookie: string;
}

export interface ReadyApplicant extends SignedIn {
  readonly service: string;
  readonly subject: SubjectKey;
  readonly form: Form;
  readonly address: PostalAddress;
}

export interface Staff {
  readonly clerks: readonly SignedIn[];
  readonly production: SignedIn;
  readonly dispatch: SignedIn;
  readonly cashier: SignedIn;
  readonly supervisor: SignedIn;
}

const CHUNK = 2_000;

/** Makes applicants, each with one application to submit; `first` keeps several lots of one database apart. */
export async function makeApplicants(
  db: Database,
  { count, first, today, secret }: { count: number; first: number; today: LocalDate; secret: string },
): Promise<readonly ReadyApplicant[]> {
  const ready: ReadyApplicant[] = [];
  for (let from = first; from < first + count; from += CHUNK) {
    const size = Math.min(CHUNK, first + count - from);
    const wanted = Array.from({ length: size }, (_, index) => {
      const n = from + index;
      return { service: POSTED_SERVICES[n % POSTED_SERVICES.length] ?? POSTED_SERVICES[0], today, n };
    });
    const made = await createApplicants(db, wanted);
    const cookies = await openSessions(
      db,
      made.map(({ accountId }) => accountId),
      secret,
    );
    for (const [index, { accountId, subject, form, address }] of made.entries()) {
      const { service } = wanted[index] ?? { service: POSTED_SERVICES[0] };
      ready.push({ accountId, subject, form, address, service, cookie: cookies[index] ?? '' });
    }
  }
  return ready;
}

/** The office's staff. */
export async function makeStaff(db: Database, today: LocalDate, secret: string): Promise<Staff> {
  await seedDemoAccounts(db, { today });
  const rows = await db.account.findMany({ where: { kind: 'staff' }, select: { id: true, role: true } });
  const cookies = await openSessions(
    db,
    rows.map(({ id }) => id),
    secret,
  );
  const signedIn = rows.map(({ id, role }, index) => ({ accountId: id, role, cookie: cookies[index] ?? '' }));
  const one = (role: string) => {
    const found = signedIn.find((member) => member.role === role);
    if (!found) throw new Error(`the office has no ${role}`);
    return found;
  };
  const clerks = signedIn.filter(({ role }) => role === 'clerk');
  const [production, dispatch] = [one('production'), one('dispatch')];
  return { clerks, production, dispatch, cashier: one('cashier'), supervisor: one('supervisor') };
}

const DAY_MS = 86_400_000;

/** Sessions as the API keeps them, without the slow hash of a sign-in. Returns the cookies. */
export async function openSessions(
  db: Database,
  accountIds: readonly string[],
  secret: string,
): Promise<readonly string[]> {
  const at = Date.now();
  const expires = new Date(at + DAY_MS).toISOString();
  const cookie = {
    originalMaxAge: DAY_MS,
    expires,
    httpOnly: true,
    path: '/',
    sameSite: 'lax',
    secure: false,
  };
  const rows = accountIds.map((accountId) => ({
    sid: randomBytes(24).toString('base64url'),
    sess: {
      cookie,
      accountId,
      epoch: 0,
      openedAt: at,
      seenAt: at,
      handle: randomUUID(),
      source: '127.0.*.*',
    },
    expire: expires.slice(0, -1),
  }));
  await insertRows(db, 'session', rows);
  return rows.map(({ sid }) => `sid=${encodeURIComponent(`s:${sid}.${signatureOf(sid, secret)}`)}`);
}

function signatureOf(sid: string, secret: string): string {
  return createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '');
}
