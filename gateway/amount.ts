// Amounts as banks write them, in yuan, to whole fen: by their digits, never through a fraction.

/** Fen of an amount in yuan (`206.00`, `-0.01`, `8`); undefined where the text is no such amount. */
export function findFen(yuan: string): number | undefined {
  const [, sign, whole, cents = ''] = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  if (whole === undefined) return undefined;
  const fen = Number(`${whole}${cents.padEnd(2, '0')}`);
  return sign === '-' && fen !== 0 ? -fen : fen;
}

/** The amount in yuan, two digits after the point. */
export function yuanOf(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
