// Documents as request bodies: judged by their own first bytes, kept with their digest, served as attachments.

import { findApplication } from '../../db/applications.ts';
import { findDocument, saveDocument } from '../../db/documents.ts';
import { publicContracts as contracts } from '../contract/public.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

const SIGNATURES = [
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
] as const;

/** What a file is by its first bytes, whatever it was called. */
export function mediaTypeOf(content: Uint8Array): string | undefined {
  return SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => content[index] === byte))?.mediaType;
}

/** Routes of documents. */
export function documentRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.upload, async ({ params, account, request, keep }) => {
      const body: unknown = request.body;
      const content = body instanceof Uint8Array ? new Uint8Array(body) : new Uint8Array();
      const mediaType = mediaTypeOf(content);
      if (mediaType === undefined) throw new Refused({ code: 'document-type-not-accepted' });
      const createdAt = await deciding.now();
      return db.$transaction(async (tx) => {
        const document = { ownerId: account.id, kind: params.kind, mediaType, content, createdAt };
        const reply = jsonReply(201, await saveDocument(tx, document));
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.download, async ({ params, account, request }) => {
      const document = await findDocument(db, params.id);
      const case_ = document?.applicationId ? await findApplication(db, document.applicationId) : undefined;
      const readable =
        document &&
        (account.role === 'applicant' ? document.ownerId === account.id : case_?.office === account.office);
      if (!readable) throw new Refused({ code: 'not-found' });
      request.res?.set({ 'Content-Disposition': 'attachment', 'Cache-Control': 'private, no-store' });
      return { status: 200, headers: { 'Content-Type': document.mediaType }, body: document.content };
    }),
  ];
}
