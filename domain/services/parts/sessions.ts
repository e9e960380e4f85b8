// What the services by appointment ask for and look at: a session, and whether its applicant would wait for a place.
import { hasRoom, isOffered } from '../../appointments/booking-rules.ts';
import type { SessionFacts } from '../../appointments/facts.ts';
import type { RefusalCode } from '../../refusals.ts';
import type { Choice, Field, GivenCommon, Precondition } from '../define.ts';

/** Site, date and time, chosen at once. */
export const SESSION = {
  name: 'session',
  zh: '场次(地点、日期、时段)',
  en: 'Session (place, date, time)',
  required: true,
  kind: 'session',
} as const satisfies Field;

/** What comes of an inspection and of a test. */
export const PASSED_OR_FAILED = [
  { value: 'passed', zh: '合格', en: 'Passed' },
  { value: 'failed', zh: '不合格', en: 'Failed' },
] as const satisfies readonly Choice[];

export const WAITS = {
  name: 'waits',
  zh: '约满时候补',
  en: 'Wait for a place if the session is full',
  required: false,
  kind: 'wish',
  help: '他人取消预约后,按候补先后自动预约;至预约日前一天仍无名额的,候补结束',
} as const satisfies Field;

/** The session asked for; undefined where there is no such one. */
export function sessionIn({ booking }: GivenCommon): SessionFacts | undefined {
  return booking?.session ?? undefined;
}

/** A rule on the session asked for, where there is one. */
export function sessionRule<G extends GivenCommon>(
  refusal: RefusalCode,
  when: (session: SessionFacts, given: G) => boolean,
): Precondition<G> {
  const isBroken = (given: G) => {
    const session = sessionIn(given);
    return session !== undefined && when(session, given);
  };
  return { refusal, field: SESSION.name, when: isBroken };
}

export const KNOWN_SESSION: Precondition<GivenCommon> = {
  refusal: 'session-unknown',
  field: SESSION.name,
  when: (given) => sessionIn(given) === undefined,
};

/** From tomorrow on, for thirty days, and published. */
export const OFFERED_SESSION: Precondition<GivenCommon> = sessionRule(
  'session-not-offered',
  (session, { today }: GivenCommon) => !isOffered(session, today),
);

/** A full session takes those who would wait. */
export function roomRule(refusal: RefusalCode): Precondition<GivenCommon> {
  return sessionRule(refusal, (session, { form }: GivenCommon) => !hasRoom(session) && form.waits !== true);
}
