// What everybody who is signed in may do with what is their own.
import type { RulesOf } from '../permission.ts';

export const own: RulesOf = () => [{ action: ['read', 'change'], subject: 'OwnAccount' }];

/** What users may have told them of themselves, and end: the staff leave through an administrator. */
export const ownRegistration: RulesOf = () => [{ action: ['read', 'change'], subject: 'OwnRegistration' }];
