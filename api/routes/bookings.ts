// Bookings at the registration window: for the next ten working days, morning and afternoon.
import { saveAudit } from '../../db/audit.ts';
import {
  type Booking,
  countTaken,
  endBooking,
  findBooking,
  findOpenBooking,
  listBookings,
  SEATS_A_SESSION,
  takeSeat,
} from '../../db/bookings.ts';
import { transact } from '../../db/transact.ts';
import { localDateOf, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { auditActorOf } from '../caller.ts';
import { bookingContracts as contracts } from '../contract/bookings.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { listOfferedSessions } from '../queries/counter-sessions.ts';
import { Refused } from '../refused.ts';

/** 车管所院内互联网交通安全综合服务中心 (三). */
const PLACE = '车管所院内互联网交通安全综合服务中心';

const shown = ({ id, purpose, on, half, code, state }: Booking) => ({
  ...{ id, purpose, on, half, code, state },
  place: PLACE,
});

/** Routes of bookings. */
export function bookingRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  return [
    mounted(deps, contracts.sessions, async ({ caller }) => {
      const { office } = caller.account;
      const sessions = await listOfferedSessions(deciding, office);
      const taken = await countTaken(db, office, sessions[0]?.on ?? localDateOf(await deciding.now()));
      const items = sessions.map((session) => ({
        ...session,
        free: SEATS_A_SESSION - (taken.get(`${session.on} ${session.half}`) ?? 0),
      }));
      return jsonReply(200, { items });
    }),

    mounted(deps, contracts.book, async ({ body, caller, origin, keep }) => {
      const { id: accountId, office, kind } = caller.account;
      if (kind !== 'ind-online') throw new Refused({ code: 'upgrade-not-needed' });
      const on = parseLocalDate(body.on);
      const isOffered = (await listOfferedSessions(deciding, office)).some(
        (each) => each.on === on && each.half === body.half,
      );
      if (!isOffered) throw new Refused({ code: 'session-not-offered', pointer: '/on' });
      const now = await deciding.now();
      return transact(db, async (tx) => {
        const seat = { accountId, office, on, half: body.half, now };
        if (await findOpenBooking(tx, accountId)) throw new Refused({ code: 'already-booked' });
        const booking = await takeSeat(tx, seat);
        if (booking === null) throw new Refused({ code: 'session-full', pointer: '/half' });
        await saveAudit(tx, {
          ...{
            at: now,
            actor: auditActorOf(caller),
            action: 'book',
            object: `booking/${booking.id}`,
            origin,
          },
          states: { before: null, after: booking },
        });
        const reply = jsonReply(201, shown(booking));
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.list, async ({ query, caller }) => {
      const { id, office } = caller.account;
      const seesOffice = caller.ability.mayOn('read', 'CounterBooking', { office });
      const on = query.on === undefined ? localDateOf(await deciding.now()) : parseLocalDate(query.on);
      const items = await listBookings(db, seesOffice ? { office, on } : { accountId: id });
      return jsonReply(200, { items: items.map(shown) });
    }),

    mounted(deps, contracts.cancel, async ({ params, caller, origin }) => {
      const booking = await findBooking(db, params.id);
      if (!booking || !caller.ability.mayOn('change', 'CounterBooking', booking))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      await db.$transaction(async (tx) => {
        if (!(await endBooking(tx, params.id, 'cancelled'))) throw new Refused({ code: 'booking-closed' });
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'cancel-booking',
            object: `booking/${params.id}`,
            origin,
          },
        });
      });
      return NO_CONTENT;
    }),
  ];
}
