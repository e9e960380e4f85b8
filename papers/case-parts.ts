// What the papers of a case have in common: who applied, what was handed in, when, and how the result arrives.
import { formatLocal, type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { ID_DOCUMENTS, type IdDocKind } from '../domain/identity/identity-document.ts';
import type { DocumentRequirement } from '../domain/services/define.ts';
import { documentName } from '../domain/services/document-kinds.ts';
import type { Tick } from './field.ts';
import type { Row } from './form-paper.ts';
import { dateText, NONE } from './registration-parts.ts';

/** Who applied, in full or masked; null = not on record. */
export interface ApplicantOnPaper {
  readonly name: string;
  readonly unitName: string | null;
  readonly idDocKind: IdDocKind | null;
  readonly idDocNo: string | null;
  readonly mobile: string | null;
  readonly address: string | null;
}

/** What every paper of a case tells of it. */
export interface CaseOnPaper {
  readonly number: string;
  readonly service: { readonly name: string; readonly documents: readonly DocumentRequirement[] };
  readonly office: string;
  readonly applicant: ApplicantOnPaper;
  /** Kinds of the documents handed in. */
  readonly documents: readonly string[];
  readonly submittedAt: Instant | null;
  readonly printedAt: Instant;
}

/** Above the grid: number and day of the application, and the office. */
export function caseHead({ number, office, submittedAt }: CaseOnPaper): readonly [string, string] {
  const day = submittedAt === null ? NONE : dateText(localDateOf(submittedAt));
  return [`申请编号:${number}`, `办理机关:${office}  申请日期:${day}`];
}

/** 2015年11月3日 17:30 */
export function timeText(at: Instant): string {
  return `${dateText(localDateOf(at))} ${formatLocal(at).slice(11, 16)}`;
}

/** The name, of a unit with its operator, and the document it is proven by. */
export function applicantRows({ name, unitName, idDocKind, idDocNo }: ApplicantOnPaper): readonly Row[] {
  const who: Row =
    unitName === null
      ? [{ label: '申请人', text: name }]
      : [
          { label: '申请单位', text: unitName },
          { label: '经办人', text: name },
        ];
  const document = idDocKind === null ? NONE : ID_DOCUMENTS[idDocKind].zh;
  return [
    who,
    [
      { label: '身份证明名称', text: document },
      { label: '身份证明号码', text: idDocNo ?? NONE },
    ],
  ];
}

/** One box for each kind that was handed in, under the service's own name for it. */
export function handedInTicks({ service, documents }: CaseOnPaper): readonly Tick[] {
  const counts = new Map<string, number>();
  for (const kind of documents) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => {
    const name = service.documents.find((each) => each.kind === kind)?.zh ?? documentName(kind);
    return { label: count > 1 ? `${name}(${count}份)` : name, ticked: true };
  });
}

/** The row of what was handed in. */
export function handedInRow(of: CaseOnPaper): Row {
  const ticks = handedInTicks(of);
  return [ticks.length > 0 ? { label: '提交的材料', ticks } : { label: '提交的材料', text: NONE }];
}
