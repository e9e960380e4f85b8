// Answers of either bank, given as they should be or as a fault wants them.
import type { Response } from 'express';
import type { Faults } from './faults.ts';
import type { Call } from './messages.ts';

/** Sends an answer; asked to, with a signature that is none. */
export type Reply = (response: Response, isSpoilt: boolean) => void;

/** Does what a call asks for, unless its fault keeps it from that, and answers it. */
export async function answerCall(
  faults: Faults,
  { orderNo, call }: { readonly orderNo: string; readonly call: Call },
  response: Response,
  act: () => Promise<Reply>,
): Promise<void> {
  const fault = faults.takeCallFault(orderNo, call);
  if (!fault) return (await act())(response, false);
  const reply = fault.isDone ? await act() : undefined;
  switch (fault.answer) {
    case 'hang-up':
      response.socket?.destroy();
      return;
    case 'silence':
      // Until whoever asked gives up.
      return;
    case '500':
    case '429':
      response.status(Number(fault.answer)).end();
      return;
    case 'bad-signature':
      (reply ?? (await act()))(response, true);
  }
}
