// Sites and sessions as they are shown.
import type { ListedSession, Site } from '../../db/appointment-sessions.ts';
import { subjectName } from '../../domain/exams/subjects.ts';

export const siteView = ({ id, kind, name, address }: Site) => ({ id, kind, name, address });

/** A session with the places that may still be booked. */
export const sessionView = ({ office: _office, site, booked, ...session }: ListedSession) => ({
  ...session,
  site: siteView(site),
  subjectName: session.subject && subjectName(session.subject),
  free: session.state === 'open' ? session.capacity - booked : 0,
});
