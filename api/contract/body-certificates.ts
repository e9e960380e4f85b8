// Contract of the 《机动车驾驶人身体条件证明》 that an examination ends with.
import { may, route } from './define.ts';
import { IdParams, Problem } from './schemas.ts';

export const bodyCertificateContracts = {
  print: route({
    operation: 'printBodyCertificate',
    method: 'get',
    path: '/api/v1/applications/{id}/body-certificate',
    summary: '《机动车驾驶人身体条件证明》 of an examination, or of its submission; to be signed',
    tag: 'applications',
    access: may('read', 'BodyCertificate'),
    params: IdParams,
    responses: {
      200: { description: 'The certificate', types: ['application/pdf'] },
      404: { description: 'Refused', schema: Problem },
    },
  }),
} as const;
