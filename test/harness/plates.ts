// People who choose plate numbers, and the vehicles they choose them for.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { plateChoiceContracts as choice } from '../../api/contract/plate-choice.ts';
import { vinCheckCharacter } from '../../domain/identity/vin.ts';
import { createApplicants } from '../../prisma/seed/applicants.ts';
import { inParallel } from '../../worker/in-parallel.ts';
import type { TestClock } from './clock.ts';
import { type Person, signedIn, type WithApi } from './people.ts';
import { makeOperator } from './units.ts';

type Scene = WithApi & { readonly clock: Pick<TestClock, 'today'> };

export interface Chooser extends Person {
  readonly idNumber: string;
  readonly mobile: string;
}

let made = 0;
let vehicles = 0;

/** A VIN that no other test has used, its check character right. */
export function newVin(): string {
  vehicles += 1;
  const vin = `LSVAA418_E2${String(vehicles).padStart(6, '0')}`;
  return vin.replace('_', vinCheckCharacter(vin.replace('_', '0')));
}

/** The same with a check character that is wrong. */
export function withWrongCheck(vin: string): string {
  const wrong = vin.charAt(8) === '1' ? '2' : '1';
  return vin.slice(0, 8) + wrong + vin.slice(9);
}

/** Individuals who may choose a number, signed in. */
export async function choosers(api: Scene, count: number): Promise<readonly Chooser[]> {
  const requests = Array.from({ length: count }, () => {
    made += 1;
    return { service: 'plate-replace', today: api.clock.today, n: 40_000 + made } as const;
  });
  const applicants = await createApplicants(api.db, requests);
  return inParallel(applicants, 4, async ({ login, accountId }) => {
    const { person } = await api.db.account.findUniqueOrThrow({
      where: { id: accountId },
      include: { person: true },
    });
    const self = await signedIn(api.url, login);
    return { ...self, idNumber: person?.idDocNo ?? '', mobile: person?.mobile ?? '' };
  });
}

export async function chooser(api: Scene): Promise<Chooser> {
  const [one] = await choosers(api, 1);
  if (!one) throw new Error('one chooser was wanted');
  return one;
}

/** An operator of a unit who left a mobile with the account, signed in. */
export async function unitChooser(api: Scene, unitId: string): Promise<Chooser> {
  made += 1;
  const [login, mobile] = [`chooser-${made}`, `139${String(61_000_000 + made)}`];
  const id = await makeOperator(api, { unitId, login });
  const { vault } = api.db;
  await api.db.account.update({
    where: { id },
    data: { mobileSealed: vault.seal(mobile), mobileIndex: vault.index('mobile', mobile) },
  });
  const { orgCode } = await api.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  return { ...(await signedIn(api.url, login)), idNumber: orgCode, mobile };
}

/** A right form for somebody's new car. */
export const formOf = ({ idNumber, mobile }: Chooser, change: object = {}) => ({
  ...{ plateCategory: '02', vin: newVin(), origin: 'domestic', buyerIdNumber: idNumber, mobile },
  ...change,
});

/** Asks for a session; the answer may be a refusal. */
export const ask = (by: Chooser, change: object = {}) =>
  by.ask(applications.create, { body: { service: 'plate-preselection', form: formOf(by, change) } });

/** Begins a session. Returns the case. */
export async function begin(by: Chooser, change: object = {}): Promise<string> {
  return (await ask(by, change)).body.id;
}

export const tryNumber = (by: Person, id: string, number: string) =>
  by.ask(choice.try, { params: { id }, body: { number } });
export const draw = (by: Person, id: string) => by.ask(choice.draw, { params: { id } });
export const choose = (by: Person, id: string, number: string) =>
  by.ask(choice.choose, { params: { id }, body: { number } });
export const leave = (by: Person, id: string) => by.ask(choice.leave, { params: { id } });
export const selectionOf = async (by: Person, id: string) =>
  (await by.ask(choice.read, { params: { id } })).body;
