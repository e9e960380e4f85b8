// The intake of uploads: a file is what its content is, and only what a clerk has to see of it is kept.
import { fileTypeFromBuffer } from 'file-type';
import { Refused } from '../refused.ts';
import { checkPdf } from './check-pdf.ts';
import { cleanImage } from './clean-image.ts';
import { takingTurns } from './taking-turns.ts';

/** A document fit to be stored. Width and height are those of a picture. */
export interface CleanUpload {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
  readonly content: Uint8Array<ArrayBuffer>;
  readonly width?: number;
  readonly height?: number;
}

const inTurn = takingTurns({ atOnce: 2, inLine: 20 });

/** Accepts a file or throws Refused: pictures come back made anew, PDF files as they are. */
export async function cleanUpload(content: Uint8Array): Promise<CleanUpload> {
  if (content.byteLength === 0) throw new Refused({ code: 'document-empty' });
  const mediaType = await detectedType(content);
  switch (mediaType) {
    case 'image/jpeg':
      return inTurn(() => cleanImage(content, 'jpeg'));
    case 'image/png':
    case 'image/apng':
      return inTurn(() => cleanImage(content, 'png'));
    case 'application/pdf':
      return inTurn(async () => {
        await checkPdf(content);
        return { mediaType, content: new Uint8Array(content) };
      });
    default:
      throw new Refused({ code: 'document-type-not-accepted' });
  }
}

/** The type by magic bytes; a file that its detector cannot read is of no type. */
async function detectedType(content: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(content))?.mime;
  } catch {
    return undefined;
  }
}
