// Walks the audit chain from its first link to its last and says what is no longer as it was sealed.
import { setTimeout as pause } from 'node:timers/promises';
import { type Anchor, type Anchors, followAnchors } from './audit-anchors.ts';
import { BEFORE_FIRST, linkDigest, SEALED_COLUMNS, type SealedRow, type Tail } from './audit-digest.ts';
import type { Database, Transaction } from './client.ts';

export const FINDINGS = {
  'row-altered': 'rows, or the times of their seals, are not what was sealed',
  'row-deleted': 'links whose rows are gone',
  'rows-reordered': 'rows stand in the place of others',
  'link-forged': 'links were not made with the key',
  'links-missing': 'places of the chain are empty',
  'tail-cut': 'places that were anchored are gone or differ',
  'row-unsealed': 'rows have no link, though their time has come',
} as const satisfies Record<string, string>;
export type FindingKind = keyof typeof FINDINGS;

export interface Finding {
  readonly kind: FindingKind;
  /** Place in the chain; of an unsealed row its id. */
  readonly place: string;
}

export interface VerificationOptions {
  readonly key: string;
  /** In the order in which they were written. */
  readonly anchors: Anchors;
  /** What is trusted to come before the first link that is walked. */
  readonly from?: Tail;
  /** A row may wait this long for its link. */
  readonly unsealedAfterMs?: number;
}

export interface Verification {
  readonly rows: number;
  readonly links: number;
  /** Anchors that were held against the chain, and the one of the furthest place. */
  readonly anchors: number;
  readonly lastAnchor: Anchor | null;
  readonly tail: Tail | null;
  /** Rows that wait for their link, in time or not. */
  readonly waiting: number;
  readonly counts: ReadonlyMap<FindingKind, number>;
  /** The first of each kind. */
  readonly findings: readonly Finding[];
}

const CHUNK = 2_000;
const LOOK_AGAIN_MS = 250;
const SHOWN_OF_A_KIND = 20;
const LOWEST_POSITION = -(2n ** 63n);

/** Verifies the whole chain, or what follows `from`. Memory does not grow with it. */
export async function verifyChain(
  db: Database | Transaction,
  { key, anchors, from = BEFORE_FIRST, unsealedAfterMs = 10_000 }: VerificationOptions,
): Promise<Verification> {
  const begun = await begin(db);
  const found = collectFindings();
  const anchored = followAnchors(db, anchors, { from, onCut: (position) => found.add('tail-cut', position) });
  const chain = followChain(key, from, found.add);
  let position = from === BEFORE_FIRST ? LOWEST_POSITION : BigInt(from.position);
  for (;;) {
    const links = await readLinks(db, position);
    for (const link of links) {
      chain.pass(link);
      await anchored.pass(link);
    }
    const last = links.at(-1);
    chain.explain(last === undefined);
    if (last === undefined) break;
    position = BigInt(last.position);
  }
  await anchored.end();
  const { waiting, overdue, first } = await awaitSeals(db, begun, unsealedAfterMs);
  found.add('row-unsealed', first, overdue);
  return { ...chain.figures(), ...anchored.figures(), waiting, ...found.result() };
}

function collectFindings() {
  const counts = new Map<FindingKind, number>();
  const findings: Finding[] = [];
  return {
    add(kind: FindingKind, place: string | number, times = 1) {
      if (times === 0) return;
      const count = (counts.get(kind) ?? 0) + times;
      counts.set(kind, count);
      if (count <= SHOWN_OF_A_KIND || count === times) findings.push({ kind, place: String(place) });
    },
    result: () => ({ counts, findings }),
  };
}

interface StoredLink extends Tail {
  readonly sealedAtMs: string;
  /** null where it has been deleted. */
  readonly row: SealedRow | null;
}

interface WholeLink extends StoredLink {
  readonly row: SealedRow;
}

interface Mismatch {
  readonly link: WholeLink;
  /** The digest before it, as stored. */
  readonly previous: string;
}

/** Holds each link against the one before it as it is stored: one fault does not make the next. */
function followChain(key: string, from: Tail, add: (kind: FindingKind, place: string | number) => void) {
  let tail = from;
  let rows = 0;
  let links = 0;
  /** What the last link should have held, where it holds something else. */
  let doubted: string | null = null;
  let mismatches: Mismatch[] = [];

  function check(link: WholeLink): void {
    const right = linkDigest(key, tail.digest, link);
    const isRight = right === link.digest;
    if (!isRight && doubted !== null && linkDigest(key, doubted, link) === link.digest) {
      // The link before was right until somebody wrote another digest over it.
      mismatches.pop();
      add('link-forged', tail.position);
      doubted = null;
      return;
    }
    doubted = isRight ? null : right;
    if (!isRight) mismatches.push({ link, previous: tail.digest });
  }

  return {
    pass(link: StoredLink): void {
      const { position, digest, row } = link;
      links += 1;
      if (position <= tail.position) {
        add('link-forged', position);
        return;
      }
      const isNext = position === tail.position + 1;
      if (!isNext) add('links-missing', `${tail.position + 1}-${position - 1}`);
      if (row === null) add('row-deleted', position);
      if (isNext && row !== null) check({ ...link, row });
      else doubted = null;
      rows += row === null ? 0 : 1;
      tail = { position, digest };
    },
    /** Says what it is that did not fit; of the last link only once its successor has been seen. */
    explain(isEnd: boolean): void {
      const open = isEnd || doubted === null ? [] : mismatches.slice(-1);
      const closed = mismatches.slice(0, mismatches.length - open.length);
      for (const mismatch of closed) add(kindOf(key, mismatch, closed), mismatch.link.position);
      mismatches = open;
    },
    figures: () => ({ rows, links, tail: links === 0 ? null : tail }),
  };
}

/** Among more than these nobody looks for the row that would have been right. */
const FEW = 50;

/** A place that fits the row of another, or its contents, was exchanged with it. */
function kindOf(key: string, { link, previous }: Mismatch, all: readonly Mismatch[]): FindingKind {
  const others = all.length > FEW ? [] : all.map((other) => other.link.row);
  const isExchanged = others.some((row) =>
    [row, { ...row, id: link.row.id }].some(
      (candidate) => linkDigest(key, previous, { ...link, row: candidate }) === link.digest,
    ),
  );
  return isExchanged ? 'rows-reordered' : 'row-altered';
}

interface LinkRow extends Omit<SealedRow, 'id'> {
  /** null where the row is gone. */
  readonly id: string | null;
  readonly linkPosition: string;
  readonly linkDigest: string;
  readonly sealedAtMs: string;
}

async function readLinks(db: Database | Transaction, after: bigint): Promise<readonly StoredLink[]> {
  const rows = await db.$queryRaw<LinkRow[]>`
    SELECT l.position::text AS "linkPosition", l.digest AS "linkDigest",
           trim_scale(extract(epoch FROM l.sealed_at) * 1000)::text AS "sealedAtMs", ${SEALED_COLUMNS}
    FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id
    WHERE l.position > ${after} ORDER BY l.position LIMIT ${CHUNK}`;
  return rows.map(({ linkPosition, linkDigest: digest, sealedAtMs, id, ...row }) => ({
    ...{ position: Number(linkPosition), digest, sealedAtMs },
    row: id === null ? null : { id, ...row },
  }));
}

/** Rows up to the newest of a moment. */
interface Begun {
  readonly newest: bigint;
  readonly atMs: number;
}

async function begin(db: Database | Transaction): Promise<Begun> {
  const [row] = await db.$queryRaw<{ newest: bigint | null }[]>`SELECT max(id) AS newest FROM audit_event`;
  return { newest: row?.newest ?? 0n, atMs: Date.now() };
}

interface Unsealed {
  /** Rows without a link. */
  readonly waiting: number;
  /** Those of them that were there when the verification began, and the first of these. */
  readonly overdue: number;
  readonly first: string;
}

/** What was there at the beginning has its time to be sealed, whatever it says of its own; the rest has been kept from the chain. */
async function awaitSeals(
  db: Database | Transaction,
  { newest, atMs }: Begun,
  patienceMs: number,
): Promise<Unsealed> {
  for (;;) {
    const unsealed = await countUnsealed(db, newest);
    if (unsealed.overdue === 0 || Date.now() >= atMs + patienceMs) return unsealed;
    await pause(LOOK_AGAIN_MS);
  }
}

async function countUnsealed(db: Database | Transaction, newest: bigint): Promise<Unsealed> {
  const [row] = await db.$queryRaw<Unsealed[]>`
    SELECT count(*)::int AS waiting, count(*) FILTER (WHERE e.id <= ${newest})::int AS overdue, min(e.id)::text AS first
    FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id
    WHERE l.event_id IS NULL`;
  return row ?? { waiting: 0, overdue: 0, first: '' };
}
