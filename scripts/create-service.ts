// npm run create-service -- ID --name NAME --english NAME [--number N] [--lifecycle L] [--certificate C] [--clause TEXT]
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listServices } from '../domain/services/index.ts';
import {
  CERTIFICATES,
  DRAFTED_LIFECYCLES,
  type NewService,
  renderService,
  renderServiceTest,
} from './create-service/template.ts';

const USAGE = `npm run create-service -- ID --name 业务名称 --english "English name"
  ID             words of small letters joined by hyphens, such as registration-certificate-reissue
  --number       its place in the catalogue (the next free one)
  --lifecycle    ${DRAFTED_LIFECYCLES.join(' | ')} (${DRAFTED_LIFECYCLES[0]})
  --certificate  what is made anew: ${CERTIFICATES.join(' | ')} (registration-certificate)
  --clause       the clause it rests on

It writes domain/services/ID.ts and its test; then the index and the catalogue are written as by npm run generate.
A service unlike these (of licences, by appointment, on the spot) begins as a copy of its like: docs/add-a-service.md.`;

const ID = /^[a-z]+(?:-[a-z]+)*$/;
const FOLDER = fileURLToPath(new URL('../domain/services/', import.meta.url));

function readService(): NewService {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      english: { type: 'string' },
      number: { type: 'string' },
      lifecycle: { type: 'string', default: DRAFTED_LIFECYCLES[0] },
      certificate: { type: 'string', default: 'registration-certificate' },
      clause: { type: 'string', default: '附件5' },
    },
  });
  const [id = ''] = positionals;
  const { name, english, clause } = values;
  if (!ID.test(id) || !name || !english || positionals.length > 1) throw new Error(USAGE);
  const services = listServices();
  const number = Number(values.number ?? Math.max(...services.map((service) => service.number)) + 1);
  const taken = services.find((one) => one.id === id || one.number === number || one.name === name);
  if (taken) throw new Error(`There is a service ${taken.number} ${taken.id} ${taken.name} already.`);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`${values.number} is no number.\n\n${USAGE}`);
  return {
    ...{ id, number, name, english, clause },
    lifecycle: oneOf(DRAFTED_LIFECYCLES, values.lifecycle),
    certificate: oneOf(CERTIFICATES, values.certificate),
  };
}

function oneOf<T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new Error(`${text} is none of ${allowed.join(', ')}.\n\n${USAGE}`);
  return found;
}

/** Writes what is not there yet: nobody's work is written over. */
function write(file: string, text: string): void {
  const path = FOLDER + file;
  if (existsSync(path)) throw new Error(`domain/services/${file} is there already.`);
  writeFileSync(path, text);
  console.log(`wrote domain/services/${file}`);
}

try {
  const service = readService();
  write(`${service.id}.ts`, renderService(service));
  write(`${service.id}.test.ts`, renderServiceTest(service));
  // The index, the catalogue and the documents that follow from them.
  await import('./generate.ts');
  console.log(`Next: make it true (docs/add-a-service.md), then npm test -- domain/services/${service.id}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
