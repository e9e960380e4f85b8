// Codes sent to phones: six digits that show, once and for five minutes, that somebody has the phone.
import { randomInt } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';
import { normaliseMobile } from '../domain/identity/mobile.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Database, Transaction } from './client.ts';
import { saveDirectMessage } from './messages.ts';

/** What a code is good for; it is good for nothing else. */
export type PhoneCodePurpose =
  | 'register'
  | 'sign-in'
  | 'reset-password'
  | 'old-mobile'
  | 'new-mobile'
  | 'confirm-mobile'
  /** To one's own mobile: signs what is declared with an application. */
  | 'sign-declaration';

export const PHONE_CODE_SECONDS = 5 * 60;
/** Wrong codes after which the right one is good no more. */
const TRIES = 5;

export interface PhoneAndPurpose {
  readonly mobile: string;
  readonly purpose: PhoneCodePurpose;
}

export interface ShownCode extends PhoneAndPurpose {
  readonly code: string;
}

export interface PhoneCodes {
  /** Sends a code: the same again while it is young and good. A phone without the account it is for gets none. */
  send(tx: Transaction, to: PhoneAndPurpose & { readonly createdAt: Instant }): Promise<void>;
  /** null where the code is right; each wrong one counts, whether there is a code or not. */
  check(shown: ShownCode): Promise<Refusal | null>;
  /** Uses a right code up; false where it is right no more. */
  use(tx: Transaction, shown: ShownCode): Promise<boolean>;
}

export interface PhoneCodesOptions {
  readonly db: Database;
  /** Codes live in real time, whatever the platform's clock says. */
  readonly clockMs: () => number;
}

/** The codes of a database: found by the index of their phone, known by an HMAC, sealed to be sent again. */
export function phoneCodes({ db, clockMs }: PhoneCodesOptions): PhoneCodes {
  const realTime = () => new Date(clockMs());

  return {
    send: async (tx, { mobile: text, purpose, createdAt }) => {
      const [mobile, code, at] = [normaliseMobile(text), newCode(), realTime()];
      const row = { ...keysOf(tx, { mobile, purpose, code }), purpose, codeSealed: tx.vault.seal(code) };
      const slots = { code: tx.vault.open(await keepCode(tx, row, at)) };
      const isWithheld = !(await isFor(tx, mobile, purpose));
      await saveDirectMessage(tx, { to: mobile, template: 'phone-code', slots, createdAt, isWithheld });
    },

    check: async (shown) => {
      const row = { ...keysOf(db, shown), purpose: shown.purpose };
      return (await tryCode(db, row, realTime())) ? null : { code: 'phone-code-wrong', pointer: '/code' };
    },

    use: async (tx, shown) => {
      const at = realTime();
      const isGood = { usedAt: null, expiresAt: { gt: at }, tries: { lt: TRIES } };
      const { count } = await tx.phoneCode.updateMany({
        where: { ...keysOf(tx, shown), purpose: shown.purpose, ...isGood },
        data: { usedAt: at },
      });
      return count === 1;
    },
  };
}

const newCode = () => String(randomInt(0, 1_000_000)).padStart(6, '0');

function keysOf({ vault }: Pick<Transaction, 'vault'>, { mobile, purpose, code }: ShownCode) {
  const phone = normaliseMobile(mobile);
  return {
    mobileIndex: vault.index('mobile', phone),
    codeHash: vault.index('phone-code', `${phone}\0${purpose}\0${code}`),
  };
}

/** Whether a code to this phone can be used at all. Whoever asks for one is told the same either way. */
async function isFor(tx: Transaction, mobile: string, purpose: PhoneCodePurpose): Promise<boolean> {
  const kinds = kindsFor(purpose);
  const living = await tx.account.count({
    where: {
      mobileIndex: tx.vault.index('mobile', mobile),
      kind: { in: [...(kinds ?? [])] },
      state: { in: ['pending', 'active', 'suspended'] },
    },
  });
  return kinds === null || living > 0;
}

/** The kinds of accounts one of which must be there; null where none need be. */
function kindsFor(purpose: PhoneCodePurpose): readonly string[] | null {
  switch (purpose) {
    case 'sign-in':
      return ['ind-online', 'ind-window'];
    case 'reset-password':
      return ['ind-online', 'ind-window', 'unit'];
    case 'register':
    case 'old-mobile':
    case 'new-mobile':
    case 'confirm-mobile':
    case 'sign-declaration':
      return null;
  }
}

interface CodeKeys {
  readonly mobileIndex: string;
  readonly purpose: string;
  readonly codeHash: string;
}

/**
 * Keeps a new code, or the present one if it was first sent less than five minutes ago and is still good; either is good
 * for five minutes from now, as the SMS says. Wrong tries at it stay counted. Returns the code to send, sealed.
 */
async function keepCode(
  tx: Transaction,
  { mobileIndex, purpose, codeHash, codeSealed }: CodeKeys & { readonly codeSealed: string },
  at: Date,
): Promise<string> {
  const youngFrom = new Date(at.getTime() - PHONE_CODE_SECONDS * 1_000);
  const expiresAt = new Date(at.getTime() + PHONE_CODE_SECONDS * 1_000);
  const [kept] = await tx.$queryRaw<{ code_sealed: string }[]>`
    INSERT INTO phone_code AS kept (mobile_index, purpose, code_hash, code_sealed, sent_at, expires_at)
    VALUES (${mobileIndex}, ${purpose}, ${codeHash}, ${codeSealed}, ${at}, ${expiresAt})
    ON CONFLICT (mobile_index, purpose) DO UPDATE SET
      (code_hash, code_sealed, sent_at, expires_at, used_at, tries) = (
        SELECT CASE WHEN good THEN kept.code_hash ELSE excluded.code_hash END,
               CASE WHEN good THEN kept.code_sealed ELSE excluded.code_sealed END,
               CASE WHEN good THEN kept.sent_at ELSE excluded.sent_at END,
               excluded.expires_at, NULL::timestamptz, CASE WHEN good THEN kept.tries ELSE 0 END
        FROM (SELECT kept.used_at IS NULL AND kept.tries < ${TRIES} AND kept.expires_at > ${at}
                 AND kept.sent_at > ${youngFrom} AS good) AS judged)
    RETURNING code_sealed`;
  if (kept === undefined) throw new Error('a code was not kept');
  return kept.code_sealed;
}

/**
 * Tries a code in one statement, so that not even many at once get a try too many. Where there is no code, a row that
 * nothing fits is written in its place: the answer goes the same way and takes the same time.
 */
async function tryCode(
  db: Database,
  { mobileIndex, purpose, codeHash }: CodeKeys,
  at: Date,
): Promise<boolean> {
  const nothing = db.vault.seal('');
  const [tried] = await db.$queryRaw<{ fits: boolean }[]>`
    INSERT INTO phone_code AS kept (mobile_index, purpose, code_hash, code_sealed, sent_at, expires_at, tries)
    VALUES (${mobileIndex}, ${purpose}, '', ${nothing}, ${at}, ${at}, 1)
    ON CONFLICT (mobile_index, purpose) DO UPDATE SET
      tries = kept.tries + CASE WHEN kept.code_hash = ${codeHash} AND kept.tries < ${TRIES} THEN 0 ELSE 1 END
    RETURNING code_hash = ${codeHash} AND tries < ${TRIES} AND used_at IS NULL AND expires_at > ${at} AS fits`;
  return tried?.fits === true;
}
