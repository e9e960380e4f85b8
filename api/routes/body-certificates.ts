// 《机动车驾驶人身体条件证明》: printed for the hospital that made it, and for the clerks it is submitted to.
import { saveAudit } from '../../db/audit.ts';
import { findCertificateOf, findPicture } from '../../db/body-exams.ts';
import { auditActorOf } from '../caller.ts';
import { bodyCertificateContracts as contracts } from '../contract/body-certificates.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { printedCertificate } from '../queries/body-certificate-print.ts';
import { Refused } from '../refused.ts';

/** Routes of certificates. */
export function bodyCertificateRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.print, async ({ params, caller, origin, request }) => {
      const onFile = await findCertificateOf(db, params.id);
      if (!onFile || !caller.ability.mayOn('read', 'BodyCertificate', onFile))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      // It shows everything that was found: printing it is reading it in full.
      const object = `application/${params.id}`;
      await saveAudit(db, { at, actor: auditActorOf(caller), action: 'print', object, origin });
      const body = await printedCertificate(onFile, await findPicture(db, onFile.photoId), at);
      request.res?.set({
        'Content-Disposition': 'inline; filename="certificate.pdf"',
        'Cache-Control': 'private, no-store',
      });
      return { status: 200, headers: { 'Content-Type': 'application/pdf' }, body };
    }),
  ];
}
