// How one route is asked so that nothing but the caller speaks against it, and what then follows.
import type { Asking } from './people.ts';
import type { PermissionScene } from './permission-scene.ts';
import type { ThingKind } from './permission-things.ts';

export interface Ask {
  /** What the route names, in its address or in its body. */
  readonly on?: ThingKind;
  /** What comes after the question of access: `done`, or refusals that are about something else. */
  readonly leadsTo: readonly string[];
  readonly asking?: (id: string, scene: PermissionScene) => Asking;
  /** Asked after all the others, in this order: it ends sessions. */
  readonly last?: number;
}

export type Asks = Readonly<Record<string, Ask>>;

export const done = ['done'] as const;
/** A version that nobody has seen: nothing is changed by a request that names it. */
export const NO_VERSION = 999_999_999;
/** An id that is nobody's. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Asks about something by its id. */
export const of = (id: string, body?: unknown): Asking => ({
  params: { id },
  ...(body === undefined ? {} : { body }),
});
