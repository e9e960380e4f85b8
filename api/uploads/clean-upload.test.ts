// Files that are not what they should be. An upload has no file name here, so `../` and CRLF have nowhere to hide.
import fc from 'fast-check';
import { Refused } from '../refused.ts';
import { cleanUpload } from './clean-upload.ts';
import { PNG_SIGNATURE, redAndBlue, storedZip } from './crafted-images.ts';
import { craftedPdf } from './crafted-pdf.ts';
import { outcomeOf, SCRIPT } from './upload-harness.ts';

const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join('');
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`;

const jpeg = await redAndBlue().jpeg().toBuffer();
const png = await redAndBlue().png().toBuffer();
const gif = await redAndBlue().gif().toBuffer();

describe('what is no picture and no PDF', () => {
  it.each([
    ['HTML', Buffer.from(`<!doctype html>${SCRIPT}`)],
    ['HTML after a byte order mark', Buffer.from(`\ufeff<html>${SCRIPT}`)],
    ['SVG', Buffer.from(SVG)],
    ['SVG with an XML declaration', Buffer.from(`<?xml version="1.0"?>${SVG}`)],
    ['GIF', redAndBlue().gif().toBuffer()],
    ['GIF with an archive (GIFAR)', Buffer.concat([gif, storedZip('A.class', 'x')])],
    ['WEBP', redAndBlue().webp().toBuffer()],
    ['TIFF', redAndBlue().tiff().toBuffer()],
    ['AVIF', redAndBlue(64, 64).avif().toBuffer()],
    ['BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)])],
    ['ZIP', storedZip('index.html', SCRIPT)],
    ['office document', storedZip('[Content_Types].xml', '<Types/>')],
    ['ELF', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(60)])],
    ['Windows programme', Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(60)])],
    ['shell script', Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['PostScript', Buffer.from('%!PS-Adobe-3.0\nshowpage\n')],
    ['EICAR', Buffer.from(EICAR)],
    ['text', Buffer.from('粤A12345')],
    ['one byte', Buffer.from([0xff])],
    ['JPEG XL', Buffer.from([0xff, 0x0a, 0xff, 0x07, 0x08, 0x83, 0x04, 0x0c])],
    ['JPEG after a space', Buffer.concat([Buffer.from(' '), jpeg])],
    [
      'PNG signature spoilt by a text transfer',
      Buffer.concat([Buffer.from('\x89PNG\n\x1a\n', 'latin1'), png.subarray(8)]),
    ],
  ])('%s is not accepted', async (_, made) => {
    expect(await outcomeOf(await made)).toBe('document-type-not-accepted');
  });

  it('nothing at all is said to be nothing', async () => {
    expect(await outcomeOf(new Uint8Array())).toBe('document-empty');
  });
});

describe('whatever comes', () => {
  const magics = [jpeg.subarray(0, 3), PNG_SIGNATURE, Buffer.from('%PDF-1.7\n'), Buffer.alloc(0)];
  const outcome = async (content: Uint8Array) => {
    try {
      return Buffer.from((await cleanUpload(content)).content).toString('latin1');
    } catch (error) {
      if (error instanceof Refused) return '';
      throw error;
    }
  };

  it('random bytes behind any magic are refused', async () => {
    const bytes = fc.tuple(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 600 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([magic, rest]) => {
        expect(await outcome(Buffer.concat([magic, rest]))).toBe('');
      }),
      { numRuns: 200 },
    );
  });

  it('a script planted anywhere in a good file is refused or gone', async () => {
    const good = fc.constantFrom(jpeg, png, craftedPdf());
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(good, place, fc.boolean(), async (file, share, overwrites) => {
        const at = Math.round(share * file.length);
        const rest = file.subarray(overwrites ? at + SCRIPT.length : at);
        expect(await outcome(Buffer.concat([file.subarray(0, at), Buffer.from(SCRIPT), rest]))).not.toContain(
          'script',
        );
      }),
      { numRuns: 300 },
    );
  });

  it('a few spoilt bytes never break the intake', async () => {
    const spoilt = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(jpeg, png, craftedPdf()), spoilt, async (file, changes) => {
        const copy = Buffer.from(file);
        for (const [place, value] of changes) copy[place % copy.length] = value;
        expect(typeof (await outcome(copy))).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});
