// The law of the catalogue: what is true of every service, and that the notice's 23 are all accounted for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ANNOUNCED } from '../domain/announced-services.ts';
import { LIFECYCLE } from '../domain/application/lifecycle.ts';
import { SERVICE_REFUSALS } from '../domain/refusals/service.ts';
import { isRefusalCode, type RefusalCode, refusalText } from '../domain/refusals.ts';
import {
  type ApplicantKind,
  type LifecycleId,
  type LimitId,
  type Service,
  STEP_WORDS,
  type StepWord,
} from '../domain/services/define.ts';
import { findService, getService, isServiceId, listServices, SERVICES } from '../domain/services/index.ts';
import { ownRefusals } from '../domain/services/testing/service-cases.ts';

interface AnnexRow {
  readonly category: string;
  readonly name: string;
}
interface Annexes {
  readonly annex1: readonly (AnnexRow & { readonly limit: string | null })[];
  readonly annex5Trial: readonly (AnnexRow & { readonly registration: string })[];
  readonly annex5Next: readonly (AnnexRow & { readonly registration: string })[];
}

const FOLDER = new URL('../domain/services/', import.meta.url);
const ANNEXES: Annexes = JSON.parse(
  readFileSync(new URL('fixtures/notice-annexes.json', import.meta.url), 'utf8'),
);
const services = listServices();
/** An office may add services of its own; what the notice says is about these. */
const ofTheNotice = services.filter(({ number }) => number <= 23);

/** Services of the notice that are not built yet, by their number. */
const TO_COME: Readonly<Record<number, string>> = Object.fromEntries(
  ANNOUNCED.map(({ number, id }) => [number, id]),
);

const LIMITS: Readonly<Record<LimitId, string>> = {
  'accept-1-workday-then-post': '1个工作日受理;受理后市内1天内邮政送达;省内2天内邮政送达;省际3天内邮政送达。',
  'accept-1-workday': '1个工作日内受理',
  'on-the-spot': '现场办结',
};

const REGISTRATIONS: Readonly<Record<ApplicantKind, string>> = {
  'ind-online': '个人用户网上注册',
  'ind-window': '个人用户窗口注册',
  'unit-hospital': '医院单位用户窗口注册',
  'unit-dealer': '4S店单位用户窗口注册',
  'unit-option-3': '个人用户网上注册',
};

const CATEGORIES = { vehicle: '机动车业务', licence: '驾驶证业务', violation: '违法处理' } as const;

/** The steps each lifecycle must have, and may have besides. */
const STEPS_OF: Readonly<Record<LifecycleId, { must: readonly StepWord[]; may: readonly StepWord[] }>> = {
  'L-POST': { must: ['submit', 'accept', 'approve', 'register', 'produce', 'deliver'], may: ['fee'] },
  'L-DEFER': { must: ['submit', 'accept', 'approve', 'register'], may: [] },
  'L-SPOT': { must: ['submit', 'register'], may: ['conclude'] },
  'L-INSTANT': { must: ['submit'], may: ['register', 'conclude', 'pay'] },
  'L-APPT': { must: ['book', 'attend', 'conclude', 'register'], may: ['submit'] },
  'L-WINDOW-NEXT': { must: ['submit', 'accept', 'approve', 'register', 'produce'], may: ['fee', 'deliver'] },
  'L-PRESELECT': { must: ['submit', 'book'], may: ['conclude'] },
  // No service of the catalogue: the registration of users.
  'L-REGISTER': { must: ['submit', 'approve', 'register'], may: [] },
  'L-NEW-CAR': { must: ['submit', 'conclude'], may: [] },
};

describe('the notice', () => {
  it('names 17 services for the trial and 6 to follow', () => {
    expect(ANNEXES.annex1).toHaveLength(17);
    expect(ANNEXES.annex5Trial).toHaveLength(17);
    expect(ANNEXES.annex5Next).toHaveLength(6);
  });

  it('is covered by what is built and what is to come: 23', () => {
    const built = ofTheNotice.map(({ number }) => number);
    const numbers = [...built, ...Object.keys(TO_COME).map(Number)].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  it('is announced under its name in the annexes, to the users they name', () => {
    const named = [...ANNEXES.annex5Trial, ...ANNEXES.annex5Next];
    for (const { name, who } of ANNOUNCED) {
      const [row] = named.filter((each) => each.name === name);
      expect(row?.registration).toContain(REGISTRATIONS[who[0] ?? 'ind-online']);
    }
  });

  it('is not built twice', () => {
    expect(Object.values(TO_COME).filter(isServiceId)).toEqual([]);
  });
});

describe('the folder of services', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  const shared = ['define.ts', 'document-kinds.ts', 'form.ts', 'form-masking.ts', 'index.ts'];
  const serviceFiles = files.filter((name) => !name.endsWith('.test.ts') && !shared.includes(name));

  it('holds exactly the services of the index, each in the file of its id', () => {
    expect(serviceFiles.map((name) => name.replace('.ts', '')).sort()).toEqual(Object.keys(SERVICES).sort());
    for (const [id, service] of Object.entries(SERVICES)) expect(service.id).toBe(id);
  });

  it.each(serviceFiles)('%s has a test and at most 80 lines', (name) => {
    expect(existsSync(new URL(name.replace('.ts', '.test.ts'), FOLDER))).toBe(true);
    expect(readFileSync(new URL(name, FOLDER), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(80);
  });
});

describe('the glossary', () => {
  const glossary = readFileSync(new URL('../docs/glossary.md', import.meta.url), 'utf8');

  it('has every service of the notice under its id and both its names', () => {
    for (const { id, name } of services)
      expect(glossary).toMatch(new RegExp(`\\| ${name}.* \\| \`${id}\` \\|`));
    for (const id of Object.values(TO_COME)) expect(glossary).toContain(`\`${id}\``);
    for (const { name } of [...ANNEXES.annex5Trial, ...ANNEXES.annex5Next]) expect(glossary).toContain(name);
  });

  it('has every state of an application', () => {
    for (const [state, { zh, en }] of Object.entries(LIFECYCLE)) {
      expect(glossary).toContain(`| ${zh} | \`${state}\` | ${en} |`);
    }
  });
});

describe('the index', () => {
  it('is in the order of the notice', () => {
    const numbers = services.map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('finds by id, and nothing by another text', () => {
    expect(findService('plate-reissue')).toBe(getService('plate-reissue'));
    for (const text of ['plate', 'toString', '__proto__', '']) {
      expect(findService(text)).toBeUndefined();
      expect(() => getService(text)).toThrow(RangeError);
    }
  });

  it('has no id, number, name or alias twice', () => {
    const words = services.flatMap(({ name, aliases }) => [name, ...aliases]);
    for (const keys of [services.map(({ id }) => id), services.map((one) => String(one.number)), words]) {
      expect(keys.length).toBe(new Set(keys).size);
    }
  });
});

describe.each(ofTheNotice.map((service) => [service.id, service] as const))('%s', (_, service) => {
  const row = ANNEXES.annex1[service.number - 1] ?? ANNEXES.annex5Next[service.number - 18];
  const registration = [...ANNEXES.annex5Trial, ...ANNEXES.annex5Next][service.number - 1];

  it('has the name, category and phase the notice gives it', () => {
    expect(service.name).toBe(row?.name);
    expect(CATEGORIES[service.category]).toBe(row?.category);
    expect(service.phase).toBe(service.number <= 17 ? 'trial' : 'next');
  });

  it('can be found under the name of 附件5', () => {
    expect([service.name, ...service.aliases]).toContain(registration?.name);
  });

  it('has the limit of 附件1', () => {
    const limit = service.limit === null ? null : LIMITS[service.limit];
    expect(limit).toBe(ANNEXES.annex1[service.number - 1]?.limit ?? null);
  });

  it('is open to those whom 附件5 names', () => {
    for (const kind of service.who) expect(registration?.registration).toContain(REGISTRATIONS[kind]);
  });
});

describe.each(services.map((service) => [service.id, service] as const))(
  '%s, as every service',
  (_, service) => {
    it('goes through the steps of its lifecycle', () => {
      const { must, may } = STEPS_OF[service.lifecycle];
      expect(service.steps).toEqual(expect.arrayContaining([...must]));
      expect(service.steps.filter((step) => ![...must, ...may].includes(step))).toEqual([]);
      expect(service.steps).toEqual(STEP_WORDS.filter((word) => service.steps.includes(word)));
    });

    it('takes a fee exactly when it has the step', () => {
      expect(service.steps.includes('fee')).toBe(service.fee !== null);
    });

    it('changes the register exactly when it has the step', () => {
      expect(service.steps.includes('register')).toBe(service.effect.kind !== 'none');
    });

    it('refuses in words', () => {
      for (const code of codesOf(service)) {
        expect(isRefusalCode(code)).toBe(true);
        expect(refusalText({ code }, 'zh')).toMatch(/\p{Script=Han}.*[。]$/u);
        expect(refusalText({ code }, 'en')).toMatch(/^[A-Z].*\.$/);
      }
    });

    it('names each status in one block only', () => {
      const statuses = service.blocks.flatMap((block): readonly string[] => block.statuses);
      expect(statuses).toHaveLength(new Set(statuses).size);
    });

    it('points at inputs and documents it has', () => {
      const inputs = service.inputs.map(({ name }) => name);
      const documents = service.documents.map(({ kind }) => kind);
      for (const { field } of service.preconditions) if (field) expect(inputs).toContain(field);
      expect(inputs).toHaveLength(new Set(inputs).size);
      expect(documents).toHaveLength(new Set(documents).size);
    });
  },
);

it('keeps no refusal that no service uses', () => {
  const used = new Set<string>(services.flatMap((service) => [...codesOf(service)]));
  expect(Object.keys(SERVICE_REFUSALS).filter((code) => !used.has(code))).toEqual([]);
});

function codesOf(service: Service): readonly RefusalCode[] {
  const handBack = service.handBack ? [service.handBack.refusal] : [];
  return [...ownRefusals(service), ...service.clerkReasons, ...handBack];
}
