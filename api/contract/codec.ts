// Contract of the codec by which operators read what Temporal keeps. Its shape is Temporal's, not ours.
import { may, route } from './define.ts';
import { z } from './schemas.ts';

/** A payload as Temporal's web pages send it: every value in base64. */
const Payload = z.object({
  metadata: z.record(z.string(), z.string()).default({}),
  data: z.string().optional(),
});
const Payloads = z.object({ payloads: z.array(Payload).max(1_000) });

export const codecContracts = {
  decode: route({
    operation: 'decodePayloads',
    method: 'post',
    path: '/api/v1/codec/decode',
    summary:
      'What Temporal keeps, opened for operators (the codec server of its web pages); what cannot be opened comes back as it is',
    tag: 'operations',
    access: may('decode', 'Payload'),
    body: Payloads,
    responses: { 200: { description: 'Opened, in their order', schema: Payloads } },
  }),
} as const;
