// What is known of penalty decisions when somebody would pay their fines.
export interface FineFacts {
  readonly decisionNo: string;
  readonly state: 'unpaid' | 'paid' | 'withdrawn';
  /** Where it was paid; null while it is not. */
  readonly paidBy: 'platform' | 'window' | 'other-internet' | null;
  /** Another decision on its record was made elsewhere, and a person decides which stands. */
  readonly isRivalled: boolean;
  /** An order may still pay it. */
  readonly isHeld: boolean;
}

export interface FinesFacts {
  readonly decisions: readonly FineFacts[];
  /** A payment of the applicant or for one of the vehicles is in doubt or unreconciled. */
  readonly hasUnreconciledPayment: boolean;
}
