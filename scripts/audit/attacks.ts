// What somebody with every right on the database could do to the audit trail: everything but the key is theirs.
import { createHash } from 'node:crypto';
import { sealAll } from '../../db/audit-chain.ts';
import type { Transaction } from '../../db/client.ts';
import type { Chance } from '../../prisma/seed/chance.ts';
import { rechain } from './rechain.ts';

export const ATTACK_KINDS = ['edit', 'delete', 'reorder', 'cut'] as const;
export type AttackKind = (typeof ATTACK_KINDS)[number];

/** Where an attack finds itself. */
export interface Ground {
  readonly tx: Transaction;
  readonly chance: Chance;
  /** The first and the last place of the chain. */
  readonly first: number;
  readonly last: number;
  /** The platform's own, for the platform's own sealer alone. */
  readonly key: string;
}

export interface Attack {
  readonly kind: AttackKind;
  readonly name: string;
  run(ground: Ground): Promise<void>;
}

/** Columns of a row, and how each is rewritten. */
const EDITS: Readonly<Record<string, string>> = {
  at: "at + interval '1 millisecond'",
  actor_id: "'somebody-else'",
  actor_role: "CASE actor_role WHEN 'clerk' THEN 'supervisor' ELSE 'clerk' END",
  for_id: "CASE WHEN for_id IS NULL THEN 'a-colleague' END",
  office: "CASE WHEN office IS NULL THEN 'zmd-xincai' END",
  source: "CASE WHEN source IS NULL THEN '10.0.0.9' END",
  action: "action || '-not'",
  object: "reverse(object) || '!'",
  refusal: "CASE WHEN refusal IS NULL THEN 'not-permitted' END",
  reason: "coalesce(reason, '') || '.'",
  request_id: "coalesce(request_id, '') || '0'",
  before: 'coalesce(before, 0) + 1',
  after: 'coalesce(after, 0) + 1',
  before_digest: "md5(coalesce(before_digest, ''))",
  after_digest: 'CASE WHEN after_digest IS NULL THEN md5(id::text) END',
};

/** Every column of a row but its id. */
const CONTENTS = Object.keys(EDITS);

const place = ({ chance, first, last }: Ground) => chance.int(first, last);

/** Two places that are not the same. */
function twoPlaces({ chance, first, last }: Ground): readonly [number, number] {
  const one = chance.int(first, last - 1);
  return [one, chance.int(one + 1, last)];
}

const rowAt = (position: number) => `(SELECT event_id FROM audit_link WHERE position = ${position})`;

async function edit(ground: Ground, position: number): Promise<void> {
  const column = ground.chance.pick(CONTENTS);
  await run(ground, `UPDATE audit_event SET ${column} = ${EDITS[column]} WHERE id = ${rowAt(position)}`);
}

/** Removes a row with its link. */
async function remove(ground: Ground, position: number): Promise<void> {
  await run(ground, `DELETE FROM audit_event WHERE id = ${rowAt(position)}`);
  await run(ground, `DELETE FROM audit_link WHERE position = ${position}`);
}

/** Closes the gap that a removed link has left. */
async function renumber(ground: Ground, gap: number): Promise<void> {
  await run(ground, `UPDATE audit_link SET position = -position WHERE position > ${gap}`);
  await run(ground, 'UPDATE audit_link SET position = -position - 1 WHERE position < 0');
}

async function swapContents(ground: Ground, [one, other]: readonly [number, number]): Promise<void> {
  const columns = CONTENTS.map((name) => `${name} = theirs.${name}`).join(', ');
  await run(
    ground,
    `UPDATE audit_event mine SET ${columns} FROM audit_event theirs
     WHERE (mine.id = ${rowAt(one)} AND theirs.id = ${rowAt(other)})
        OR (mine.id = ${rowAt(other)} AND theirs.id = ${rowAt(one)})`,
  );
}

/** Exchanges a column of two links; its values are unique, so one steps aside first. */
async function swapInLinks(
  ground: Ground,
  column: string,
  [one, other]: readonly [number, number],
): Promise<void> {
  const [mine, theirs] = [await readLink(ground, one, column), await readLink(ground, other, column)];
  const ids = [await readLink(ground, one, 'event_id'), await readLink(ground, other, 'event_id')];
  const aside = column === 'digest' ? "'aside'" : '-1';
  await run(ground, `UPDATE audit_link SET ${column} = ${aside} WHERE event_id = ${ids[0]}`);
  await run(ground, `UPDATE audit_link SET ${column} = '${mine}' WHERE event_id = ${ids[1]}`);
  const set = column === 'event_id' ? `${column} = -1` : `event_id = ${ids[0]}`;
  await run(ground, `UPDATE audit_link SET ${column} = '${theirs}' WHERE ${set}`);
}

async function readLink({ tx }: Ground, position: number, column: string): Promise<string> {
  const [row] = await tx.$queryRawUnsafe<{ value: string }[]>(
    `SELECT ${column}::text AS value FROM audit_link WHERE position = ${position}`,
  );
  return row?.value ?? '';
}

/** Cuts the tail and says where it began. */
async function cut(ground: Ground, what: 'links' | 'links and rows'): Promise<number> {
  const from = place(ground);
  const rows = `(SELECT event_id FROM audit_link WHERE position >= ${from})`;
  if (what === 'links and rows') await run(ground, `DELETE FROM audit_event WHERE id IN ${rows}`);
  await run(ground, `DELETE FROM audit_link WHERE position >= ${from}`);
  return from;
}

/** As many rows as were cut, telling of nothing that happened. */
async function makeUp(ground: Ground, from: number): Promise<void> {
  await run(
    ground,
    `INSERT INTO audit_event (id, at, actor_id, actor_role, action, object)
     SELECT (SELECT coalesce(max(id), 0) FROM audit_event) + n, now(), 'somebody', 'clerk', 'accept', 'application/' || n
     FROM generate_series(1, ${ground.last - from + 1}) n`,
  );
}

async function run({ tx }: Ground, sql: string): Promise<void> {
  await tx.$executeRawUnsafe(sql);
}

/** Keys that somebody without the key may try. */
const guess = ({ chance }: Ground) =>
  chance.pick([
    'local-audit-key-0000',
    '',
    createHash('sha256').update(String(chance.next())).digest('base64url'),
  ]);

export const ATTACKS: readonly Attack[] = [
  {
    kind: 'edit',
    name: 'a column of a row',
    run: async (ground) => edit(ground, place(ground)),
  },
  {
    kind: 'edit',
    name: 'the id of a row, its link following',
    run: async (ground) => {
      const position = place(ground);
      await run(ground, `UPDATE audit_event SET id = -id WHERE id = ${rowAt(position)}`);
      await run(ground, `UPDATE audit_link SET event_id = -event_id WHERE position = ${position}`);
    },
  },
  {
    kind: 'edit',
    name: 'the time of a seal',
    run: (ground) =>
      run(
        ground,
        `UPDATE audit_link SET sealed_at = sealed_at - interval '1 millisecond' WHERE position = ${place(ground)}`,
      ),
  },
  {
    kind: 'edit',
    name: 'the digest of a link',
    run: (ground) =>
      run(ground, `UPDATE audit_link SET digest = md5(digest) WHERE position = ${place(ground)}`),
  },
  {
    kind: 'edit',
    name: 'a column of a row, its link made anew with a guessed key',
    run: async (ground) => {
      const position = place(ground);
      await edit(ground, position);
      await rechain(ground.tx, guess(ground), { from: position, to: position });
    },
  },
  {
    kind: 'edit',
    name: 'a column of a row, every link from there made anew with a guessed key',
    run: async (ground) => {
      const position = place(ground);
      await edit(ground, position);
      await rechain(ground.tx, guess(ground), { from: position, to: ground.last });
    },
  },
  {
    kind: 'delete',
    name: 'a row',
    run: (ground) => run(ground, `DELETE FROM audit_event WHERE id = ${rowAt(place(ground))}`),
  },
  {
    kind: 'delete',
    name: 'a link',
    run: (ground) => run(ground, `DELETE FROM audit_link WHERE position = ${place(ground)}`),
  },
  { kind: 'delete', name: 'a row and its link', run: (ground) => remove(ground, place(ground)) },
  {
    kind: 'delete',
    name: 'a row and its link, the following renumbered',
    run: async (ground) => {
      const position = place(ground);
      await remove(ground, position);
      await renumber(ground, position);
    },
  },
  {
    kind: 'delete',
    name: 'a row and its link, the following renumbered and made anew with a guessed key',
    run: async (ground) => {
      const position = place(ground);
      await remove(ground, position);
      await renumber(ground, position);
      await rechain(ground.tx, guess(ground), { from: position, to: ground.last });
    },
  },
  {
    kind: 'delete',
    name: 'a link, the following renumbered, its row sealed again by the platform',
    run: async (ground) => {
      const position = place(ground);
      await run(ground, `DELETE FROM audit_link WHERE position = ${position}`);
      await renumber(ground, position);
      await sealAll(ground.tx, ground.key);
    },
  },
  {
    kind: 'reorder',
    name: 'the contents of two rows',
    run: (ground) => swapContents(ground, twoPlaces(ground)),
  },
  {
    kind: 'reorder',
    name: 'the rows of two links',
    run: (ground) => swapInLinks(ground, 'event_id', twoPlaces(ground)),
  },
  {
    kind: 'reorder',
    name: 'the places of two links',
    run: (ground) => swapInLinks(ground, 'position', twoPlaces(ground)),
  },
  {
    kind: 'reorder',
    name: 'the contents of two rows, every link from there made anew with a guessed key',
    run: async (ground) => {
      const places = twoPlaces(ground);
      await swapContents(ground, places);
      await rechain(ground.tx, guess(ground), { from: places[0], to: ground.last });
    },
  },
  {
    kind: 'reorder',
    name: 'the contents of two rows, and the digests of their links',
    run: async (ground) => {
      const places = twoPlaces(ground);
      await swapContents(ground, places);
      await swapInLinks(ground, 'digest', places);
    },
  },
  { kind: 'cut', name: 'the tail', run: async (ground) => void (await cut(ground, 'links and rows')) },
  {
    kind: 'cut',
    name: 'the tail, made-up rows in its place with links of a guessed key',
    run: async (ground) => {
      const from = await cut(ground, 'links and rows');
      await makeUp(ground, from);
      const key = guess(ground);
      await sealAll(ground.tx, key);
    },
  },
  {
    kind: 'cut',
    name: 'the tail, made-up rows in its place, sealed by the platform',
    run: async (ground) => {
      await makeUp(ground, await cut(ground, 'links and rows'));
      await sealAll(ground.tx, ground.key);
    },
  },
  {
    kind: 'cut',
    name: 'the links of the tail, a row edited, and all sealed again by the platform',
    run: async (ground) => {
      const from = place(ground);
      await edit(ground, ground.chance.int(from, ground.last));
      await run(ground, `DELETE FROM audit_link WHERE position >= ${from}`);
      await sealAll(ground.tx, ground.key);
    },
  },
];
