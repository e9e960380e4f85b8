// Documents as request bodies: judged by their own first bytes, kept with their digest, served as attachments.

import { saveAudit } from '../../db/audit.ts';
import { countLoose, findDocument, getContent, saveDocument } from '../../db/documents.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import { kindRefusal } from '../../domain/services/document-kinds.ts';
import { auditActorOf } from '../caller.ts';
import { publicContracts as contracts } from '../contract/public.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { cleanUpload } from '../uploads/clean-upload.ts';
import { quotaRefusal } from '../uploads/quota.ts';

/** Routes of documents. */
export function documentRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.upload, async ({ params, caller, origin, request, keep }) => {
      const { account } = caller;
      const unknownKind = kindRefusal(params.kind);
      if (unknownKind) throw new Refused(unknownKind);
      const body: unknown = request.body;
      const content = body instanceof Uint8Array ? new Uint8Array(body) : new Uint8Array();
      const createdAt = await deciding.now();
      const used = await countLoose(db, account.id, addMinutes(createdAt, -24 * 60));
      const overQuota = quotaRefusal(used, content.byteLength, account.unit === null ? 'person' : 'unit');
      if (overQuota) throw new Refused(overQuota);
      // Before the transaction: decoding takes its time.
      const clean = await cleanUpload(content);
      return db.$transaction(async (tx) => {
        const { mediaType } = clean;
        const document = {
          ownerId: account.id,
          kind: params.kind,
          mediaType,
          content: clean.content,
          createdAt,
        };
        const saved = await saveDocument(tx, document);
        await saveAudit(tx, {
          ...{
            at: createdAt,
            actor: auditActorOf(caller),
            action: 'upload',
            object: `document/${saved.id}`,
            origin,
          },
          states: { before: null, after: saved },
        });
        const reply = jsonReply(201, saved);
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.download, async ({ params, caller, origin, request }) => {
      const document = await findDocument(db, params.id);
      if (!document || !caller.ability.mayOn('read', 'Document', document))
        throw new Refused({ code: 'not-found' });
      const body = await getContent(db, document.id);
      // A scan cannot be masked: for the staff, opening it is reading it in full.
      if (caller.account.kind === 'staff') {
        const object = `document/${document.id}`;
        const at = await deciding.now();
        await saveAudit(db, { at, actor: auditActorOf(caller), action: 'read', object, origin });
      }
      request.res?.set({ 'Content-Disposition': 'attachment', 'Cache-Control': 'private, no-store' });
      return { status: 200, headers: { 'Content-Type': document.mediaType }, body };
    }),
  ];
}
