// Mobile numbers of mainland China.

export const MOBILE_PATTERNS = {
  /** The ranges given out when the trial began (`ids.mobilePattern`). */
  'trial-2015': /^1[34578]\d{9}$/,
  /** Those of today. */
  present: /^1[3-9]\d{9}$/,
} as const satisfies Readonly<Record<string, RegExp>>;
export type MobilePolicy = keyof typeof MOBILE_PATTERNS;

/** Digits only, without +86. */
export function normaliseMobile(text: string): string {
  return text.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1)/, '');
}

/** Whether the text is a mobile number under the policy. */
export function isMobile(text: string, policy: MobilePolicy = 'present'): boolean {
  return MOBILE_PATTERNS[policy].test(normaliseMobile(text));
}
