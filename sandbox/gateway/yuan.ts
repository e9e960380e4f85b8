// Amounts and times as the banks write them.

/** `206.00`. */
export function yuan(fen: number): string {
  const text = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Fen of such a text; NaN where it is none. */
export function fenOf(text: string): number {
  const [, whole, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? Number.NaN : Number(whole + cents.padEnd(2, '0'));
}

/** `2015-11-02 17:30:00`, in Beijing. */
export function beijing(at: string | Date): string {
  const local = new Date(new Date(at).getTime() + 8 * 3_600_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** The instant of such a text; undefined where it is none. */
export function findInstant(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
