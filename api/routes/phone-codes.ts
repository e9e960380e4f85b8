// Codes to phones, and the change of one's own mobile by them.
import type { Request } from 'express';
import { findCredentials } from '../../db/accounts.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import { PHONE_CODE_SECONDS, type PhoneAndPurpose } from '../../db/phone-codes.ts';
import { isMobile, normaliseMobile } from '../../domain/identity/mobile.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import { phoneCodeContracts as contracts } from '../contract/phone-codes.ts';
import { RESEND_SECONDS, takePhoneCode } from '../limits/phone-codes.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { mobilesOf, replaceMobile } from '../sign-in/change-mobile.ts';
import { goOn } from '../sign-in/go-on.ts';
import { visitorAs } from '../sign-in/prove.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

const SENT = { expiresInSeconds: PHONE_CODE_SECONDS, resendInSeconds: RESEND_SECONDS };

interface Asking {
  readonly caller: Caller | null;
  readonly request: Request;
  readonly origin: Origin;
}

/** Routes of codes to phones. */
export function phoneCodeRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, limits, phoneCodes } = deps;

  /** Sends codes where none of the phones has had too many. That somebody asked is noted, for whom is not. */
  async function send(codes: readonly PhoneAndPurpose[], { caller, request, origin }: Asking): Promise<void> {
    const source = sourceKeyOf(request.ip);
    const actor = caller ? auditActorOf(caller) : visitorAs(undefined);
    const at = await deciding.now();
    const entry = { at, actor, action: 'send-phone-code', object: 'phone-code', origin };
    for (const { mobile } of codes) {
      const refusal = await takePhoneCode(limits, { source, mobile });
      if (refusal === null) continue;
      await saveAudit(db, { ...entry, refusal: refusal.code });
      throw new Refused(refusal);
    }
    await db.$transaction(async (tx) => {
      for (const code of codes) await phoneCodes.send(tx, { ...code, createdAt: at });
      await saveAudit(tx, entry);
    });
  }

  return [
    mounted(deps, contracts.send, async ({ body, ...asking }) => {
      const mobile = normaliseMobile(body.mobile);
      if (!isMobile(mobile)) throw new Refused({ code: 'mobile-invalid', pointer: '/mobile' });
      await send([{ mobile, purpose: body.purpose }], asking);
      return jsonReply(202, SENT);
    }),

    mounted(deps, contracts.sendForDeclaration, async (asking) => {
      const mobile = (await findCredentials(db, asking.caller.account.id))?.mobile ?? null;
      if (mobile === null) throw new Refused({ code: 'mobile-not-on-file' });
      await send([{ mobile, purpose: 'sign-declaration' }], asking);
      return jsonReply(202, SENT);
    }),

    mounted(deps, contracts.sendForMobile, async ({ body, ...asking }) => {
      const { old, next } = await mobilesOf(deps, asking.caller, body.mobile);
      const codes = [
        { mobile: old, purpose: 'old-mobile' },
        { mobile: next, purpose: 'new-mobile' },
      ] as const;
      await send(codes, asking);
      return jsonReply(202, SENT);
    }),

    mounted(deps, contracts.changeMobile, async ({ body, caller, request, origin }) => {
      const epoch = await replaceMobile(deps, { ...body, caller, origin });
      return goOn(deps, request, caller.account, epoch);
    }),
  ];
}
