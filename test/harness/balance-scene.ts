// An API under watch: people’s requests are driven, and each transaction that changes something must have its row of the trail.

import type { RouteContract } from '../../api/contract/define.ts';
import { CONTRACTS } from '../../api/contract/index.ts';
import type { Gateways } from '../../gateway/port.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { startApi, type TestApi } from './api.ts';
import { type AuditBalance, type Balance, watchAuditBalance } from './audit-balance.ts';
import { type TestClock, testClock } from './clock.ts';
import { applicantFor, nobody, type Person, submissionBy, type TestApplicant } from './people.ts';
import { contractOf } from './told.ts';

export interface BalanceScene {
  readonly api: TestApi;
  /** A person whose requests count as driven once they were not refused. */
  noted<P extends Person>(person: P): P;
  anybody(): Person;
  applicant(service: ApplicantService): Promise<TestApplicant & { readonly mobile: string }>;
  /** What is done must be in balance; answers with what it changed and told. */
  balanced(work: () => Promise<void>): Promise<Balance>;
  /** Operations of these tags that could change something and were not driven. */
  undriven(...tags: readonly string[]): readonly string[];
}

const canChange = ({ method }: RouteContract) => method !== 'get';

/** A scene that is set before the tests of a file and taken down after them. */
export function balanceScene(
  prepare: (api: TestApi) => Promise<void>,
  banksAt?: (apiUrl: string, now: TestClock['now']) => Promise<Gateways>,
): BalanceScene {
  const driven = new Set<string>();
  let api: TestApi | undefined;
  let balance: AuditBalance | undefined;
  beforeAll(async () => {
    // Triggers make the database slower; what is asked is whether it is told, not how fast.
    const clock = testClock();
    const gatewaysAt = banksAt && ((url: string) => banksAt(url, clock.now));
    api = await startApi({ patienceMs: 60_000, clock, ...(gatewaysAt && { gatewaysAt }) });
    await prepare(api);
    balance = await watchAuditBalance(api.ownerUrl);
  });
  afterAll(async () => {
    await balance?.close();
    await api?.stop();
  });

  function existing(): TestApi {
    if (!api) throw new Error('the scene is not set yet');
    return api;
  }

  function note(operation: string | undefined, status: number): void {
    if (operation !== undefined && status < 400) driven.add(operation);
  }

  function noted<P extends Person>(person: P): P {
    return {
      ...person,
      ask: async <C extends RouteContract>(contract: C, asking?: Parameters<Person['ask']>[1]) => {
        const told = await person.ask(contract, asking);
        note(contract.operation, told.status);
        return told;
      },
      call: async (...[method, path, call]: Parameters<Person['call']>) => {
        const answer = await person.call(method, path, call);
        note(contractOf(method, path)?.operation, answer.status);
        return answer;
      },
    };
  }

  return {
    get api() {
      return existing();
    },
    noted,
    anybody: () => noted(nobody(existing().url)),
    applicant: async (service) => {
      const self = noted(await applicantFor(existing(), service, { today: existing().clock.today }));
      const { mobile } = await existing().db.account.findUniqueOrThrow({ where: { id: self.accountId } });
      const submission = () => submissionBy(self, service, self.applicant);
      return { ...self, submission, mobile: mobile ?? '' };
    },
    balanced: async (work) => {
      if (!balance) throw new Error('the scene is not set yet');
      const found = await balance.during(work);
      expect(found.unaudited).toEqual([]);
      expect(found.repeated).toEqual([]);
      return found;
    },
    undriven: (...tags) =>
      CONTRACTS.filter((contract) => tags.includes(contract.tag) && canChange(contract))
        .map(({ operation }) => operation)
        .filter((operation) => !driven.has(operation)),
  };
}
