// ISO 7064 MOD 11,10: the check digit of numbers that the platform itself gives out.

/** The check digit for a text of digits: every single wrong digit shows, and nearly every exchange of neighbours. */
export function checkDigitOf(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}
