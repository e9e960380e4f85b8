// What a check found: an invariant holds, or the rows that offend against it.

export interface Finding {
  readonly name: string;
  readonly holds: boolean;
  /** What was counted, or the first offenders. */
  readonly detail: string;
}

const SHOWN = 3;

/** A finding from the offenders; none means that it holds. */
export function findingOf(name: string, checked: string, offenders: readonly string[]): Finding {
  if (offenders.length === 0) return { name, holds: true, detail: checked };
  const first = offenders.slice(0, SHOWN).join('; ');
  return { name, holds: false, detail: `${offenders.length} offend: ${first}` };
}
