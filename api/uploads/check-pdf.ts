// PDF files are kept as they are, so only those are accepted that show pages and do nothing else.
import { Refused } from '../refused.ts';
import { ACTIVE_NAMES, ACTIVE_SHORT_NAMES, ENCRYPTION } from './pdf-names.ts';
import { outsideStreams, streamsOf } from './pdf-objects.ts';
import { opensByItself } from './pdf-open-action.ts';
import { measureStreams, objectTexts } from './pdf-streams.ts';

const HEADER = /^%PDF-[12]\.\d/;
const ENDING = /startxref[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+%%EOF$/;
const CROSS_REFERENCES = /[\0\t\n\f\r ]*(?:xref|\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj)(?![a-z])/y;
const MARKUP = /<(?:script|html|svg|iframe)|<\?php|<!doctype/i;
/** The end of a ZIP archive, searched where a reader of archives would: a comment of 65 535 bytes may follow it. */
const ARCHIVE_END = 'PK\x05\x06';
const ARCHIVE_ENDING_BYTES = 65_557;

/** Throws Refused unless a PDF file is whole, readable, free of active or embedded content, and nothing besides. */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = content.toString('latin1');
  checkFrame(text);
  if (ENCRYPTION.test(text)) throw new Refused({ code: 'document-encrypted' });
  if (ACTIVE_NAMES.test(text) || MARKUP.test(text)) throw activeContent();
  const streams = streamsOf(text);
  const main = outsideStreams(text, streams);
  if (main.lastIndexOf('%PDF-') > 0) throw new Refused({ code: 'document-damaged' });
  const packed = await objectTexts(content, streams);
  for (const part of [main, ...packed.map((stream) => stream.text)])
    if (ACTIVE_NAMES.test(part) || ACTIVE_SHORT_NAMES.test(part)) throw activeContent();
  if (opensByItself(main, packed)) throw activeContent();
  await measureStreams(content, streams);
}

/** A header at the first byte, the cross-references where the end says, and nothing but white space after it. */
function checkFrame(text: string): void {
  const end = endOfText(text);
  const found = ENDING.exec(text.slice(Math.max(0, end - 256), end));
  CROSS_REFERENCES.lastIndex = Number(found?.[1]);
  const whole = HEADER.test(text) && found !== null && CROSS_REFERENCES.test(text);
  const archive = text.lastIndexOf(ARCHIVE_END) >= Math.max(0, text.length - ARCHIVE_ENDING_BYTES);
  if (!whole || archive) throw new Refused({ code: 'document-damaged' });
}

function endOfText(text: string): number {
  let end = text.length;
  while (end > 0 && '\0\t\n\f\r '.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

function activeContent(): Refused {
  return new Refused({ code: 'document-active-content' });
}
