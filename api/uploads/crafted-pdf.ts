// PDF files for tests: correct ones into which anything can be put.
import { deflateSync } from 'node:zlib';

export type PdfPart = string | Buffer;

export interface PdfParts {
  /** Entries of the catalogue besides its pages. */
  readonly catalogue?: string;
  /** Objects from number 4 on. */
  readonly objects?: readonly PdfPart[];
  /** Entries of the trailer besides size and root. */
  readonly trailer?: string;
  /** Bytes between the last object and the cross-references. */
  readonly between?: PdfPart;
}

/** A file of one empty page with a right table of cross-references. */
export function craftedPdf({
  catalogue = '',
  objects = [],
  trailer = '',
  between = '',
}: PdfParts = {}): Buffer {
  const bodies: readonly PdfPart[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...objects,
  ];
  const written: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets = bodies.map((body, index) => {
    const offset = lengthOf(written);
    written.push(Buffer.from(`${index + 1} 0 obj\n`), bytesOf(body), Buffer.from('\nendobj\n'));
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  written.push(bytesOf(between));
  const size = bodies.length + 1;
  const start = lengthOf(written);
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.concat([...written, Buffer.from(table + end)]);
}

/** A stream with a dictionary of its own. */
export function pdfStream(dictionary: string, data: PdfPart): Buffer {
  const bytes = bytesOf(data);
  const head = `<< /Length ${bytes.length} ${dictionary} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream')]);
}

/** An object stream that holds these objects from number 20 on, deflated. */
export function objectStream(objects: readonly string[], dictionary = ''): Buffer {
  let offset = 0;
  const pairs = objects.map((object, index) => {
    const pair = `${20 + index} ${offset} `;
    offset += object.length + 1;
    return pair;
  });
  const head = pairs.join('');
  const data = deflateSync(Buffer.from(`${head}${objects.join(' ')} `, 'latin1'));
  const own = `/Type /ObjStm /N ${objects.length} /First ${head.length} /Filter /FlateDecode ${dictionary}`;
  return pdfStream(own, data);
}

function bytesOf(part: PdfPart): Buffer {
  return typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
