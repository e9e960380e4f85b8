// Filing a real application: an applicant who may, documents that are wanted, the gate passed.
import { randomUUID } from 'node:crypto';
import type { Deciding } from '../../db/deciding.ts';
import type { Outcome } from '../../db/decision.ts';
import { saveDocument } from '../../db/documents.ts';
import { createCase, type Submission } from '../../db/submission.ts';
import type { Delivery } from '../../domain/application/events.ts';
import { type Instant, localDateOf } from '../../domain/calendar/local-date.ts';
import type { Zone } from '../../domain/delivery-zones.ts';
import { getService } from '../../domain/services/index.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { type Applicant, createApplicantFor } from '../../prisma/seed/applicants.ts';
import { OFFICE } from '../../prisma/seed/register.ts';

export interface Filing {
  readonly service?: ApplicantService;
  readonly zone?: Zone;
  /** In place of the post. */
  readonly delivery?: Delivery;
  /** false keeps it as a draft. */
  readonly submit?: boolean;
}

export interface Filed {
  readonly applicant: Applicant;
  readonly submission: Submission;
  readonly outcome: Outcome;
}

/** Files one application after another, each by an applicant of its own. */
export function createFiler(deciding: Deciding) {
  let filed = 0;

  /** An applicant with everything to submit, and nothing submitted. */
  async function prepare({ service = 'plate-replace', zone = 'city', delivery }: Filing) {
    const { db } = deciding;
    const now = await deciding.now();
    filed += 1;
    const applicant = await createApplicantFor(db, service, { today: localDateOf(now), zone, n: filed });
    const wanted = delivery ?? applicant.delivery;
    const submission: Submission = {
      service: getService(service),
      subject: applicant.subject,
      form: applicant.form,
      documentIds: await upload(applicant, now),
      delivery: wanted,
      address: wanted === null ? null : applicant.address,
      codeIsGood: false,
    };
    return { applicant, submission };
  }

  async function upload(
    { accountId: ownerId, documentKinds }: Applicant,
    createdAt: Instant,
  ): Promise<readonly string[]> {
    const content = new Uint8Array([0x25, 0x50, 0x44, 0x46]);
    const saved = await Promise.all(
      documentKinds.map((kind) =>
        saveDocument(deciding.db, { ownerId, kind, mediaType: 'application/pdf', content, createdAt }),
      ),
    );
    return saved.map(({ id }) => id);
  }

  /** The same once more with documents of its own: those of a case belong to it. */
  async function again({ applicant, submission }: Pick<Filed, 'applicant' | 'submission'>) {
    const documentIds = await upload(applicant, await deciding.now());
    return { applicant, submission: { ...submission, documentIds } };
  }

  const create = ({ applicant, submission }: Pick<Filed, 'applicant' | 'submission'>, submit: boolean) =>
    createCase(deciding, {
      submission,
      actor: { id: applicant.accountId, role: 'applicant' },
      office: OFFICE,
      trackingSecret: randomUUID(),
      submit,
    });

  return {
    prepare,
    again,
    create,
    /** @throws Error when it is refused */
    file: async (filing: Filing = {}): Promise<Filed> => {
      const prepared = await prepare(filing);
      const outcome = await create(prepared, filing.submit ?? true);
      if (outcome.refusal) throw new Error(`the filing was refused: ${outcome.refusal.code}`);
      return { ...prepared, outcome };
    },
  };
}

export type Filer = ReturnType<typeof createFiler>;
