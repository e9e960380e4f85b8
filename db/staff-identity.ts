// Whom the identity provider means: its subjects, each linked to one account of the staff.
import type { Database, Transaction } from './client.ts';

/** The account a subject belongs to, whatever its state; undefined where none does. */
export async function findStaffIdBySubject(db: Database, subject: string): Promise<string | undefined> {
  const row = await db.account.findFirst({
    where: { oidcSubject: subject, kind: 'staff' },
    select: { id: true },
  });
  return row?.id;
}

/** Links an account to a subject, or to none; its sessions end. Returns the link before; null where the subject is another's. */
export async function linkSubject(
  tx: Transaction,
  id: string,
  subject: string | null,
): Promise<{ readonly before: string | null } | null> {
  const isTaken =
    subject !== null && (await tx.account.count({ where: { oidcSubject: subject, id: { not: id } } })) > 0;
  if (isTaken) return null;
  const { oidcSubject } = await tx.account.findUniqueOrThrow({
    where: { id },
    select: { oidcSubject: true },
  });
  await tx.account.update({
    where: { id },
    data: { oidcSubject: subject, sessionEpoch: { increment: 1 } },
  });
  return { before: oidcSubject };
}
