// Dealers and their applications for temporary plates.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_FORMS } from '../../domain/services/testing/sample-forms.ts';
import type { TestClock } from './clock.ts';
import { type Person, signedIn, upload, type WithApi } from './people.ts';
import { newVin } from './plates.ts';
import { makeOperator, makeUnit } from './units.ts';

type Scene = WithApi & { readonly clock: Pick<TestClock, 'at'> };

export interface Dealer extends Person {
  readonly unitId: string;
}

/** An operator of a car dealer, signed in. */
export async function dealerOf(api: Scene): Promise<Dealer> {
  const unitId = await makeUnit(api, 'car-dealer');
  const login = `dealer-${unitId.slice(0, 8)}`;
  await makeOperator(api, { unitId, login });
  return { ...(await signedIn(api.url, login)), unitId };
}

export interface PlateWish {
  readonly form?: object;
  /** Kinds of documents; all where nothing is said. */
  readonly documents?: readonly string[];
  readonly delivery?: object | null;
}

/** Applies for a temporary plate of a new vehicle; the answer may be a refusal. */
export async function askForPlate(by: Dealer, { form = {}, documents, delivery }: PlateWish = {}) {
  const kinds = documents ?? SAMPLE_DOCUMENTS['temporary-plate'];
  const ids: string[] = [];
  for (const kind of kinds) ids.push(await upload(by, kind));
  return by.ask(applications.create, {
    body: {
      service: 'temporary-plate',
      form: { ...SAMPLE_FORMS['temporary-plate'], vin: newVin(), ...form },
      documents: ids,
      delivery: delivery === undefined ? { mode: 'print' } : delivery,
    },
  });
}
