// What may be shown of a person's data where it need not be seen in full. No mask ever equals what it hides.

/** 张三丰 → 张**; the first character stays. */
export function maskName(name: string): string {
  const characters = [...name];
  return unlike(name, characters.length < 2 ? '*' : `${characters[0]}${'*'.repeat(characters.length - 1)}`);
}

/** 411702199003071234 → 4117**********1234; of fewer than twelve characters the first and last two stay. */
export function maskIdNo(number: string): string {
  return unlike(number, number.length >= 12 ? keepEnds(number, 4, 4) : keepEnds(number, 2, 2));
}

/** 13812341234 → 138****1234. */
export function maskMobile(mobile: string): string {
  return unlike(mobile, keepEnds(mobile, 3, 4));
}

/** 豫QA1238 → 豫QA***8. */
export function maskPlate(number: string): string {
  return unlike(number, keepEnds(number, 3, 1));
}

// A place name of the three upper levels: never a street, a village, a number or a housing estate (小区).
const PLACE = '[^路街镇乡村号巷弄组\\d\\sA-Za-z]';
const TO_DISTRICT = new RegExp(
  `^(?:${PLACE}{2,8}?(?:省|自治区))?(?:${PLACE}{2,10}?(?:市|自治州|地区|盟))?${PLACE}{1,12}?(?:(?<![小社园校厂院])区|县|市|旗)`,
  'u',
);

/** Province, city and district only; all hidden when none is found. */
export function maskAddress(address: string): string {
  return unlike(address, TO_DISTRICT.exec(address)?.[0] ?? '****');
}

function keepEnds(text: string, head: number, tail: number): string {
  const characters = [...text];
  const hidden = characters.length - head - tail;
  if (hidden <= 0) return '*'.repeat(Math.max(1, characters.length));
  return `${characters.slice(0, head).join('')}${'*'.repeat(hidden)}${characters.slice(-tail).join('')}`;
}

// A text that is nothing but stars, or an address that ends with its district, must still come out changed.
function unlike(text: string, masked: string): string {
  return masked === text ? `${masked}*` : masked;
}
