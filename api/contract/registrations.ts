// Contracts of registration at the window: taken down by a registrar, printed, signed; reviewed like every case.
import { ID_DOCUMENTS, RESIDENT_CATEGORIES } from '../../domain/identity/identity-document.ts';
import { ONLINE_SUBTYPES } from '../../domain/registration/online.ts';
import { UNIT_KINDS } from '../../domain/registration/unit-kinds.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Problem, Receipt, z } from './schemas.ts';

const tag = 'registration';
const refused = { description: 'Refused', schema: Problem } as const;

const text = (max: number) => z.string().trim().min(1).max(max);
const LocalDate = z.iso.date();
const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) =>
  z.enum(Object.keys(record).filter((key): key is K => key in record));

export const IdentityDocument = z
  .strictObject({
    kind: keysOf(ID_DOCUMENTS),
    number: text(30),
    issuedOn: LocalDate,
    validFrom: LocalDate,
    /** null = long term */
    validTo: LocalDate.nullable(),
  })
  .openapi('IdentityDocument');

export const Individual = z
  .strictObject({
    category: keysOf(RESIDENT_CATEGORIES),
    document: IdentityDocument,
    name: text(60),
    sex: z.enum(['M', 'F']),
    birthOn: LocalDate,
    nationality: z
      .string()
      .regex(/^[A-Z]{2,3}$/)
      .nullable()
      .default(null),
    residencePermit: z
      .strictObject({ number: text(30), validTo: LocalDate.nullable() })
      .nullable()
      .default(null),
    mobile: text(20),
    landline: text(20).nullable().default(null),
    email: z.email().max(100).nullable().default(null),
    division: z.string().regex(/^\d{6}$/),
    address: text(120),
    postcode: z.string().regex(/^\d{6}$/),
  })
  .openapi('IndividualRegistration');

export const Agent = z.strictObject({
  name: text(60),
  document: IdentityDocument,
  mobile: text(20),
  authorisation: z
    .strictObject({
      agentName: text(60),
      unitName: text(100),
      scope: text(200),
      signedOn: LocalDate,
      sealed: z.boolean(),
    })
    .nullable(),
});

export const LegalRepresentative = z.strictObject({ name: text(60), document: IdentityDocument });
const Options = z
  .array(z.literal([1, 2, 3, 4, 5, 6]))
  .max(6)
  .refine((options) => new Set(options).size === options.length, 'each option once');

export const Unit = z
  .strictObject({
    name: text(100),
    unitKind: keysOf(UNIT_KINDS),
    orgCode: text(12).nullable().default(null),
    uscc: text(20).nullable().default(null),
    division: z.string().regex(/^\d{6}$/),
    address: text(120),
    postcode: z.string().regex(/^\d{6}$/),
    telephone: text(20),
    /** Of whoever will use the account first. */
    mobile: text(20),
    legalRepresentative: LegalRepresentative,
    agent: Agent.nullable().default(null),
    options: Options,
  })
  .openapi('UnitRegistration');

export const Change = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mobile'), mobile: text(20) }),
    z.strictObject({ kind: z.literal('name'), name: text(60) }),
    z.strictObject({ kind: z.literal('id-number'), document: IdentityDocument }),
    z.strictObject({ kind: z.literal('reduce-to-online') }),
    z.strictObject({ kind: z.literal('unit-options'), options: Options }),
    z.strictObject({ kind: z.literal('unit-agent'), agent: Agent }),
    z.strictObject({
      kind: z.literal('unit-legal-representative'),
      legalRepresentative: LegalRepresentative,
    }),
  ])
  .openapi('AccountChange');

const documents = z.array(Id).max(20).default([]);

const NewRegistration = z
  .discriminatedUnion('matter', [
    z.strictObject({ matter: z.literal('individual-registration'), individual: Individual, documents }),
    z.strictObject({ matter: z.literal('unit-registration'), unit: Unit, documents }),
    z.strictObject({
      matter: z.literal('registration-upgrade'),
      /** What the person booked under; without it the account is named. */
      bookingCode: z.string().trim().max(20).optional(),
      accountId: Id.optional(),
      individual: Individual,
      documents,
    }),
    z.strictObject({ matter: z.literal('registration-change'), accountId: Id, change: Change, documents }),
  ])
  .openapi('NewRegistration');

const OnlineRegistration = z
  .strictObject({
    subtype: keysOf(ONLINE_SUBTYPES),
    identity: z.strictObject({ kind: keysOf(ID_DOCUMENTS), number: text(30) }),
    name: text(60),
    mobile: text(20),
    code: z.string().regex(/^\d{6}$/),
    password: z.string().min(1).max(200),
    /** 同意《用户注册协议》 */
    agreesToTerms: z.literal(true),
  })
  .openapi('OnlineRegistration');

export const registrationContracts = {
  file: route({
    operation: 'fileRegistration',
    method: 'post',
    path: '/api/v1/registrations',
    summary:
      'Take down a registration, an upgrade or a change at the window; reviewed within one working day',
    tag,
    access: may('create', 'Registration'),
    body: NewRegistration,
    idempotent: true,
    responses: { 201: { description: 'Filed', schema: Receipt }, 404: refused, 409: refused, 422: refused },
  }),
  print: route({
    operation: 'printRegistration',
    method: 'get',
    path: '/api/v1/registrations/{id}/form',
    summary:
      '《互联网个人用户注册/变更申请表》 or 《互联网单位用户注册/变更申请表》, filled in, to be signed',
    tag,
    access: may('print', 'Registration'),
    params: IdParams,
    responses: { 200: { description: 'The form', types: ['application/pdf'] }, 404: refused },
  }),
  registerOnline: route({
    operation: 'registerOnline',
    method: 'post',
    path: '/api/v1/registrations/online',
    summary: 'Register online as an individual, by a code to the mobile on file',
    tag,
    access: 'public',
    body: OnlineRegistration,
    responses: {
      201: {
        description: 'Registered; sign in with mobile and password',
        schema: z.object({
          id: Id,
          state: z.literal('active'),
          /** Until when a new car’s owner has to choose a plate. */
          chooseBy: z.iso.datetime({ offset: true }).nullable(),
        }),
      },
      409: refused,
      422: refused,
      429: refused,
    },
  }),
} as const;
