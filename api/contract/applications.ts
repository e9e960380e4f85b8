// Contracts of the applicant's routes.
import { route } from './define.ts';
import {
  DeliveryChoice,
  Id,
  IdParams,
  NewApplication,
  Page,
  Problem,
  Receipt,
  SubmissionBody,
  z,
} from './schemas.ts';
import { ApplicationItem, ApplicationView, ExplanationView, pageOf } from './views.ts';

const tag = 'applications';
const refused = { description: 'Refused', schema: Problem } as const;
const changed = {
  200: { description: 'Done', schema: Receipt },
  404: refused,
  409: refused,
  412: refused,
  422: refused,
} as const;
const owner = ['applicant'] as const;
const anybody = ['applicant', 'clerk', 'production', 'dispatch', 'supervisor'] as const;

export const applicationContracts = {
  create: route({
    operation: 'createApplication',
    method: 'post',
    path: '/api/v1/applications',
    summary: 'Submit an application, or keep it as a draft',
    tag,
    access: owner,
    body: NewApplication,
    idempotent: true,
    responses: { 201: { description: 'Created', schema: Receipt }, 409: refused, 422: refused },
  }),
  list: route({
    operation: 'listApplications',
    method: 'get',
    path: '/api/v1/applications',
    summary: 'Own applications, or those of the office; newest first',
    tag,
    access: anybody,
    query: z.strictObject({
      ...Page,
      service: z.string().max(60).optional(),
      state: z.string().max(30).optional(),
    }),
    responses: {
      200: {
        description: 'A page',
        schema: pageOf(ApplicationItem),
      },
    },
  }),
  read: route({
    operation: 'readApplication',
    method: 'get',
    path: '/api/v1/applications/{id}',
    summary: 'One application with its timeline, clocks and allowed actions',
    tag,
    access: anybody,
    params: IdParams,
    responses: { 200: { description: 'The application', schema: ApplicationView }, 404: refused },
  }),
  explain: route({
    operation: 'explainDates',
    method: 'get',
    path: '/api/v1/applications/{id}/explanation',
    summary: 'How each promised date was arrived at, step by step',
    tag,
    access: anybody,
    params: IdParams,
    responses: {
      200: {
        description: 'The derivation of every clock',
        schema: ExplanationView,
      },
      404: refused,
    },
  }),
  editDraft: route({
    operation: 'editDraft',
    method: 'put',
    path: '/api/v1/applications/{id}/draft',
    summary: 'Replace what a draft holds',
    tag,
    access: owner,
    params: IdParams,
    body: SubmissionBody,
    idempotent: true,
    versioned: true,
    responses: changed,
  }),
  submit: route({
    operation: 'submitDraft',
    method: 'post',
    path: '/api/v1/applications/{id}/submission',
    summary: 'Submit a draft',
    tag,
    access: owner,
    params: IdParams,
    body: SubmissionBody,
    idempotent: true,
    versioned: true,
    responses: changed,
  }),
  resubmit: route({
    operation: 'supplement',
    method: 'post',
    path: '/api/v1/applications/{id}/supplement',
    summary: 'Hand in what was asked for and submit again',
    tag,
    access: owner,
    params: IdParams,
    body: z.strictObject({
      form: z.record(z.string().max(60), z.unknown()).default({}),
      documents: z.array(Id).max(20).default([]),
    }),
    idempotent: true,
    versioned: true,
    responses: changed,
  }),
  withdraw: route({
    operation: 'withdrawApplication',
    method: 'post',
    path: '/api/v1/applications/{id}/withdrawal',
    summary: 'Withdraw before acceptance',
    tag,
    access: owner,
    params: IdParams,
    idempotent: true,
    versioned: true,
    responses: changed,
  }),
  changeDelivery: route({
    operation: 'changeDelivery',
    method: 'put',
    path: '/api/v1/applications/{id}/delivery',
    summary: 'Change between post and pickup, or the address, until dispatch',
    tag,
    access: owner,
    params: IdParams,
    body: z.strictObject({ delivery: DeliveryChoice }),
    idempotent: true,
    versioned: true,
    responses: changed,
  }),
} as const;
