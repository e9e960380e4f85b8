// What bad registrations are tried on: a window that is open, and people and units in every state of registration.
import { accountContracts as accounts } from '../../api/contract/accounts.ts';
import type { IndividualRegistration } from '../../domain/registration/individual.ts';
import { scansNeeded } from '../../domain/registration/scans.ts';
import type { UnitRegistration } from '../../domain/registration/unit.ts';
import { startApi, type TestApi } from './api.ts';
import { newIndividual, newUnit } from './identities.ts';
import { upload } from './people.ts';
import { file, onFile, openWindow, register, type WindowStaff } from './window.ts';

interface WindowSet {
  readonly api: TestApi;
  readonly staff: WindowStaff;
  /** On file with a car, and not registered. */
  readonly owner: IndividualRegistration;
  /** Registered at the window. */
  readonly user: IndividualRegistration;
  readonly userId: string;
  /** Taken down, not reviewed. */
  readonly waiting: IndividualRegistration;
  readonly waitingId: string;
  readonly unit: UnitRegistration;
  readonly unitHeadId: string;
  /** Its account was cancelled. */
  readonly closed: UnitRegistration;
  /** One scan of each kind, uploaded by the registrar and used by nobody. */
  readonly scans: Readonly<Record<string, string>>;
}

const KINDS = [
  'identity-document',
  'residence-permit',
  'organisation-code-certificate',
  'authorisation',
] as const;

async function set(): Promise<WindowSet> {
  const api = await startApi();
  const staff = await openWindow(api);
  const [owner, user, waiting] = [1, 2, 3].map(() => newIndividual('local', 'resident-id'));
  if (!owner || !user || !waiting) throw new Error('three people are wanted');
  for (const person of [owner, user, waiting]) await onFile(api, person);
  const matter = { matter: 'individual-registration' } as const;
  const userId = await register(api, staff, { ...matter, individual: user });
  const { id } = await file(staff.registrar, { ...matter, individual: waiting });
  const { applicantId: waitingId } = await api.db.application.findUniqueOrThrow({ where: { id } });
  const [unit, closed] = [newUnit('hospital'), newUnit('hospital')];
  const unitHeadId = await register(api, staff, { matter: 'unit-registration', unit });
  const closedId = await register(api, staff, { matter: 'unit-registration', unit: closed });
  const body = { action: 'cancel', reason: 'unit-closed' };
  await staff.registrar.ask(accounts.changeState, { params: { id: closedId }, body });
  const scans: Record<string, string> = {};
  for (const kind of KINDS) scans[kind] = await upload(staff.registrar, kind);
  return { api, staff, owner, user, userId, waiting, waitingId, unit, unitHeadId, closed, scans };
}

/** A window that is set before the tests of a file and taken down after them. */
export function windowScene() {
  let current: WindowSet | undefined;
  const on = (): WindowSet => {
    if (!current) throw new Error('the window is not open yet');
    return current;
  };
  beforeAll(async () => {
    current = await set();
  });
  afterAll(() => current?.api.stop());

  /** The scans that a form needs, as it is if it can be read at all. */
  const scansOf = (form: Parameters<typeof scansNeeded>[0]) =>
    scansNeeded(form).map((kind) => on().scans[kind] ?? '');
  const post = (body: unknown, by = on().staff.registrar) =>
    by.call('POST', '/api/v1/registrations', { body });

  return {
    get set() {
      return on();
    },
    post,
    /** Files somebody who could be registered but for what is changed. */
    individual: (change: object, base = on().owner) => {
      const matter = 'individual-registration' as const;
      const documents = scansOf({ matter, individual: base });
      return post({ matter, individual: { ...base, ...change }, documents });
    },
    /** Files a unit that could be registered but for what is changed. */
    unit: (change: object, base = newUnit('hospital')) => {
      const matter = 'unit-registration' as const;
      const documents = scansOf({ matter, unit: base });
      return post({ matter, unit: { ...base, ...change }, documents });
    },
  };
}
