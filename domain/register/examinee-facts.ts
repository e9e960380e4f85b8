// What is known of somebody before a doctor, and of the certificates that hospitals issue.
import type { BodyExamFacts as ExamOfLicence } from './facts.ts';

/** The examining hospital and the person in front of it. */
export interface ExamineeFacts {
  /** On the list of hospitals that may examine drivers (驾驶证申领和使用规定 第四十八条). */
  readonly hospitalIsApproved: boolean;
  /** Named by the province for C5 (第六十二条). */
  readonly hospitalExaminesC5: boolean;
  /** The register knows the identity number under another name, sex or date of birth. */
  readonly identityDiffers: boolean;
}

/** A certificate, and what became of it. */
export interface BodyExamFacts extends ExamOfLicence {
  readonly isOfThisHospital: boolean;
  readonly isSubmitted: boolean;
}
