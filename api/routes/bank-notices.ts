// What banks tell of payments and refunds: verified, stored once, then decided like any command.
import { noteRefused, takeNotice } from '../../db/payments/notices.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { type BankNotice, type Gateway, NoticeRefused, type NoticeReply } from '../../gateway/port.ts';
import { paymentContracts as contracts } from '../contract/payments.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';

const NOT_GENUINE: Refusal = { code: 'signature-invalid' };

/** Routes that banks call. */
export function bankNoticeRoutes(deps: ApiDeps): readonly Mounted[] {
  const { deciding, gateways } = deps;
  return [
    mounted(deps, contracts.notice, async ({ params: { channel }, body, request, origin }) => {
      const gateway = gateways[channel];
      const notice = await readNotice(gateway, { headers: headersOf(request.headers), body });
      if (notice === null) {
        await noteRefused(deciding, channel, NOT_GENUINE, origin);
        return replyOf(gateway.replyTo(false));
      }
      const refusal = await takeNotice(deciding, notice, { channel, origin });
      return replyOf(gateway.replyTo(refusal === null));
    }),
  ];
}

/** null where nothing may follow from it. */
async function readNotice(
  gateway: Gateway,
  received: Parameters<Gateway['readNotice']>[0],
): Promise<BankNotice | null> {
  try {
    return await gateway.readNotice(received);
  } catch (error) {
    if (error instanceof NoticeRefused) return null;
    throw error;
  }
}

function headersOf(headers: NodeJS.Dict<string | string[]>): Record<string, string | undefined> {
  const single = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')] as const);
  return Object.fromEntries(single);
}

function replyOf({ status, contentType, body }: NoticeReply) {
  return { status, headers: { 'Content-Type': contentType }, body };
}
