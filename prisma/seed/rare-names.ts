// Names that nobody else bears: whoever finds one where it should not be knows whose it is.

const SURNAMES = ['澹台', '赫连', '尉迟', '公冶', '濮阳', '淳于', '太叔', '亓官', '宇文', '皇甫'] as const;
/** Characters of the jade radical, as parents choose them and printers dread them. */
const JADE = { first: 0x7380, count: 0x180 } as const;
const GIVEN = JADE.count * JADE.count;

const RARE_NAME = new RegExp(`^(?:${SURNAMES.join('|')})[\\u7380-\\u74ff]{2}$`, 'u');

/** The n-th name; equal numbers below 1 474 560 alone have equal names. */
export function rareName(n: number): string {
  const given = n % GIVEN;
  const surname = SURNAMES[Math.floor(n / GIVEN) % SURNAMES.length] ?? SURNAMES[0];
  const jade = (index: number) => String.fromCodePoint(JADE.first + index);
  return surname + jade(Math.floor(given / JADE.count)) + jade(given % JADE.count);
}

/** Whether a name is one of these. */
export function isRareName(text: string): boolean {
  return RARE_NAME.test(text);
}
