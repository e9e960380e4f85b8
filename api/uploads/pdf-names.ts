// Names in PDF syntax: how they may be written, and which of them make a viewer act or carry files.

/** Makes a viewer act, opens something else or carries a file. Long enough never to occur by chance in pixels. */
const ACTIVE = [
  ...['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'Rendition', 'XFA'],
  ...['EmbeddedFile', 'EmbeddedFiles', 'FileAttachment', 'Collection'],
  ...['RichMedia', 'RichMediaContent', 'Movie', 'Sound', 'Flash'],
];

/** Of two letters: looked for only where no compressed bytes can spell them. */
const ACTIVE_SHORT = ['JS', 'AA', 'EF', '3D'];

/** Every writing of these names: each character as itself or as #hh, up to a delimiter. */
export function nameRule(names: readonly string[], flags = ''): RegExp {
  const spellings = names.map((name) => [...name].map(spellingsOf).join(''));
  return new RegExp(`/(?:${spellings.join('|')})(?![^\\0\\t\\n\\f\\r ()<>[\\]{}/%])`, flags);
}

function spellingsOf(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
  const anyCase = [...hex].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('');
  return `(?:${character}|#${anyCase})`;
}

/** A name with its escapes resolved. */
export function plainName(written: string): string {
  return written.replace(/#([\da-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

export const ACTIVE_NAMES = nameRule(ACTIVE);
export const ACTIVE_SHORT_NAMES = nameRule(ACTIVE_SHORT);
export const ENCRYPTION = nameRule(['Encrypt']);
/** What the dictionary of an object stream has: viewers go by either. */
export const OBJECT_STREAM_NAMES = nameRule(['ObjStm', 'First'], 'g');
