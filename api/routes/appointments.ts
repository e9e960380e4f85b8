// Stations, exam sites and their sessions, for who may book and for the office.
import { listSessions, listSites } from '../../db/appointment-sessions.ts';
import { offeredDays } from '../../domain/appointments/booking-rules.ts';
import { addYears, localDateOf, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { appointmentContracts as contracts } from '../contract/appointments.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { sessionView, siteView } from '../queries/appointment-session-view.ts';

/** Routes of appointments. */
export function appointmentRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  return [
    mounted(deps, contracts.sites, async ({ caller }) => {
      const items = await listSites(db, caller.account.office);
      return jsonReply(200, { items: items.map(siteView) });
    }),

    mounted(deps, contracts.list, async ({ query, caller: { account } }) => {
      const today = localDateOf(await deciding.now());
      const isStaff = account.kind === 'staff';
      const span = isStaff ? { from: addYears(today, -1), to: addYears(today, 1) } : offeredDays(today);
      const { kind, site: siteId, subject, from = today, to = span.to } = query;
      const days = [from, to].map((day) => parseLocalDate(clamped(day, span)));
      const items = await listSessions(db, {
        ...{ office: account.office, kind, siteId, subject },
        ...{ from: days[0] ?? span.from, to: days[1] ?? span.to },
        state: isStaff ? undefined : 'open',
      });
      return jsonReply(200, { items: items.map(sessionView) });
    }),
  ];
}

/** A day within a span, or the end of it that is nearer. */
function clamped(day: string, { from, to }: { readonly from: string; readonly to: string }): string {
  if (day < from) return from;
  return day > to ? to : day;
}
