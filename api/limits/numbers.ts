// Every limit that is counted in the database, with its reason. Beyond its count a key is refused until its time is over.

export interface LimitNumbers {
  readonly count: number;
  /** The time within which is counted, from the first one on. */
  readonly minutes: number;
  /** How long it is shut once the count is passed; without it until the counted time is over. */
  readonly lockedMinutes?: number;
}

const DAY = 24 * 60;

export const LIMITS = {
  /** 密码错误5次锁定30分钟 (registration.md §8), for each source with each identifier, and for each known device. */
  'sign-in-pair': { count: 5, minutes: 30, lockedMinutes: 30 },
  /** One source that tries the same few passwords on many accounts. Whoever gets in is not counted. */
  'sign-in-source': { count: 60, minutes: 30 },
  /** Many sources that try one account: what is left is a known device, or the code to the phone. */
  'sign-in-identifier': { count: 100, minutes: 30 },
  /** An SMS takes its time, and nobody needs two a minute. */
  'phone-code-minute': { count: 1, minutes: 1 },
  /** Codes to one phone, whatever for: an SMS bomb ends here, and so do guesses, five for each code. */
  'phone-code-day': { count: 10, minutes: DAY },
  /** Codes that one source asks for, whoever they go to. */
  'phone-code-source': { count: 30, minutes: DAY },
  /** Identity numbers, names and mobiles cannot be tried against the register one after the other. */
  'register-online': { count: 20, minutes: 60 },
  /** Look-ups by number and secret that found nothing; a secret has 72 bits, so no more is needed. */
  tracking: { count: 30, minutes: 10 },
  /** Personal data read in full, by one member of the staff: nobody needs a register of their own. */
  disclosure: { count: 60, minutes: 60 },
  /** One's own data as a file: a copy a day would do, and it takes the database some work. */
  'own-data': { count: 10, minutes: DAY },
} as const satisfies Readonly<Record<string, LimitNumbers>>;

export type LimitName = keyof typeof LIMITS;
