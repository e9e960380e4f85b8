// Choosing a plate number within its session: tried, drawn, chosen or left.
import type { Reply } from '../../db/idempotency.ts';
import { drawNumbers, saveDraw, tryNumber } from '../../db/plate-choice.ts';
import { newDrawSeed } from '../../db/plate-seed.ts';
import { normalisePlateNumber } from '../../domain/identity/plate-number.ts';
import type { Caller } from '../caller.ts';
import { plateChoiceContracts as contracts } from '../contract/plate-choice.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { type Choosing, decideChoice, getSelection, type PlateDecision } from '../plate-decisions.ts';
import { jsonReply } from '../problem.ts';

/** Routes of choosing a plate number. */
export function plateChoiceRoutes(deps: ApiDeps): readonly Mounted[] {
  /** Of the applicant on their own case. */
  function choose(
    asked: Choosing & { readonly caller: Caller },
    command: PlateDecision['command'],
    more: Pick<PlateDecision, 'alongside'> = {},
  ): Promise<Reply> {
    const { id: applicantId } = asked.caller.account;
    const actor = { id: applicantId, role: 'applicant' } as const;
    return decideChoice(deps, asked, { command, actor, within: { applicantId }, ...more });
  }

  return [
    mounted(deps, contracts.read, async ({ params, caller }) =>
      jsonReply(200, await getSelection(deps, params.id, caller)),
    ),

    mounted(deps, contracts.try, (asked) => {
      const number = normalisePlateNumber(asked.body.number);
      return choose(asked, (tx, locked, now) => tryNumber(tx, locked, number, now));
    }),

    mounted(deps, contracts.draw, (asked) => {
      const seed = newDrawSeed();
      let taken: readonly string[] = [];
      return choose(
        asked,
        async (tx, locked, now) => {
          const draw = await drawNumbers(tx, locked, seed, now);
          taken = draw.taken;
          return draw.command;
        },
        {
          alongside: async (tx, { id: reservationId, application: { selection }, decidedAt: drawnAt }) => {
            const { drawn: shown, draws: batch } = selection ?? { drawn: null, draws: 0 };
            await saveDraw(tx, { reservationId, batch, seed, shown: shown ?? [], taken, drawnAt });
          },
        },
      );
    }),

    mounted(deps, contracts.choose, (asked) =>
      choose(asked, { action: 'choose-number', number: normalisePlateNumber(asked.body.number) }),
    ),

    mounted(deps, contracts.leave, (asked) => choose(asked, { action: 'leave-selection' })),
  ];
}
