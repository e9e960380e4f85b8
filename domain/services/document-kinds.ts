// Which kinds of documents anybody asks for: those of the services' own lists, and what is scanned at a registration.
import type { Refusal } from '../refusals.ts';
import { SCANS } from '../registration/scans.ts';
import { listServices } from './index.ts';

/** Every kind with a name of it; what the platform makes itself is handed in by nobody. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...listServices().flatMap(({ documents }) =>
    documents.flatMap(({ source, kind, zh }) => (source === 'generated' ? [] : [[kind, zh] as const])),
  ),
  ...Object.entries(SCANS).map(([kind, { zh }]) => [kind, zh] as const),
]);

/** Why a document of a kind is not taken in; null where somebody may ask for one. */
export function kindRefusal(kind: string): Refusal | null {
  return NAMES.has(kind) ? null : { code: 'document-kind-unknown', slots: { kind } };
}

/** What a kind is called where it is asked for; of one that no longer is, the kind itself. */
export function documentName(kind: string): string {
  return NAMES.get(kind) ?? kind;
}
