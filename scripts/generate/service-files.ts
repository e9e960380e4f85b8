// The service files of domain/services: every file there that is not one of the shared ones or a test.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Service } from '../../domain/services/define.ts';

const FOLDER = new URL('../../domain/services/', import.meta.url);
const SHARED_FILES: readonly string[] = [
  'define.ts',
  'document-kinds.ts',
  'form.ts',
  'form-masking.ts',
  'index.ts',
];

/** Ids, which are the file names, sorted by letter. */
export function serviceIds(): string[] {
  return readdirSync(fileURLToPath(FOLDER))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !SHARED_FILES.includes(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/** The services in the order of the notice, read from their files and not from the index, which may be out of date. */
export async function readServices(): Promise<Service[]> {
  const services: Service[] = [];
  for (const id of serviceIds()) {
    const module: { default: Service } = await import(new URL(`${id}.ts`, FOLDER).href);
    services.push(module.default);
  }
  return services.sort((a, b) => a.number - b.number);
}
