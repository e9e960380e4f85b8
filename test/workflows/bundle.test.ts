// What runs in the sandbox: our workflows, pure rules and Temporal's own library, and no handler that could hang a caller.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@swc/core';
import { bundleWorkflows } from '../../worker/compose.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the bundle', () => {
  let sources: readonly string[];
  let code: string;

  beforeAll(async () => {
    ({ code } = await bundleWorkflows());
    const encoded =
      /sourceMappingURL=data:application\/json;charset=utf-8;base64,([\w+/=]+)/.exec(code)?.[1] ?? '';
    const map: { readonly sources: readonly string[] } = JSON.parse(
      Buffer.from(encoded, 'base64').toString(),
    );
    sources = map.sources;
  });

  test('holds the workflows', () => {
    for (const file of ['workflows/carry.ts', 'workflows/postal.ts', 'workflows/deferral.ts'])
      expect(sources.filter((source) => source.endsWith(file))).toHaveLength(1);
  });

  test('holds nothing that acts on the world or would weigh it down', () => {
    const ours = sources.filter((source) => !source.includes('node_modules') && /\.[cm]?[jt]s$/.test(source));
    const folders = new Set(
      ours.filter((source) => source.includes(ROOT)).map((source) => source.split(ROOT)[1]?.split('/')[0]),
    );
    expect([...folders].filter((folder) => folder !== 'workflows' && folder !== 'domain')).toEqual([]);
    const packages = new Set(
      sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
    );
    expect([...packages].filter((name) => /zod|prisma|^pg$|express|pino|bullmq|ioredis/.test(name))).toEqual(
      [],
    );
    expect(code).not.toMatch(/require\(["']node:/);
    expect(code.length).toBeLessThan(3_000_000);
  });
});

describe('handlers', () => {
  const FILES = readdirSync(join(ROOT, 'workflows')).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );

  /** Functions given to setHandler in a file, by what is known of them. */
  async function handlersOf(
    source: string,
  ): Promise<readonly { readonly name: string; readonly isAsync: boolean }[]> {
    const named = new Map<string, boolean>();
    const given: { name: string; isAsync: boolean | null }[] = [];
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) for (const part of node) walk(part);
      if (!isNode(node)) return;
      if (node.type === 'FunctionDeclaration' && isNode(node['identifier']))
        named.set(String(node['identifier']['value']), node['async'] === true);
      if (node.type === 'VariableDeclarator' && isNode(node['id']) && isFunction(node['init']))
        named.set(String(node['id']['value']), node['init']['async'] === true);
      if (
        node.type === 'CallExpression' &&
        isNode(node['callee']) &&
        node['callee']['value'] === 'setHandler'
      )
        given.push(...handlersIn(node['arguments']));
      Object.values(node).forEach(walk);
    };
    walk(await parse(source, { syntax: 'typescript', target: 'es2022' }));
    return given.map(({ name, isAsync }) => ({ name, isAsync: isAsync ?? named.get(name) ?? true }));
  }

  test('none is asynchronous, none is unknown', async () => {
    const found = await Promise.all(
      FILES.map((file) => handlersOf(readFileSync(join(ROOT, 'workflows', file), 'utf8'))),
    );
    expect(found.flat().length).toBeGreaterThanOrEqual(2);
    expect(found.flat().filter(({ isAsync }) => isAsync)).toEqual([]);
  });

  test('an asynchronous one would be found', async () => {
    const [direct, byName] = await handlersOf(
      'const take = async () => {}; setHandler(a, async () => {}); setHandler(b, take);',
    );
    expect([direct?.isAsync, byName?.isAsync]).toEqual([true, true]);
    expect(
      await handlersOf('function take() {} setHandler(a, take, { validator: async () => {} });'),
    ).toContainEqual({ name: 'validator', isAsync: true });
  });
});

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const isFunction = (value: unknown): value is Node =>
  isNode(value) && (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression');

/** The handler of a call, and the validator among its options. */
function handlersIn(args: unknown): { name: string; isAsync: boolean | null }[] {
  if (!Array.isArray(args)) return [];
  const [, handler, options] = args.map((argument: unknown) =>
    isNode(argument) ? argument['expression'] : undefined,
  );
  const properties = isNode(options) && Array.isArray(options['properties']) ? options['properties'] : [];
  const validators = properties.flatMap((property: unknown) =>
    isNode(property) && isNode(property['key']) && property['key']['value'] === 'validator'
      ? [describeHandler('validator', property['value'])]
      : [],
  );
  return [describeHandler('handler', handler), ...validators];
}

function describeHandler(name: string, value: unknown): { name: string; isAsync: boolean | null } {
  if (isFunction(value)) return { name, isAsync: value['async'] === true };
  return { name: isNode(value) ? String(value['value']) : name, isAsync: null };
}
