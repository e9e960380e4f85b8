// Writes every generated file; with --check it writes nothing and fails if one is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderCataloguePage } from './generate/catalogue-page.ts';
import { renderOpenApi } from './generate/openapi.ts';
import { renderPermissionsPage } from './generate/permissions-page.ts';
import { renderServiceIndex } from './generate/service-index.ts';

interface Generator {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly render: () => string | Promise<string>;
}

const GENERATORS: readonly Generator[] = [
  { path: 'domain/services/index.ts', render: renderServiceIndex },
  { path: 'docs/catalogue.md', render: renderCataloguePage },
  { path: 'docs/openapi.json', render: renderOpenApi },
  { path: 'docs/permissions.md', render: renderPermissionsPage },
];

const ROOT = fileURLToPath(new URL('../', import.meta.url));

async function generate(checkOnly: boolean): Promise<number> {
  const stale: string[] = [];
  for (const { path, render } of GENERATORS) {
    const text = await render();
    const file = join(ROOT, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale.push(path);
    if (!checkOnly) write(file, text);
  }
  return report(stale, checkOnly);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function report(stale: readonly string[], checkOnly: boolean): number {
  if (stale.length === 0) {
    console.log(`generated files are up to date (${GENERATORS.length})`);
    return 0;
  }
  for (const path of stale) console.log(checkOnly ? `out of date: ${path}` : `wrote ${path}`);
  if (checkOnly) console.error('Run “npm run generate” and commit what it writes.');
  return checkOnly ? 1 : 0;
}

process.exitCode = await generate(process.argv.includes('--check'));
