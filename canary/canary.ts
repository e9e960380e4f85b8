// What is looked for: a value that belongs to somebody, and the forms in which it could lie about.

export type CanaryKind = 'id-number' | 'mobile' | 'name' | 'address' | 'planted';

export interface Canary {
  readonly kind: CanaryKind;
  readonly value: string;
  /** Ids of the person and of the accounts that may see it; nobody's when it was planted. */
  readonly owners: ReadonlySet<string>;
}

/** One form of a value. */
export interface Pattern {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Shorter ones turn up by accident. */
export const LEAST_BYTES = 8;

/** A value as it is, as JSON and addresses escape it, in base64 wherever it begins, and in hexadecimal. */
export function patternsOf(value: string): readonly Pattern[] {
  const texts: readonly (readonly [string, string])[] = [
    ['as it is', value],
    ['in small letters', value.toLowerCase()],
    ['JSON-escaped', escaped(value)],
    [
      'JSON-escaped',
      escaped(value).replaceAll(/\\u[0-9a-f]{4}/g, (unit) => `\\u${unit.slice(2).toUpperCase()}`),
    ],
    ['URL-encoded', encodeURIComponent(value)],
    ['URL-encoded', encodeURIComponent(value).replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())],
    ...[0, 1, 2].flatMap((offset) => {
      const core = base64Core(value, offset);
      const urlSafe = core.replaceAll('+', '-').replaceAll('/', '_');
      return [['base64', core] as const, ['base64', urlSafe] as const];
    }),
    ['hexadecimal', Buffer.from(value).toString('hex')],
    ['hexadecimal', Buffer.from(value).toString('hex').toUpperCase()],
  ];
  const seen = new Set<string>();
  return texts.flatMap(([encoding, text]) => {
    const bytes = Buffer.from(text);
    if (seen.has(text) || bytes.length < LEAST_BYTES) return [];
    seen.add(text);
    return [{ encoding, bytes }];
  });
}

function escaped(value: string): string {
  return [...value.split('')]
    .map((unit) => {
      const code = unit.charCodeAt(0);
      return code < 0x80 ? unit : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .join('');
}

/** The characters of base64 that only the value decides, when `offset` bytes come before it. */
function base64Core(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  const from = Math.ceil((offset * 8) / 6);
  return bytes.toString('base64').slice(from, Math.floor((bytes.length * 8) / 6));
}
