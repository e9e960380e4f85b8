// The document of the API: whole, consistent, and the one in the repository.
import { readFileSync } from 'node:fs';
import { CONTRACTS } from '../../api/contract/index.ts';
import { openApiOf } from '../../api/openapi.ts';
import { renderOpenApi } from '../../scripts/generate/openapi.ts';
import { startApi, type TestApi } from '../harness/api.ts';

const document = openApiOf(CONTRACTS);

type Visit = (value: unknown, key: string) => void;

function walk(value: unknown, visit: Visit, key = ''): void {
  visit(value, key);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) walk(inner, visit, name);
}

function find(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (inner, step) => (typeof inner === 'object' && inner ? Reflect.get(inner, step) : undefined),
      document,
    );
}

test('every reference leads somewhere', () => {
  const references: string[] = [];
  walk(document, (value, key) => {
    if (key === '$ref' && typeof value === 'string') references.push(value);
  });
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((reference) => find(reference) === undefined)).toEqual([]);
});

test('every operation has a name of its own, an answer, and its refusals', () => {
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(CONTRACTS.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(CONTRACTS.length);
  for (const { operationId, responses } of operations) {
    const statuses = Object.keys(responses).map(Number);
    expect([operationId, statuses.filter((status) => status < 400).length]).toEqual([operationId, 1]);
    expect(statuses).toEqual(expect.arrayContaining([400, 422, 503]));
    expect(statuses).not.toContain(500);
  }
});

test('parameters of an address are declared', () => {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(item)) {
      const declared = (operation.parameters ?? []).filter((one: { in: string }) => one.in === 'path');
      expect(declared.map((one: { name: string }) => one.name)).toEqual(named);
    }
  }
});

test('whoever changes something says which key and which version', () => {
  const writes = CONTRACTS.filter(
    ({ method, tag }) => method !== 'get' && ['applications', 'decisions'].includes(tag),
  );
  const free = writes.filter(({ idempotent }) => !idempotent).map(({ operation }) => operation);
  // Neither changes anything.
  expect(free).toEqual(['checkApplication', 'previewBulkDecision']);
  const onOne = writes.filter(({ path }) => path.includes('/applications/{id}/'));
  expect(onOne.filter(({ versioned }) => !versioned)).toEqual([]);
});

test('docs/openapi.json is up to date (npm run generate)', async () => {
  const file = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(file).toBe(await renderOpenApi());
});

describe('served', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.stop());

  test('for machines', async () => {
    const served = await fetch(`${api.url}/openapi.json`);
    expect(await served.json()).toEqual(JSON.parse(await renderOpenApi()));
  });

  test('for people, with nothing loaded from elsewhere', async () => {
    const page = await fetch(`${api.url}/docs/`);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/(src|href)="https?:/);
    const script = await (await fetch(`${api.url}/docs/swagger-initializer.js`)).text();
    expect(script).toContain("url: '/openapi.json'");
  });
});
