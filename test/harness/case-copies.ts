// A case once more in other hands: its rows copied, so that many owners have one without each filing it.
import type { Database } from '../../db/client.ts';

interface CaseCopy {
  readonly id: string;
  readonly ownerId: string | null;
  readonly office: string | null;
  /** A draft, not handed in. */
  readonly isLoose: boolean;
}

/** The template's rows once more under another id, owner and office. */
export async function copyCase(
  db: Database,
  templateId: string,
  { id, ownerId, office, isLoose }: CaseCopy,
): Promise<void> {
  const [state, submittedAt] = isLoose ? ['draft', null] : ['submitted', '2015-11-03T02:00:00Z'];
  await db.$executeRaw`
    INSERT INTO application
    SELECT r.* FROM application a, jsonb_populate_record(a, jsonb_build_object(
      'id', ${id}::text, 'number', a.number || ${id}::text, 'applicant_id', ${ownerId}::text, 'office', ${office}::text,
      'licence_id', null, 'subject_key', null, 'state', ${state}::text, 'stage', ${isLoose ? 'draft' : 'acceptance'}::text,
      'open', ${!isLoose}::boolean, 'submitted_at', ${submittedAt}::text,
      'snapshot', a.snapshot || jsonb_build_object('applicantId', ${ownerId}::text, 'office', ${office}::text,
        'state', ${state}::text, 'submittedAt', ${submittedAt}::text))) r
    WHERE a.id = ${templateId}::uuid`;
  const rows = JSON.stringify({ application_id: id, owner_id: ownerId, office });
  await db.$executeRaw`
    INSERT INTO application_event
    SELECT r.* FROM application_event e, jsonb_populate_record(e, ${rows}::jsonb) r
    WHERE e.application_id = ${templateId}::uuid`;
  await db.$executeRaw`
    INSERT INTO document
    SELECT r.* FROM document d,
      jsonb_populate_record(d, ${rows}::jsonb || jsonb_build_object('id', gen_random_uuid())) r
    WHERE d.application_id = ${templateId}::uuid`;
}
