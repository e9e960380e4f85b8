// npm run check: everything about the source that needs no server. `--counts` ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** A second look at what was printed: a tool that saw nothing has not passed. */
  readonly sawEnough?: (printed: string) => boolean;
}

const FOLDERS = [
  'domain',
  'workflows',
  'activities',
  'db',
  'queues',
  'api',
  'papers',
  'worker',
  'sandbox',
  'demo',
  'config.ts',
  'log.ts',
];

/** The boundary check must have seen the tree: without its parser it would pass on nothing. */
const MODULES_AT_LEAST = 200;

function modulesSeen(printed: string): boolean {
  const match = /(\d+) modules/.exec(printed);
  return match !== null && Number(match[1]) >= MODULES_AT_LEAST;
}

const CHECKS: readonly Check[] = [
  {
    name: 'format and base rules (Biome)',
    command: ['biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.'],
  },
  { name: 'types (tsc)', command: ['tsc', '--noEmit'] },
  { name: 'type-aware rules (oxlint)', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  {
    name: 'boundaries (dependency-cruiser)',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.js',
      ...FOLDERS.filter((path) => existsSync(path)),
    ],
    sawEnough: modulesSeen,
  },
  { name: 'unused code (knip)', command: ['knip', '--no-progress', '--no-config-hints'] },
  { name: 'generated files', command: ['tsx', 'scripts/generate.ts', '--check'] },
  { name: 'permission table (every route)', command: ['tsx', 'scripts/check-permissions.ts'] },
];

async function run([tool, ...args]: Check['command']): Promise<{ code: number; printed: string }> {
  const child = spawn(`node_modules/.bin/${tool}`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const code = await new Promise<number>((resolve) => child.on('close', (ended) => resolve(ended ?? 1)));
  return { code, printed };
}

let failed = 0;
for (const { name, command, sawEnough } of CHECKS) {
  const started = performance.now();
  const { code, printed } = await run(command);
  const passed = code === 0 && (sawEnough?.(printed) ?? true);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (!passed) {
    failed += 1;
    console.log(printed.trimEnd());
  }
}
if (process.argv.includes('--counts')) console.log(`${CHECKS.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
