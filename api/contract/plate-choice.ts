// Contracts of choosing a plate number within its session, and of what a clerk does with a number that was reserved.
import { PLATE_METHODS } from '../../domain/plates/methods.ts';
import { LOCK_RELEASE_REASONS } from '../../domain/plates/reservation.ts';
import { PLATE_MODES } from '../../domain/plates/settings.ts';
import { may, route } from './define.ts';
import { IdParams, Instant, Problem, Receipt, z } from './schemas.ts';

const tag = 'plate-choice';
const refused = { description: 'Refused', schema: Problem } as const;
const path = '/api/v1/applications/{id}';

const Method = z.enum(Object.keys(PLATE_METHODS));
const Text = z.object({ zh: z.string(), en: z.string() });

const Selection = z
  .object({
    mode: z.enum(PLATE_MODES),
    /** 模拟测试 stands on everything of a simulation. */
    mark: z.string().nullable(),
    state: z.string(),
    selectUntil: Instant,
    secondsLeft: z.int(),
    /** The ways that are still open. */
    methods: z.array(Method),
    triesLeft: z.int(),
    drawsLeft: z.int(),
    /** 5选1: while they are kept for the applicant. */
    shown: z.array(z.string()),
    number: z.string().nullable(),
    method: Method.nullable(),
    validTo: Instant.nullable(),
  })
  .openapi('PlateSelection');

const Chosen = Receipt.extend({ selection: Selection }).openapi('PlateChoice');
const chosen = {
  200: { description: 'Done', schema: Chosen },
  404: refused,
  409: refused,
  422: refused,
} as const;

const NumberBody = z.strictObject({ number: z.string().trim().min(1).max(20) });

export const plateChoiceContracts = {
  read: route({
    operation: 'readPlateSelection',
    method: 'get',
    path: `${path}/selection`,
    summary: 'Where the choice of a number stands: time and chances left, numbers shown, the number reserved',
    tag,
    access: may('read', 'Application'),
    params: IdParams,
    responses: { 200: { description: 'The selection', schema: Selection }, 404: refused, 409: refused },
  }),
  try: route({
    operation: 'tryPlateNumber',
    method: 'post',
    path: `${path}/numbers`,
    summary: '自编自选: reserve a number of one’s own where it is free; each that is not uses up a chance',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    body: NumberBody,
    idempotent: true,
    responses: chosen,
  }),
  draw: route({
    operation: 'drawPlateNumbers',
    method: 'post',
    path: `${path}/draws`,
    summary: '随机选号: be shown five free numbers',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    idempotent: true,
    responses: chosen,
  }),
  choose: route({
    operation: 'choosePlateNumber',
    method: 'post',
    path: `${path}/choice`,
    summary: '5选1: reserve one of the five; the others are free again',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    body: NumberBody,
    idempotent: true,
    responses: chosen,
  }),
  leave: route({
    operation: 'leavePlateSelection',
    method: 'delete',
    path: `${path}/selection`,
    summary: 'Leave without a number; what was tried and drawn stays used up',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    idempotent: true,
    responses: chosen,
  }),
  recordRegistration: route({
    operation: 'recordPlateRegistration',
    method: 'post',
    path: `${path}/registration`,
    summary:
      'Compare what the vehicle is registered with to what the number was chosen with; the number is given, or not',
    tag,
    access: may('decide', 'Application'),
    params: IdParams,
    body: z.strictObject({
      vin: z.string().trim().min(1).max(40),
      idNumber: z.string().trim().min(1).max(40),
      mobile: z.string().trim().min(1).max(20),
    }),
    idempotent: true,
    versioned: true,
    responses: {
      200: {
        description: 'Compared',
        /** `differs` is told to the applicant at the window where the data are not the same. */
        schema: Chosen.extend({ differs: Text.nullable() }).openapi('PlateRegistration'),
      },
      403: refused,
      404: refused,
      409: refused,
      412: refused,
    },
  }),
  releaseLock: route({
    operation: 'releasePlateLock',
    method: 'post',
    path: `${path}/lock-release`,
    summary: 'Let the holder of an ended reservation choose for the next vehicle',
    tag,
    access: may('decide', 'Application'),
    params: IdParams,
    body: z.strictObject({ reason: z.enum(Object.keys(LOCK_RELEASE_REASONS)) }),
    idempotent: true,
    responses: { 204: { description: 'Released' }, 403: refused, 404: refused, 409: refused },
  }),
} as const;
