// Contracts of the list of hospitals that may examine drivers (驾驶证申领和使用规定 第四十八条, 第六十二条).
import { may, route } from './define.ts';
import { Id, IdParams, Problem, z } from './schemas.ts';

const tag = 'hospitals';
const refused = { description: 'Refused', schema: Problem } as const;

const Listing = z
  .object({
    id: Id,
    unitId: Id,
    name: z.string(),
    orgCode: z.string(),
    examinesC5: z.boolean(),
    listedOn: z.iso.date(),
    /** The first day on which it may not examine any more. */
    removedOn: z.iso.date().nullable(),
  })
  .openapi('ExaminingHospital');

export const examiningHospitalContracts = {
  list: route({
    operation: 'listExaminingHospitals',
    method: 'get',
    path: '/api/v1/examining-hospitals',
    summary: 'Hospitals that may examine drivers, or once might; a hospital sees its own',
    tag,
    access: may('read', 'ExaminingHospital'),
    responses: { 200: { description: 'The list', schema: z.object({ items: z.array(Listing) }) } },
  }),
  add: route({
    operation: 'addExaminingHospital',
    method: 'post',
    path: '/api/v1/examining-hospitals',
    summary: 'Put a registered hospital on the list, from today',
    tag,
    access: may('create', 'ExaminingHospital'),
    body: z.strictObject({
      orgCode: z.string().trim().min(9).max(10),
      /** Named by the province for C5. */
      examinesC5: z.boolean().default(false),
    }),
    idempotent: true,
    responses: { 201: { description: 'Listed', schema: Listing }, 409: refused, 422: refused },
  }),
  remove: route({
    operation: 'removeExaminingHospital',
    method: 'delete',
    path: '/api/v1/examining-hospitals/{id}',
    summary: 'Take a hospital off the list, from today; what it examined before stays good',
    tag,
    access: may('change', 'ExaminingHospital'),
    params: IdParams,
    responses: { 204: { description: 'Taken off' }, 404: refused },
  }),
} as const;
