// Contracts of the switches that open and close services.
import { may, route } from './define.ts';
import { Instant, Problem, z } from './schemas.ts';

const tag = 'services';
const refused = { description: 'Refused', schema: Problem } as const;

const Switch = z
  .object({
    service: z.string(),
    name: z.string(),
    phase: z.enum(['trial', 'next']),
    isOpen: z.boolean(),
    /** Who last decided so; null while its phase decides. */
    decided: z.object({ byId: z.string(), reason: z.string(), at: Instant }).nullable(),
  })
  .openapi('ServiceSwitch');

const ServiceParams = z.strictObject({ service: z.string().max(60) });

export const serviceSwitchContracts = {
  list: route({
    operation: 'listServiceSwitches',
    method: 'get',
    path: '/api/v1/service-switches',
    summary: 'Which services are open, and who decided so',
    tag,
    access: may('read', 'ServiceSwitch'),
    responses: { 200: { description: 'Every service', schema: z.object({ items: z.array(Switch) }) } },
  }),
  change: route({
    operation: 'changeServiceSwitch',
    method: 'put',
    path: '/api/v1/service-switches/{service}',
    summary:
      'Open or close one of the six services to come, from the next submission on; what is under way goes on either way',
    tag,
    access: may('change', 'ServiceSwitch'),
    params: ServiceParams,
    body: z.strictObject({ isOpen: z.boolean(), reason: z.string().trim().min(1).max(200) }),
    idempotent: true,
    responses: {
      200: { description: 'Switched', schema: Switch },
      404: refused,
      409: refused,
    },
  }),
} as const;
