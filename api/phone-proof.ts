// The code that comes with some forms and shows that the mobile in the form is the applicant's.
import type { Transaction } from '../db/client.ts';
import type { ShownCode } from '../db/phone-codes.ts';
import type { Submission } from '../db/submission.ts';
import type { Service } from '../domain/services/define.ts';
import { textIn } from '../domain/services/parts/rules.ts';
import type { ApiDeps } from './mounted.ts';
import { Refused } from './refused.ts';

/** What is done at submission with what was proven before it. */
export interface ProvenSubmission {
  readonly submission: Submission;
  /** Uses the code up, with the case. @throws Refused where somebody else was quicker */
  readonly prepare: (tx: Transaction) => Promise<void>;
}

/** Tries the code of a form. A wrong one counts, and the service's rules refuse it in their turn. */
export async function proven(
  { phoneCodes }: Pick<ApiDeps, 'phoneCodes'>,
  submission: Submission,
): Promise<ProvenSubmission> {
  const shown = codeIn(submission);
  const codeIsGood = shown !== null && (await phoneCodes.check(shown)) === null;
  return {
    submission: { ...submission, codeIsGood },
    prepare: async (tx) => {
      if (shown === null || !codeIsGood) return;
      if (!(await phoneCodes.use(tx, shown)))
        throw new Refused({ code: 'mobile-code-wrong', pointer: '/form/code' });
    },
  };
}

function codeIn({ service, form }: Submission): ShownCode | null {
  const [code, mobile] = [nameOf(service, 'phone-code'), nameOf(service, 'mobile')];
  if (code === undefined || mobile === undefined || textIn(form, code) === '') return null;
  return { mobile: textIn(form, mobile), code: textIn(form, code), purpose: 'confirm-mobile' };
}

function nameOf({ inputs }: Service, kind: 'phone-code' | 'mobile'): string | undefined {
  return inputs.find((field) => field.kind === kind)?.name;
}
