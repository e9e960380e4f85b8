// Renders domain/services/index.ts.
import { readServices, serviceIds } from './service-files.ts';

/** The typed map of all services, in the order of the notice. */
export async function renderServiceIndex(): Promise<string> {
  const services = await readServices();
  const imports = serviceIds().map((id) => ({ from: `./${id}.ts`, what: variableOf(id) }));
  const lines = [...imports, { from: './define.ts', what: 'type { Service }' }]
    // `exam-appointment` comes before `exam-appointment-cancel`.
    .sort((a, b) => (a.from.slice(0, -'.ts'.length) < b.from.slice(0, -'.ts'.length) ? -1 : 1))
    .map(({ from, what }) => `import ${what} from '${from}';`);
  return `// Written by scripts/generate.ts; do not edit.
${lines.join('\n')}

/** Every service by its id, in the order of the notice. */
export const SERVICES = {
${services.map(({ id }) => `  '${id}': ${variableOf(id)},`).join('\n')}
} as const satisfies Record<string, Service>;

export type ServiceId = keyof typeof SERVICES;

/** Whether a text is the id of a service. */
export function isServiceId(id: string): id is ServiceId {
  return Object.hasOwn(SERVICES, id);
}

export function findService(id: string): Service | undefined {
  return isServiceId(id) ? SERVICES[id] : undefined;
}

/** The service of an id that is known to be one. @throws RangeError otherwise */
export function getService(id: string): Service {
  const service = findService(id);
  if (!service) throw new RangeError(\`no service \${id}\`);
  return service;
}

/** All services in the order of the notice. */
export function listServices(): readonly Service[] {
  return Object.values(SERVICES);
}
`;
}

/** `plate-reissue` → `plateReissue`. */
function variableOf(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
