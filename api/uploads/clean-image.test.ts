// Pictures that are damaged, too large, or more than pictures; and what is kept of good ones.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { cleanUpload } from './clean-upload.ts';
import {
  craftedPng,
  PNG_SIGNATURE,
  pngChunk,
  redAndBlue,
  storedZip,
  withDeclaredSize,
  withSegment,
} from './crafted-images.ts';
import { craftedPdf } from './crafted-pdf.ts';
import { memoryRise, noise, outcomeOf, SCRIPT } from './upload-harness.ts';

const jpeg = await redAndBlue().jpeg().toBuffer();
const png = await redAndBlue().png().toBuffer();
const noisyJpeg = await noise(256).jpeg().toBuffer();
const noisyPng = await noise(256).png().toBuffer();
const grey = { width: 8, height: 8 };

describe('pictures that cannot be decoded', () => {
  it.each([
    ['only the magic of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['JPEG magic before HTML', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(SCRIPT)])],
    ['JPEG cut in its pixels', noisyJpeg.subarray(0, 20_000)],
    ['JPEG cut in its header', jpeg.subarray(0, 100)],
    ['JPEG without pixels', Buffer.concat([jpeg.subarray(0, 200), Buffer.from([0xff, 0xd9])])],
    ['PNG cut in its pixels', noisyPng.subarray(0, 60_000)],
    ['PNG without its end', png.subarray(0, png.length - 12)],
    ['PNG with spoilt pixels', craftedPng({ ...grey, pixels: Buffer.alloc(3) })],
    ['PNG of no size', craftedPng({ width: 0, height: 0, pixels: Buffer.alloc(9) })],
    [
      'PNG that begins with another chunk',
      Buffer.concat([PNG_SIGNATURE, pngChunk('tEXt', SCRIPT), png.subarray(8)]),
    ],
    [
      'PNG whose chunk is longer than the file',
      Buffer.concat([png.subarray(0, 33), Buffer.from('7fffffff49444154', 'hex')]),
    ],
  ])('%s is damaged', async (_, content) => {
    expect(await outcomeOf(content)).toMatch(/^document-(damaged|type-not-accepted)$/);
  });

  it('only the magic of a PNG is no picture', async () => {
    expect(await outcomeOf(PNG_SIGNATURE)).toMatch(/^document-(damaged|type-not-accepted)$/);
  });
});

describe('pictures too large to open', () => {
  const rows = deflateSync(Buffer.alloc(1000));
  it.each([
    [
      'PNG that declares 2 147 483 647 pixels a side',
      craftedPng({ width: 2 ** 31 - 1, height: 2 ** 31 - 1, pixels: rows }),
    ],
    ['PNG of 60 000 × 60 000 in a few bytes', craftedPng({ width: 60_000, height: 60_000, pixels: rows })],
    ['PNG of 100 million pixels', craftedPng({ width: 10_000, height: 10_000, bitDepth: 1 })],
    [
      'interlaced PNG of 25 million pixels',
      craftedPng({ width: 5_000, height: 5_000, interlaced: true, pixels: rows }),
    ],
    ['JPEG that declares 65 500 pixels a side', withDeclaredSize(jpeg, 65_500, 65_500)],
    ['JPEG of 41 million pixels', withDeclaredSize(jpeg, 8_200, 5_000)],
  ])('%s is refused before memory is spent', async (_, made) => {
    let code = '';
    const rise = await memoryRise(async () => {
      code = await outcomeOf(made);
    });
    expect(code).toBe('document-too-many-pixels');
    expect(rise).toBeLessThan(50_000_000);
  });

  it('a bomb of permitted size is decoded row by row', async () => {
    const bomb = craftedPng({ width: 8_000, height: 5_000 });
    expect(bomb.length).toBeLessThan(60_000);
    const rise = await memoryRise(async () => {
      expect(await cleanUpload(bomb)).toMatchObject({ width: 4_000, height: 2_500 });
    });
    expect(rise).toBeLessThan(200_000_000);
  });

  it('texts that inflate to gigabytes are never inflated', async () => {
    const swollen = deflateSync(Buffer.alloc(7_000_000));
    const text = pngChunk('zTXt', Buffer.concat([Buffer.from('k\0\0'), swollen]));
    const before = Array.from({ length: 300 }, () => text);
    const bomb = craftedPng({ ...grey, before });
    const rise = await memoryRise(async () => {
      expect(await cleanUpload(bomb)).toMatchObject(grey);
    });
    expect(rise).toBeLessThan(200_000_000);
  });

  it('many at once wait for each other', async () => {
    const bomb = await sharp({ create: { width: 6_000, height: 4_000, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const rise = await memoryRise(() => Promise.all(Array.from({ length: 12 }, () => cleanUpload(bomb))));
    expect(rise).toBeLessThan(300_000_000);
  });
});

describe('what is kept of a picture', () => {
  const itxt = Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), Buffer.from(SCRIPT)]);
  const ztxt = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from(SCRIPT))]);
  const zip = storedZip('index.html', SCRIPT);
  it.each([
    ['JPEG with an archive behind it', Buffer.concat([jpeg, zip])],
    ['JPEG with HTML behind it', Buffer.concat([jpeg, Buffer.from(`<html>${SCRIPT}`)])],
    ['JPEG with PHP in a comment', withSegment(jpeg, 0xfe, `<?php system($_GET[0]); ?>${SCRIPT}`)],
    ['JPEG with HTML in an unknown segment', withSegment(jpeg, 0xed, SCRIPT)],
    [
      'JPEG with a PDF in a comment',
      withSegment(jpeg, 0xfe, Buffer.concat([craftedPdf(), Buffer.from(SCRIPT)])),
    ],
    [
      'JPEG with script in its EXIF',
      redAndBlue()
        .jpeg()
        .withExif({ IFD0: { ImageDescription: SCRIPT } })
        .toBuffer(),
    ],
    ['JPEG with script in its XMP', redAndBlue().jpeg().withXmp(`<x>${SCRIPT}</x>`).toBuffer()],
    ['PNG with script in tEXt', craftedPng({ ...grey, before: [pngChunk('tEXt', `Comment\0${SCRIPT}`)] })],
    ['PNG with script in iTXt', craftedPng({ ...grey, before: [pngChunk('iTXt', itxt)] })],
    ['PNG with script in zTXt', craftedPng({ ...grey, before: [pngChunk('zTXt', ztxt)] })],
    ['PNG with an unknown chunk', craftedPng({ ...grey, before: [pngChunk('haCk', SCRIPT)] })],
    ['PNG with HTML behind it', Buffer.concat([png, Buffer.from(SCRIPT)])],
    ['PNG with an archive behind it', Buffer.concat([png, zip])],
    [
      'animated PNG',
      craftedPng({ ...grey, before: [pngChunk('acTL', Buffer.alloc(8)), pngChunk('fdAT', SCRIPT)] }),
    ],
  ])('%s is a picture and nothing else', async (_, made) => {
    const kept = await cleanUpload(await made);
    const text = Buffer.from(kept.content).toString('latin1');
    for (const planted of [
      'script',
      '<?php',
      'PK\x03\x04',
      '%PDF',
      'Exif',
      'http',
      'acTL',
      'zTXt',
      'iTXt',
      'tEXt',
    ])
      expect(text).not.toContain(planted);
    expect(text).toMatch(kept.mediaType === 'image/png' ? /IEND.{4}$/s : /\xff\xd9$/);
  });

  it('no position, no profile, no metadata', async () => {
    const exif = { IFD0: { Make: 'Yizhan' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '23/1 7/1 44/1' } };
    const full = redAndBlue().withExif(exif).withXmp('<x/>').withIccProfile('p3');
    for (const told of [await full.clone().jpeg().toBuffer(), await full.clone().png().toBuffer()]) {
      expect(await sharp(told).metadata()).toMatchObject({
        exif: expect.anything(),
        icc: expect.anything(),
        xmp: expect.anything(),
      });
      const { content } = await cleanUpload(told);
      const kept = await sharp(content).metadata();
      for (const part of ['exif', 'icc', 'xmp', 'iptc', 'comments', 'orientation'] as const)
        expect(kept[part]).toBeUndefined();
    }
  });

  it.each([1, 3, 6, 8])('orientation %i is applied to the pixels', async (orientation) => {
    const turned = await redAndBlue().withMetadata({ orientation }).jpeg().toBuffer();
    const kept = await cleanUpload(turned);
    const upright = orientation < 5 ? { width: 64, height: 32 } : { width: 32, height: 64 };
    expect(kept).toMatchObject(upright);
    const first = await sharp(kept.content)
      .extract({ left: 2, top: 2, width: 1, height: 1 })
      .raw()
      .toBuffer();
    const isRed = (first[0] ?? 0) > 128;
    expect(isRed).toBe(orientation === 1 || orientation === 6);
  });

  it.each([
    ['CMYK JPEG', redAndBlue().toColourspace('cmyk').jpeg().toBuffer(), { mediaType: 'image/jpeg' }],
    ['grey JPEG', redAndBlue().greyscale().jpeg().toBuffer(), { mediaType: 'image/jpeg' }],
    ['progressive JPEG', redAndBlue().jpeg({ progressive: true }).toBuffer(), { mediaType: 'image/jpeg' }],
    ['16-bit PNG', redAndBlue().toColourspace('rgb16').png().toBuffer(), { mediaType: 'image/png' }],
    ['transparent PNG', redAndBlue().ensureAlpha(0.5).png().toBuffer(), { mediaType: 'image/png' }],
    ['1-bit PNG', craftedPng({ ...grey, bitDepth: 1 }), grey],
    ['interlaced PNG', redAndBlue().png({ progressive: true }).toBuffer(), { width: 64, height: 32 }],
    ['1 × 1', craftedPng({ width: 1, height: 1 }), { width: 1, height: 1 }],
    ['20 000 × 1', craftedPng({ width: 20_000, height: 1 }), { width: 4_000, height: 1 }],
    ['1 × 20 000', craftedPng({ width: 1, height: 20_000 }), { width: 1, height: 4_000 }],
    [
      'stray bytes before the end of a JPEG',
      Buffer.concat([jpeg.subarray(0, -2), Buffer.from('0000ffd9', 'hex')]),
      { width: 64 },
    ],
  ])('%s is kept, eight bits of sRGB a channel', async (_, made, expected) => {
    const kept = await cleanUpload(await made);
    expect(kept).toMatchObject(expected);
    expect(await sharp(kept.content).metadata()).toMatchObject({
      space: expect.stringMatching(/^(srgb|b-w)$/),
      depth: 'uchar',
    });
  });

  it('a PNG too large to keep becomes a JPEG', async () => {
    const photograph = await noise(2_100).png().toBuffer();
    const kept = await cleanUpload(photograph);
    expect(kept).toMatchObject({ mediaType: 'image/jpeg', width: 2_000, height: 2_000 });
    expect(kept.content.length).toBeLessThan(10_000_000);
  });

  it('does not share memory with the upload', async () => {
    const kept = await cleanUpload(jpeg);
    expect(kept.content.byteOffset).toBe(0);
    expect(kept.content.buffer.byteLength).toBe(kept.content.byteLength);
  });
});
