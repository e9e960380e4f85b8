// PDF files that do more than show pages, in every writing a viewer would understand.
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { cleanUpload } from './clean-upload.ts';
import { storedZip } from './crafted-images.ts';
import { craftedPdf, objectStream, pdfStream } from './crafted-pdf.ts';
import { memoryRise, outcomeOf, SCRIPT } from './upload-harness.ts';

const KEPT = 'kept as application/pdf';
const ACTIVE = 'document-active-content';
const DAMAGED = 'document-damaged';
const COMPLEX = 'document-too-complex';

const js = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
const uri = '<< /S /URI /URI (https://example.org) >>';
const plain = craftedPdf();
const text = plain.toString('latin1');

describe('a PDF that shows pages is kept byte for byte', () => {
  const revised = Buffer.concat([plain, Buffer.from(text.slice(text.indexOf('xref'), text.length))]);
  it.each([
    ['one empty page', plain],
    ['white space behind it', Buffer.concat([plain, Buffer.from('\r\n \n\0\0')])],
    ['saved once more', revised],
    ['objects in an object stream', craftedPdf({ objects: [objectStream(['<< /Title (x) >>', '[1 2 3]'])] })],
    ['a link to a page on the net', craftedPdf({ objects: [`<< /Type /Annot /Subtype /Link /A ${uri} >>`] })],
    ['opens at a place', craftedPdf({ catalogue: '/OpenAction [3 0 R /XYZ null null 0]' })],
    ['opens by going to a page', craftedPdf({ catalogue: '/OpenAction << /S /GoTo /D [3 0 R /Fit] >>' })],
    [
      'opens by reference',
      craftedPdf({ catalogue: '/OpenAction 4 0 R', objects: ['<< /S /GoTo /D [3 0 R] >>'] }),
    ],
    [
      'opens by a packed reference',
      craftedPdf({ catalogue: '/OpenAction 20 0 R', objects: [objectStream(['[3 0 R /Fit]', uri])] }),
    ],
    [
      'outlines',
      craftedPdf({
        catalogue: '/Outlines 4 0 R',
        objects: ['<< /First 5 0 R /Last 5 0 R >>', '<< /Title (a) >>'],
      }),
    ],
    [
      'names of active content by chance in pixels',
      craftedPdf({ objects: [pdfStream('', '\x00\xff/JS \xfe/AA<\x01')] }),
    ],
    [
      'names that only begin alike',
      craftedPdf({ objects: ['<< /JSX 1 /AAA 2 /LaunchPad 3 /FirstChar 4 >>'] }),
    ],
    ['a filled form', craftedPdf({ catalogue: '/AcroForm << /Fields [] >>' })],
    [
      'brackets in strings',
      craftedPdf({ objects: ['<< /A (\\) >> \\\\) /B (a (b) stream) >> % ( comment'] }),
    ],
    ['an ASCII85 stream', craftedPdf({ objects: [pdfStream('/Filter /ASCII85Decode', '9jqo^zBlbD-~>')] })],
  ])('%s', async (_, content) => {
    const kept = await outcomeOf(content);
    expect(kept).toBe(KEPT);
    expect(Buffer.compare((await cleanUpload(content)).content, content)).toBe(0);
  });

  it('as pdfkit writes it', async () => {
    const document = new PDFDocument();
    document.text('Insurance policy').addPage().rect(10, 10, 50, 50).fill('red');
    document.end();
    expect(await outcomeOf(Buffer.concat(await document.toArray()))).toBe(KEPT);
  });
});

describe('a PDF that acts, carries files or hides them is refused', () => {
  it.each([
    ['/JavaScript', craftedPdf({ objects: [js] })],
    ['/JS alone', craftedPdf({ objects: ['<< /S /Hidden /JS (x) >>'] })],
    ['/J#53 with an escape', craftedPdf({ objects: ['<< /J#53 (x) >>'] })],
    [
      '/#4a#61#76#61#53#63#72#69#70#74',
      craftedPdf({ objects: ['<< /S /#4a#61#76#61#53#63#72#69#70#74 >>'] }),
    ],
    ['/Java#53cript with capitals of hex', craftedPdf({ objects: ['<< /S /#4Aava#53cript >>'] })],
    [
      'names of a document-level script',
      craftedPdf({ catalogue: `/Names << /JavaScript << /Names [(a) ${js}] >> >>` }),
    ],
    ['/Launch', craftedPdf({ objects: ['<< /S /Launch /F (cmd.exe) >>'] })],
    ['/SubmitForm', craftedPdf({ objects: ['<< /S /SubmitForm /F (https://example.org) >>'] })],
    ['/ImportData', craftedPdf({ objects: ['<< /S /ImportData /F (x) >>'] })],
    ['/GoToR to a share', craftedPdf({ objects: ['<< /S /GoToR /F (\\\\\\\\host\\\\share) >>'] })],
    ['/GoToE', craftedPdf({ objects: ['<< /S /GoToE >>'] })],
    ['/OpenAction with a script', craftedPdf({ catalogue: `/OpenAction ${js}` })],
    ['/OpenAction to the net', craftedPdf({ catalogue: `/OpenAction ${uri}` })],
    ['/OpenAction to the net by reference', craftedPdf({ catalogue: '/OpenAction 4 0 R', objects: [uri] })],
    [
      '/OpenAction to the net, packed',
      craftedPdf({ catalogue: '/OpenAction 21 0 R', objects: [objectStream(['[3 0 R]', uri])] }),
    ],
    [
      '/OpenAction to a page, then to the net',
      craftedPdf({ catalogue: `/OpenAction << /S /GoTo /D [3] /Next ${uri} >>` }),
    ],
    ['/OpenAction to nowhere', craftedPdf({ catalogue: '/OpenAction 99 0 R' })],
    ['/AA', craftedPdf({ objects: [`<< /AA << /O ${uri} >> >>`] })],
    ['/EmbeddedFile', craftedPdf({ objects: [pdfStream('/Type /EmbeddedFile', 'MZ')] })],
    ['/EmbeddedFiles', craftedPdf({ catalogue: '/Names << /EmbeddedFiles 4 0 R >>' })],
    [
      '/EF without the name of its type',
      craftedPdf({ objects: ['<< /F (a.exe) /EF << /F 5 0 R >> >>', pdfStream('', 'MZ')] }),
    ],
    ['/FileAttachment', craftedPdf({ objects: ['<< /Subtype /FileAttachment >>'] })],
    ['a portfolio', craftedPdf({ catalogue: '/Collection << /View /D >>' })],
    ['/RichMedia', craftedPdf({ objects: ['<< /Subtype /RichMedia >>'] })],
    ['/XFA', craftedPdf({ catalogue: '/AcroForm << /XFA 4 0 R >>', objects: [pdfStream('', '<xdp/>')] })],
    [
      '/AcroForm with a script',
      craftedPdf({ catalogue: `/AcroForm << /Fields [<< /AA << /K ${js} >> >>] >>` }),
    ],
    ['a script in an object stream', craftedPdf({ objects: [objectStream(['<< >>', js])] })],
    [
      'an escaped script in an object stream',
      craftedPdf({ objects: [objectStream(['<< /S /J#61vaScript >>'])] }),
    ],
    [
      '/JS in an object stream without its type',
      craftedPdf({ objects: [pdfStream('/N 1 /First 5 ', '20 0 << /JS 5 0 R >>')] }),
    ],
    [
      'an attachment in an object stream',
      craftedPdf({ objects: [objectStream(['<< /EF << /F 5 0 R >> >>'])] }),
    ],
    ['HTML in a comment', craftedPdf({ between: `%${SCRIPT}\n` })],
    ['PHP in a stream', craftedPdf({ objects: [pdfStream('', '<?php system($_GET[0]);')] })],
  ])('%s', async (_, content) => {
    expect(await outcomeOf(content)).toBe(ACTIVE);
  });

  const packed = objectStream([js]);
  const packedText = packed.toString('latin1');
  it.each([
    [
      'in a string',
      craftedPdf({ objects: [`(20 0 obj ${packedText.replaceAll(/[()\\]/g, '\\$&')} endobj)`] }),
    ],
    ['in a comment', craftedPdf({ between: '% << /First 4 >>\n' })],
    [
      'in another stream',
      craftedPdf({
        objects: [pdfStream('', Buffer.concat([Buffer.from('9 0 obj '), packed.subarray(0, -9)]))],
      }),
    ],
    ['in an array', craftedPdf({ objects: [`[ ${packedText} ]`] })],
    ['in the dictionary of another', craftedPdf({ objects: [`<< /A ${packedText} >>`] })],
    [
      'with two filters',
      craftedPdf({
        objects: [pdfStream('/First 4 /Filter [/FlateDecode /FlateDecode]', deflateSync(deflateSync('x')))],
      }),
    ],
    [
      'with a filter in ASCII',
      craftedPdf({ objects: [pdfStream('/First 4 /Filter /ASCIIHexDecode', '2f4a53')] }),
    ],
    [
      'with a filter by reference',
      craftedPdf({ objects: [pdfStream('/First 4 /Filter 5 0 R', deflateSync('x'))] }),
    ],
    ['with a filter named twice', craftedPdf({ objects: [objectStream(['<< >>'], '/Filter /LZWDecode')] })],
    [
      'with a predictor',
      craftedPdf({ objects: [objectStream(['<< >>'], '/DecodeParms << /Predictor 12 >>')] }),
    ],
    [
      'with data that does not inflate',
      craftedPdf({ objects: [pdfStream('/First 4 /Filter /FlateDecode', 'xxxx')] }),
    ],
    [
      'under escaped names',
      craftedPdf({ objects: [pdfStream('/F#69rst 4 /F#69lter /LZW#44ecode', 'xxxx')] }),
    ],
  ])('an object stream nobody can look into: %s', async (_, content) => {
    expect([DAMAGED, ACTIVE]).toContain(await outcomeOf(content));
  });

  it('encrypted', async () => {
    expect(await outcomeOf(craftedPdf({ trailer: '/Encrypt << /Filter /Standard /V 2 >>' }))).toBe(
      'document-encrypted',
    );
    expect(await outcomeOf(craftedPdf({ trailer: '/Encr#79pt 4 0 R' }))).toBe('document-encrypted');
    const locked = new PDFDocument({ userPassword: 'secret' });
    locked.text('x').end();
    expect(await outcomeOf(Buffer.concat(await locked.toArray()))).toBe('document-encrypted');
  });
});

describe('a PDF that is not whole, or not only a PDF, is refused', () => {
  it.each([
    ['only the magic', Buffer.from('%PDF-')],
    ['only a header', Buffer.from('%PDF-1.7\n')],
    ['an unknown version', Buffer.from(text.replace('%PDF-1.7', '%PDF-9.x'), 'latin1')],
    ['no %%EOF', plain.subarray(0, -6)],
    ['no startxref', Buffer.from(text.replace('startxref', 'startxxxx'), 'latin1')],
    ['cut in half', plain.subarray(0, plain.length / 2)],
    ['cross-references elsewhere', Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')],
    [
      'cross-references behind the file',
      Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n9999999999'), 'latin1'),
    ],
    ['text behind it', Buffer.concat([plain, Buffer.from('alert(1)')])],
    ['an archive behind it', Buffer.concat([plain, storedZip('a.html', 'x')])],
    [
      'an archive whose comment is the end',
      craftedPdf({ objects: [pdfStream('', storedZip('A.class', 'x'))] }),
    ],
    ['a second PDF behind white space and text', Buffer.concat([plain, Buffer.from('\n1\n'), plain])],
    ['a bracket that does not close', craftedPdf({ objects: ['<< /A [1 2 >>'] })],
    ['a string that does not close', craftedPdf({ objects: ['(never'] })],
    [
      'a stream that does not end',
      Buffer.from(
        craftedPdf({ objects: [pdfStream('', 'x')] })
          .toString('latin1')
          .replace('endstream', 'endstraem'),
        'latin1',
      ),
    ],
    ['a stray character', craftedPdf({ objects: ['<< /A <zz> >>'] })],
  ])('%s', async (_, content) => {
    expect(await outcomeOf(content)).toBe(DAMAGED);
  });

  it('something before it is no PDF', async () => {
    for (const first of [' ', '\n', '\ufeff', '<html>', 'GIF89a', 'MZ'])
      expect(await outcomeOf(Buffer.concat([Buffer.from(first), plain]))).toMatch(
        /^document-(type-not-accepted|damaged)$/,
      );
  });
});

describe('a PDF that swells is refused in little memory', () => {
  const zeros = deflateSync(Buffer.alloc(500_000_000), { level: 1 });
  const ascii = `${zeros.toString('hex')}>`;
  it.each([
    ['an object stream', pdfStream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', zeros)],
    ['a page', pdfStream('/Filter /FlateDecode', zeros)],
    ['a page in hexadecimal', pdfStream('/Filter [/ASCIIHexDecode /FlateDecode]', ascii)],
    [
      'a page behind blanks',
      Buffer.from(
        pdfStream('/Filter /FlateDecode', zeros).toString('latin1').replace('stream\n', 'stream  \n'),
        'latin1',
      ),
    ],
    ['a page whose filters are elsewhere', pdfStream('/F#69lter 5 0 R', deflateSync(zeros))],
    ['a page deflated twice', pdfStream('/Filter [/FlateDecode /FlateDecode]', deflateSync(zeros))],
    ['a page in LZW', pdfStream('/Filter /LZWDecode', Buffer.alloc(200_000))],
    [
      'the head of an object stream',
      pdfStream('/First 900000 /Filter /FlateDecode', deflateSync(Buffer.alloc(900_000, '1 '))),
    ],
    ['a million tokens', '1 '.repeat(600_000)],
  ])('%s', async (_, object) => {
    const content = craftedPdf({ objects: [object] });
    let outcome = '';
    const rise = await memoryRise(async () => {
      outcome = await outcomeOf(content);
    });
    expect(outcome).toBe(COMPLEX);
    expect(rise).toBeLessThan(200_000_000);
  });

  it('many streams together', async () => {
    const page = pdfStream('/Filter /FlateDecode', deflateSync(Buffer.alloc(36_000_000)));
    expect(await outcomeOf(craftedPdf({ objects: Array.from({ length: 6 }, () => page) }))).toBe(KEPT);
    expect(await outcomeOf(craftedPdf({ objects: Array.from({ length: 7 }, () => page) }))).toBe(COMPLEX);
  });
});
