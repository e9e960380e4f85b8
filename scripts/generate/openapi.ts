// Renders docs/openapi.json: the document the API serves, keys in alphabetical order.
import { CONTRACTS } from '../../api/contract/index.ts';
import { openApiOf } from '../../api/openapi.ts';

export async function renderOpenApi(): Promise<string> {
  return `${JSON.stringify(openApiOf(CONTRACTS), inOrder, 2)}\n`;
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
