// People who change how they can be reached: an owner of a car, a driver.
import type { Database } from '../../db/client.ts';
import { findSendable } from '../../db/messages.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { type Cast, FIRST_OF_OTHERS } from './player.ts';

const PLACE = { postcode: '463000', division: '411702', address: '驿城区文明大道88号' } as const;

export const castForContact: Cast = async (db, { service, n, today }) => {
  const owns = service === 'owner-contact-change' ? 'plate-replace' : 'licence-renewal';
  const { login } = await createApplicantFor(db, owns, { today, n: FIRST_OF_OTHERS + n });
  return {
    login,
    documentKinds: [],
    submission: async ({ person }) => {
      const mobile = `1385${String(6_000_000 + n)}`;
      await person.call('POST', '/api/v1/phone-codes', { body: { mobile, purpose: 'confirm-mobile' } });
      return { form: { mobile, code: await codeSentTo(db, mobile), ...PLACE } };
    },
  };
};

/** The code that was sent last, as the phone would show it. @throws Error where none was */
export async function codeSentTo(db: Database, mobile: string): Promise<string> {
  const waiting = await db.message.findMany({
    where: { template: 'phone-code', state: 'waiting' },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  for (const { id } of waiting) {
    const message = await findSendable(db, id);
    if (message?.to === mobile) return message.slots.code ?? '';
  }
  throw new Error('no code was sent');
}
