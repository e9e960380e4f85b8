// The OpenAPI 3.1 document, made from the same contracts that validate requests.
import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import type { RouteContract } from './contract/define.ts';
import { z } from './contract/schemas.ts';

const PROBLEMS_OF_ALL = [400, 401, 403, 413, 415, 422, 429, 503] as const;

/** Builds the document of the given routes. */
export function openApiOf(contracts: readonly RouteContract[]) {
  const registry = new OpenAPIRegistry();
  const cookie = registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'sid',
  });
  for (const contract of contracts) register(registry, contract, cookie.name);
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

function register(registry: OpenAPIRegistry, contract: RouteContract, cookieName: string): void {
  const { method, path, operation, summary, tag, access, params, query, body } = contract;
  const headers = headersOf(contract);
  registry.registerPath({
    method,
    path,
    operationId: operation,
    summary,
    tags: [tag],
    ...(typeof access === 'string'
      ? {}
      : { security: [{ [cookieName]: [] }], description: `Roles: ${access.join(', ')}` }),
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    },
    responses: responsesOf(contract),
  });
}

function headersOf({ idempotent, versioned }: RouteContract) {
  if (!idempotent && !versioned) return undefined;
  return z.object({
    ...(idempotent ? { 'Idempotency-Key': z.string().min(8).max(200) } : {}),
    ...(versioned ? { 'If-Match': z.string() } : {}),
  });
}

function responsesOf({ responses }: RouteContract): Record<string, ResponseConfig> {
  const declared = Object.entries(responses).map(
    ([status, { description, schema }]): [string, ResponseConfig] => {
      const type = Number(status) >= 400 ? 'application/problem+json' : 'application/json';
      return [status, { description, ...(schema ? { content: { [type]: { schema } } } : {}) }];
    },
  );
  const others = PROBLEMS_OF_ALL.filter((status) => !(status in responses)).map(
    (status): [string, ResponseConfig] => [
      String(status),
      {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ],
  );
  return Object.fromEntries([...declared, ...others].sort(([a], [b]) => a.localeCompare(b)));
}
