// Registration at the window: filed by a registrar, printed to be signed; the review is a decision like any other.
import { findAccount } from '../../db/accounts.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import { endBooking, findBookingByCode, findOpenBooking } from '../../db/bookings.ts';
import type { Reply } from '../../db/idempotency.ts';
import { registerOnline } from '../../db/online-registration.ts';
import { findPrintable } from '../../db/registration-prints.ts';
import { fileRegistration } from '../../db/registrations.ts';
import type { RegistrationForm } from '../../domain/registration/form.ts';
import { answerOf } from '../answers.ts';
import { actingAs, auditActorOf, type Caller } from '../caller.ts';
import { registrationContracts as contracts } from '../contract/registrations.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { printedForm } from '../queries/registration-print.ts';
import { Refused } from '../refused.ts';
import { type NewRegistration, registrationOf } from '../registration-of.ts';
import { visitorAs } from '../sign-in/prove.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** Routes of registration. */
export function registrationRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  /** The account a filing is about; null where one is made. A foreign one and a missing one are the same. */
  async function accountOf(body: NewRegistration, caller: Caller): Promise<string | null> {
    if (body.matter === 'individual-registration' || body.matter === 'unit-registration') return null;
    const id = await namedAccount(body);
    const account = id === undefined ? undefined : await findAccount(db, id);
    const isSeen = account && account.kind !== 'staff' && caller.ability.mayOn('change', 'Account', account);
    if (!isSeen) throw new Refused({ code: 'not-found' });
    return account.id;
  }

  /** By the code of a booking or by its id; both must mean the same. */
  async function namedAccount(
    body: Exclude<NewRegistration, { matter: 'individual-registration' | 'unit-registration' }>,
  ) {
    if (body.matter === 'registration-change' || body.bookingCode === undefined) return body.accountId;
    const booking = await findBookingByCode(db, body.bookingCode);
    const isOpen = booking?.state === 'booked' && booking.accountId === (body.accountId ?? booking.accountId);
    return isOpen ? booking.accountId : undefined;
  }

  /** Counts an attempt to register online; identities cannot be tried one after the other. */
  async function countAttempt(source: string, origin: Origin): Promise<void> {
    const refusal = await deps.limits.take('register-online', source);
    if (refusal === null) return;
    const [at, actor] = [await deciding.now(), visitorAs(undefined)];
    const act = { at, actor, action: 'register-online', object: 'account', origin };
    await saveAudit(db, { ...act, refusal: refusal.code });
    throw new Refused(refusal);
  }

  return [
    mounted(deps, contracts.file, async ({ body, caller, origin, keeping }): Promise<Reply> => {
      const accountId = await accountOf(body, caller);
      const form: RegistrationForm = registrationOf(body);
      const { actor, forId } = actingAs(caller, ['registrar']);
      const { office } = caller.account;
      const answer = (outcome: Parameters<typeof answerOf>[0]) => answerOf(outcome, origin.requestId, 201);
      const outcome = await fileRegistration(deciding, {
        ...{ form, accountId, actor, forId, office, origin },
        documentIds: body.documents,
        reply: (filed) => keeping(answer(filed)),
        alongside: async (tx) => {
          const booking =
            form.matter === 'registration-upgrade' ? await findOpenBooking(tx, accountId ?? '') : undefined;
          if (booking) await endBooking(tx, booking.id, 'kept');
        },
      });
      return answer(outcome);
    }),

    mounted(deps, contracts.print, async ({ params, caller, origin, request }) => {
      const printable = await findPrintable(db, params.id);
      if (!printable || !caller.ability.mayOn('print', 'Registration', printable))
        throw new Refused({ code: 'not-found' });
      const now = await deciding.now();
      // The form shows everything that was taken down: printing it is reading it in full.
      await saveAudit(db, {
        ...{
          at: now,
          actor: auditActorOf(caller),
          action: 'print',
          object: `application/${params.id}`,
          origin,
        },
      });
      request.res?.set({ 'Content-Disposition': 'inline; filename="form.pdf"', 'Cache-Control': 'no-store' });
      const body = await printedForm(printable, now);
      return { status: 200, headers: { 'Content-Type': 'application/pdf' }, body };
    }),

    mounted(deps, contracts.registerOnline, async ({ body, origin, request }) => {
      const source = sourceKeyOf(request.ip);
      await countAttempt(source, origin);
      const registered = await registerOnline(deciding, deps.phoneCodes, { ...body, origin });
      if ('refusal' in registered) throw new Refused(registered.refusal);
      await deps.limits.giveBack('register-online', source);
      const { id, chooseBy } = registered;
      return jsonReply(201, { id, state: 'active', chooseBy });
    }),
  ];
}
