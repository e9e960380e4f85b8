// Writes played cases set-wise, with the documents attached and the pieces exchanged in the register.
import { createHash } from 'node:crypto';
import type { Transaction } from '../../db/client.ts';
import type { Vault } from '../../db/vault.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import type { Service } from '../../domain/services/define.ts';
import { insertRows } from './bulk.ts';
import {
  applicationRow,
  auditRows,
  clockRows,
  courierRows,
  eventRows,
  messageRows,
  type PlayedCase,
  parcelRows,
  pokeRows,
  rungRows,
  taskRows,
} from './case-rows.ts';
import { uploadsOf } from './forms.ts';
import type { CertificateRow } from './rows.ts';

export interface DocumentedCase {
  readonly played: PlayedCase;
  readonly accountId: string;
  readonly service: Service;
  readonly newDocumentId: () => string;
}

/** One grey pixel; enough to be shown. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const PIXEL_SHA256 = createHash('sha256').update(PIXEL).digest('hex');

export async function saveCases(
  tx: Transaction,
  cases: readonly DocumentedCase[],
  { poke }: { poke: boolean },
): Promise<void> {
  const played = cases.map((each) => each.played);
  const { vault } = tx;
  await insertRows(
    tx,
    'application',
    played.map((each) => applicationRow(vault, each)),
  );
  await insertRows(tx, 'application_event', played.flatMap(eventRows));
  await insertRows(tx, 'clock', played.flatMap(clockRows));
  await insertRows(tx, 'clock_rung', played.flatMap(rungRows));
  await insertRows(tx, 'task', played.flatMap(taskRows));
  await insertRows(tx, 'message', played.flatMap(messageRows));
  await insertRows(
    tx,
    'document',
    cases.flatMap((each) => documentRows(vault, each)),
  );
  await insertRows(tx, 'parcel', played.flatMap(parcelRows));
  await insertRows(tx, 'courier_event', played.flatMap(courierRows));
  await insertRows(tx, 'audit_event', played.flatMap(auditRows));
  await exchangePieces(tx, cases.flatMap(newPieces));
  if (poke) await insertRows(tx, 'pending_poke', played.flatMap(pokeRows));
}

function documentRows(vault: Vault, { played, accountId, service, newDocumentId }: DocumentedCase) {
  return uploadsOf(service).map((kind) => ({
    id: newDocumentId(),
    owner_id: accountId,
    application_id: played.id,
    kind,
    media_type: 'image/png',
    size_bytes: PIXEL.byteLength,
    sha256: PIXEL_SHA256,
    content_sealed: `\\x${Buffer.from(vault.sealBytes(PIXEL)).toString('hex')}`,
    created_at: played.decisions[0]?.now ?? null,
  }));
}

/** What the approved effect made, on the day it was applied. */
function newPieces({ played, service }: DocumentedCase): readonly CertificateRow[] {
  const applied = played.decisions.find(({ action }) => action === 'record-register');
  const kind = pieceOf(service);
  if (!applied || kind === null) return [];
  const { id, vehicleId, licenceId } = played;
  return [
    {
      kind,
      vehicle_id: vehicleId,
      licence_id: licenceId,
      state: 'held',
      issued_on: localDateOf(applied.now),
      voided_on: null,
      application_id: id,
    },
  ];
}

function pieceOf({ effect }: Service): CertificateRow['kind'] | null {
  switch (effect.kind) {
    case 'reissue':
      return effect.certificate;
    case 'reissue-licence':
      return 'driving-licence';
    default:
      return null;
  }
}

/** The old piece is void, the new one is held. */
async function exchangePieces(tx: Transaction, pieces: readonly CertificateRow[]): Promise<void> {
  if (pieces.length === 0) return;
  const exchanged = JSON.stringify(pieces);
  await tx.$executeRaw`
    UPDATE certificate c SET state = 'voided', voided_on = n.issued_on
    FROM jsonb_populate_recordset(NULL::certificate, ${exchanged}::jsonb) n
    WHERE c.vehicle_id = n.vehicle_id AND c.kind = n.kind AND c.state IN ('held', 'lost', 'damaged')`;
  await tx.$executeRaw`
    UPDATE certificate c SET state = 'voided', voided_on = n.issued_on
    FROM jsonb_populate_recordset(NULL::certificate, ${exchanged}::jsonb) n
    WHERE c.licence_id = n.licence_id AND c.kind = n.kind AND c.state IN ('held', 'lost', 'damaged')`;
  await insertRows(tx, 'certificate', pieces);
}
