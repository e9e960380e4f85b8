// The code that comes with some forms: it shows that the mobile in the form is the applicant's, or signs what they declare.
import { findCredentials } from '../db/accounts.ts';
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
  { db, phoneCodes }: Pick<ApiDeps, 'db' | 'phoneCodes'>,
  submission: Submission,
  applicantId: string,
): Promise<ProvenSubmission> {
  const shown = await codeIn(db, submission, applicantId);
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

/** A form without a mobile is signed by a code to the applicant's own. */
async function codeIn(
  db: ApiDeps['db'],
  { service, form }: Submission,
  applicantId: string,
): Promise<ShownCode | null> {
  const [codeName, mobileName] = [nameOf(service, 'phone-code'), nameOf(service, 'mobile')];
  const code = codeName === undefined ? '' : textIn(form, codeName);
  if (code === '') return null;
  if (mobileName !== undefined) return { code, mobile: textIn(form, mobileName), purpose: 'confirm-mobile' };
  const mobile = (await findCredentials(db, applicantId))?.mobile ?? null;
  return mobile === null ? null : { code, mobile, purpose: 'sign-declaration' };
}

function nameOf({ inputs }: Service, kind: 'phone-code' | 'mobile'): string | undefined {
  return inputs.find((field) => field.kind === kind)?.name;
}
