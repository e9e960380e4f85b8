// Contracts of temporary plates: what was issued, and the plate itself for the dealer's printer.
import { TEMPORARY_PLATE_SCOPES } from '../../domain/plates/temporary-plate.ts';
import { may, route } from './define.ts';
import { IdParams, Problem, z } from './schemas.ts';

const tag = 'temporary-plates';
const refused = { description: 'Refused', schema: Problem } as const;

const TemporaryPlate = z
  .object({
    number: z.string(),
    vin: z.string(),
    /** 1, 2 or 3: how many the vehicle has had with this one. */
    seq: z.int(),
    scope: z.enum(Object.keys(TEMPORARY_PLATE_SCOPES)),
    reason: z.enum(['unsold', 'bought']),
    issuedOn: z.iso.date(),
    /** The last day on which it is good. */
    validTo: z.iso.date(),
    dealer: z.string(),
  })
  .openapi('TemporaryPlate');

export const temporaryPlateContracts = {
  read: route({
    operation: 'readTemporaryPlate',
    method: 'get',
    path: '/api/v1/applications/{id}/temporary-plate',
    summary: 'The temporary plate an application came to',
    tag,
    access: may('read', 'Application'),
    params: IdParams,
    responses: { 200: { description: 'The plate', schema: TemporaryPlate }, 404: refused, 409: refused },
  }),
  print: route({
    operation: 'printTemporaryPlate',
    method: 'get',
    path: '/api/v1/applications/{id}/temporary-plate/print',
    summary: 'The plate on paper, for the dealer who applied for it',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    // The typefaces are read at the first paper of a process.
    patienceMs: 15_000,
    responses: {
      200: { description: 'The plate', types: ['application/pdf'] },
      404: refused,
      409: refused,
    },
  }),
} as const;
