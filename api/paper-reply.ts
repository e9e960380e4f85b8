// A paper as an answer: shown in the browser, kept nowhere.
import type { FormPaper } from '../papers/form-paper.ts';
import { formPdf } from '../papers/form-paper.ts';
import { type TablePaper, tablePdf } from '../papers/table-paper.ts';
import type { FileReply } from './handle.ts';
import type { Made } from './queries/case-papers.ts';
import { Refused } from './refused.ts';

/** A file for the browser to show. */
export function pdfReply(body: Uint8Array, name: string): FileReply {
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${name}.pdf"`,
    'Cache-Control': 'private, no-store',
  };
  return { status: 200, headers, body };
}

/** The paper. @throws Refused where there is none */
export async function paperReply(made: Made, name: string): Promise<FileReply> {
  return pdfReply(await formPdf(getPaper(made)), name);
}

/** The paper that was made. @throws Refused where there is none */
export function getPaper(made: Made): FormPaper {
  if ('refusal' in made) throw new Refused(made.refusal);
  return made;
}

/** The list. */
export async function listReply(paper: TablePaper, name: string): Promise<FileReply> {
  return pdfReply(await tablePdf(paper), name);
}
