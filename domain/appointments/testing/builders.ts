// Sessions for tests; a test overrides what it is about.
import { instantAt, parseLocalDate } from '../../calendar/local-date.ts';
import type { BookingFacts, SessionFacts } from '../facts.ts';

/** A morning at a station on 2015-11-10, published, nobody booked. */
export function session(overrides: Partial<SessionFacts> = {}): SessionFacts {
  const on = overrides.on ?? parseLocalDate('2015-11-10');
  return {
    id: '0e7f5c4e-6a52-4d0e-9d5b-6f1f0f3a1c01',
    kind: 'inspection',
    subject: null,
    classes: [],
    site: '驿城区机动车检测站',
    office: 'zmd-yicheng',
    on,
    startsAt: instantAt(on, '09:00'),
    endsAt: instantAt(on, '11:00'),
    capacity: 20,
    booked: 0,
    isOpen: true,
    ...overrides,
  };
}

export function booking(
  overrides: Partial<SessionFacts> = {},
  more: Partial<BookingFacts> = {},
): BookingFacts {
  return { session: session(overrides), absencesOn: [], ...more };
}
