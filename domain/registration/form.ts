// What a registration case holds: taken down at the window, sealed with the case, carried out when it is approved.
import type { AccountChange } from './changes.ts';
import type { IndividualRegistration } from './individual.ts';
import type { UnitRegistration } from './unit.ts';

export type RegistrationForm =
  | {
      readonly matter: 'individual-registration' | 'registration-upgrade';
      readonly individual: IndividualRegistration;
    }
  | { readonly matter: 'unit-registration'; readonly unit: UnitRegistration }
  | { readonly matter: 'registration-change'; readonly change: AccountChange };
