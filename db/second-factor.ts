// The second factor of the staff: its secret sealed, and each time step of it good once.
import type { Transaction } from './client.ts';

/** Takes a time step for the secret it was computed with; false where it, or a later one, was taken before. */
export async function takeTotpStep(
  tx: Transaction,
  { accountId, totpSealed, step }: { accountId: string; totpSealed: string; step: number },
): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE account SET totp_step = ${step}
    WHERE id = ${accountId}::uuid AND totp_sealed = ${totpSealed} AND (totp_step IS NULL OR totp_step < ${step})`;
  return taken === 1;
}

/** Keeps the secret that a first code has confirmed; false where one is set up already. */
export async function enrolTotp(
  tx: Transaction,
  { accountId, totpSealed, step }: { accountId: string; totpSealed: string; step: number },
): Promise<boolean> {
  const { count } = await tx.account.updateMany({
    where: { id: accountId, totpSealed: null },
    data: { totpSealed, totpStep: step },
  });
  return count === 1;
}
