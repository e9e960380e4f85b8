// What a violation does to the statuses that a vehicle or a licence carries.

/** A set of statuses with or without one of them; `A` (正常) stands alone. */
export function withStatus<S extends string>(
  statuses: readonly S[],
  status: S,
  normal: S,
  held: boolean,
): readonly S[] {
  const others = statuses.filter((each) => each !== status && each !== normal);
  const next = held ? [...others, status] : others;
  return next.length === 0 ? [normal] : next;
}

/** Whether two sets of statuses are the same. */
export function sameStatuses(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((status) => other.includes(status));
}
