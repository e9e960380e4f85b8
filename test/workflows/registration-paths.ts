// Every way a registration may go, at the window and online.
import { randomUUID } from 'node:crypto';
import { saveDocument } from '../../db/documents.ts';
import { fileRegistration } from '../../db/registrations.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import type { RegistrationForm } from '../../domain/registration/form.ts';
import { scansNeeded } from '../../domain/registration/scans.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { SCAN } from '../../sandbox/scan.ts';
import { newIndividual, newPaper } from '../harness/identities.ts';
import { type Claim, registerOnline, stranger } from '../harness/online.ts';
import type { Stage, StagedCase } from '../harness/stage.ts';
import type { Path } from './path.ts';

const APPROVE = { action: 'approve' } as const;

/** Somebody of Hong Kong whose document is good at any time. */
export function visitor() {
  const document = newPaper('hk-id', { validTo: null });
  const matter = 'individual-registration' as const;
  return { matter, individual: newIndividual('hk', 'hk-id', { document }) };
}

/** Taken down on the next working morning; its workflow knows of it. */
export async function filed(stage: Stage, form: RegistrationForm = visitor()): Promise<StagedCase> {
  await stage.nextWorkday('09:00');
  const ownerId = randomUUID();
  const createdAt = await stage.now();
  const documentIds: string[] = [];
  for (const kind of scansNeeded(form)) {
    const scan = { ownerId, kind, mediaType: 'image/png', content: SCAN, createdAt };
    documentIds.push((await saveDocument(stage.db, scan)).id);
  }
  const outcome = await fileRegistration(stage.deciding, {
    ...{ form, accountId: null, documentIds, office: OFFICE },
    actor: { id: ownerId, role: 'registrar' },
  });
  if (outcome.refusal) throw new Error(`the registration was refused: ${outcome.refusal.code}`);
  const on = stage.caseOf(outcome.id);
  await stage.settled(on);
  return on;
}

export interface NewCarOwner {
  readonly on: StagedCase;
  readonly claim: Claim;
  readonly accountId: string;
}

/** Registered online, with a day to choose a plate; the workflow knows of it. */
export async function newCarOwner(stage: Stage, claim = stranger()): Promise<NewCarOwner> {
  const { status, body } = await registerOnline(stage, claim);
  if (status !== 201) throw new Error(`not registered: ${status} ${String(body.code)}`);
  const accountId = String(body.id);
  const { id } = await stage.db.application.findFirstOrThrow({ where: { applicantId: accountId } });
  const on = stage.caseOf(id);
  await stage.settled(on);
  return { on, claim, accountId };
}

export const dueOf = async (on: StagedCase, kind: 'acceptance' | 'plate-choice') =>
  (await on.application()).clocks[kind]?.dueAt;

export const REGISTRATION_PATHS = {
  registered: {
    play: async (stage) => {
      const on = await filed(stage);
      await stage.does(on, APPROVE);
      return on;
    },
  },
  /** Nobody looks at it for a day too long. */
  'registered-late': {
    play: async (stage) => {
      const on = await filed(stage);
      const dueAt = await dueOf(on, 'acceptance');
      await stage.passes(on, dueAt && addMinutes(dueAt, 24 * 60));
      await stage.does(on, APPROVE);
      return on;
    },
  },
  'registration-declined': {
    play: async (stage) => {
      const on = await filed(stage);
      await stage.does(on, { action: 'decline', reason: 'identity-mismatch', note: '' });
      return on;
    },
  },
  'plate-chosen': {
    play: async (stage) => {
      const { on } = await newCarOwner(stage);
      await stage.passes(on, addMinutes(await stage.now(), 13 * 60));
      await stage.does(on, { action: 'confirm-plate' });
      return on;
    },
  },
  'plate-not-chosen': {
    play: async (stage) => {
      const { on } = await newCarOwner(stage);
      await stage.passes(on, await dueOf(on, 'plate-choice'));
      return on;
    },
  },
} as const satisfies Record<string, Path>;
