// 《机动车驾驶人身体条件证明》 as a PDF, made from what is on file.
import type { CertificateOnFile } from '../../db/body-exams.ts';
import type { Instant } from '../../domain/calendar/local-date.ts';
import { concludeExam } from '../../domain/register/physical-exam.ts';
import { bodyCertificatePaper } from '../../papers/body-certificate-paper.ts';
import { formPdf } from '../../papers/form-paper.ts';

/** The certificate: printed twice at the same instant it is the same bytes. */
export function printedCertificate(
  { items, classes, ...certificate }: CertificateOnFile,
  photo: Uint8Array | null,
  printedAt: Instant,
): Promise<Uint8Array> {
  const paper = bodyCertificatePaper(
    { ...certificate, ...items, photo, outcome: concludeExam(items.exam, classes) },
    printedAt,
  );
  return formPdf(paper);
}
