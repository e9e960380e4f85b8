// A form as it is seen by whoever need not see it in full: what was chosen stays, what was written is masked.
import { maskIdNo, maskMobile } from '../identity/masking.ts';
import type { Field, Form, FormValue } from './define.ts';

/** Free words may name anybody and any place: nothing of them stays. */
const WORDS = '****';

/** Masks by the service's own list of fields. What the list does not know is left out. */
export function maskForm(inputs: readonly Field[], form: Form): Form {
  const masked = inputs.flatMap((field) => {
    const value = form[field.name];
    return value === undefined ? [] : [[field.name, maskValue(field, value)] as const];
  });
  return Object.fromEntries(masked);
}

function maskValue(field: Field, value: FormValue): FormValue {
  if (field.private) return WORDS;
  if (typeof value !== 'string') return value;
  switch (field.kind) {
    case 'choice':
    case 'choices':
    case 'number':
    case 'date':
    case 'declaration':
    case 'wish':
    case 'session':
    case 'decision-numbers':
      return value;
    case 'mobile':
      return maskMobile(value);
    case 'vin':
    case 'certificate-number':
    case 'identity-number':
      return maskIdNo(value);
    case 'phone-code':
      return WORDS;
    case 'text':
      return value === WORDS ? `${WORDS}*` : WORDS;
  }
}
