// The OpenAPI 3.1 document, made from the same contracts that validate requests.
import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import type { ResponseContract, RouteContract } from './contract/define.ts';
import { z } from './contract/schemas.ts';
import { rolesWith } from './permission-table.ts';

const PROBLEMS_OF_ALL = [400, 401, 403, 413, 415, 422, 429, 503] as const;

/** Every status an operation may answer with; a failure of our own (500) is nobody's contract. */
export function statusesOf({ responses, params, idempotent, versioned }: RouteContract): readonly number[] {
  const statuses = [
    ...Object.keys(responses).map(Number),
    ...PROBLEMS_OF_ALL,
    ...(params ? [404] : []),
    ...(idempotent ? [409] : []),
    ...(versioned ? [412, 428] : []),
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

/** Builds the document of the given routes. */
export function openApiOf(contracts: readonly RouteContract[]) {
  const registry = new OpenAPIRegistry();
  const cookie = registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'sid',
  });
  const signature = registry.registerComponent('securitySchemes', 'courierSignature', {
    type: 'apiKey',
    in: 'header',
    name: 'x-courier-signature',
    description:
      'Hex HMAC-SHA256 over the header x-courier-timestamp (ISO 8601), a full stop, and the raw body',
  });
  const schemes = { session: cookie.name, courierSignature: signature.name };
  for (const contract of contracts) register(registry, contract, schemes);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Yizhan 驿站',
      version: '0.1.0',
      description:
        'The internet traffic-service platform of a city’s traffic police. Every refusal is application/problem+json with a code, a Chinese and an English sentence, and the pointer of the field.',
    },
    servers: [{ url: '/' }],
  });
}

interface Schemes {
  readonly session: string;
  readonly courierSignature: string;
}

function register(registry: OpenAPIRegistry, contract: RouteContract, schemes: Schemes): void {
  const { method, path, operation, summary, tag, params, query } = contract;
  const headers = headersOf(contract);
  const body = bodyOf(contract);
  registry.registerPath({
    method,
    path,
    operationId: operation,
    summary,
    tags: [tag],
    ...accessOf(contract, schemes),
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(body ? { body: { required: true, content: body } } : {}),
    },
    responses: responsesOf(contract),
  });
}

function accessOf({ access }: RouteContract, schemes: Schemes) {
  if (access === 'public') return {};
  if (access === 'signed-machine') return { security: [{ [schemes.courierSignature]: [] }] };
  return {
    security: [{ [schemes.session]: [] }],
    description: `Permission: ${access.action} ${access.subject}. Roles: ${rolesWith(access).join(', ')}.`,
  };
}

const FILE = z.string().openapi({ format: 'binary' });

function bodyOf({ body, accepts }: RouteContract) {
  if (!body) return accepts ? filesOf(accepts) : undefined;
  const types = accepts ?? ['application/json'];
  return Object.fromEntries(types.map((type) => [type, { schema: body }]));
}

function filesOf(types: readonly string[]) {
  return Object.fromEntries(types.map((type) => [type, { schema: FILE }]));
}

function headersOf({ idempotent, versioned }: RouteContract) {
  if (!idempotent && !versioned) return undefined;
  return z.object({
    ...(idempotent ? { 'Idempotency-Key': z.string().min(8).max(200) } : {}),
    ...(versioned ? { 'If-Match': z.string() } : {}),
  });
}

function responsesOf(contract: RouteContract): Record<string, ResponseConfig> {
  const refused = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const responses = statusesOf(contract).map((status): [string, ResponseConfig] => {
    const declared = contract.responses[status];
    return [String(status), declared ? responseOf(status, declared) : refused];
  });
  return Object.fromEntries(responses);
}

function responseOf(status: number, { description, schema, types }: ResponseContract): ResponseConfig {
  if (types) return { description, content: filesOf(types) };
  if (!schema) return { description };
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  return { description, content: { [type]: { schema } } };
}
