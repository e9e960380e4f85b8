// Contracts of codes sent to phones, and of the change of one's own mobile that they allow.
import { may, route } from './define.ts';
import { Problem, z } from './schemas.ts';

const tag = 'session';
const refused = { description: 'Refused', schema: Problem } as const;

const mobile = z.string().trim().min(1).max(20);
const code = z.string().regex(/^\d{6}$/);

const CodeSent = z
  .object({
    expiresInSeconds: z.int(),
    /** When it may be asked for again; it is the same code then while that is young. */
    resendInSeconds: z.int(),
  })
  .openapi('PhoneCodeSent');

export const phoneCodeContracts = {
  send: route({
    operation: 'sendPhoneCode',
    method: 'post',
    path: '/api/v1/phone-codes',
    summary: 'Have a code sent to a mobile; whether an account belongs to it, the answer does not tell',
    tag,
    access: 'public',
    body: z.strictObject({
      mobile,
      purpose: z.enum(['register', 'sign-in', 'reset-password', 'confirm-mobile']),
    }),
    responses: { 202: { description: 'On its way', schema: CodeSent }, 422: refused, 429: refused },
  }),
  sendForDeclaration: route({
    operation: 'sendDeclarationCode',
    method: 'post',
    path: '/api/v1/account/declaration-codes',
    summary: 'Have a code sent to one’s own mobile that signs what is declared with an application',
    tag,
    access: may('change', 'OwnMobile'),
    responses: { 202: { description: 'On its way', schema: CodeSent }, 422: refused, 429: refused },
  }),
  sendForMobile: route({
    operation: 'sendMobileChangeCodes',
    method: 'post',
    path: '/api/v1/account/mobile-codes',
    summary: 'Have codes sent to one’s present mobile and to the one it shall become. Individuals only',
    tag,
    access: may('change', 'OwnMobile'),
    body: z.strictObject({ mobile }),
    responses: {
      202: { description: 'On their way', schema: CodeSent },
      409: refused,
      422: refused,
      429: refused,
    },
  }),
  changeMobile: route({
    operation: 'changeOwnMobile',
    method: 'post',
    path: '/api/v1/account/mobile',
    summary: 'Change one’s mobile with a code from the old and one from the new; every other session ends',
    tag,
    access: may('change', 'OwnMobile'),
    body: z.strictObject({ mobile, codeToOld: code, codeToNew: code }),
    responses: { 204: { description: 'Changed' }, 409: refused, 422: refused, 429: refused },
  }),
} as const;
