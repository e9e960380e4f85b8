// A complete form for every service, for the tests of this folder and for those that file applications.
import type { Form } from '../define.ts';
import type { ServiceId } from '../index.ts';

const DEFERRAL: Form = { reason: 'abroad', from: '2015-11-10', to: '2017-06-30', declaration: true };
const CERTIFICATE = 'ZMD-2015-000123';

export const SAMPLE_FORMS = {
  'plate-reissue': {
    reason: 'lost',
    plates: 'front',
    lostOn: '2015-11-01',
    lostAt: '驿城区置地大道',
    declaration: true,
  },
  'plate-replace': { reason: 'faded', plates: 'both', declaration: true },
  'inspection-mark-reissue': { reason: 'lost', declaration: true },
  'licence-renewal': { certNo: CERTIFICATE },
  'licence-overage-exchange': { targetClass: 'C1', certNo: CERTIFICATE },
  'licence-lost-reissue': {
    lossStatement: '10月30日在市区乘坐公交车时遗失,多方寻找未果。',
    declaration: true,
    certNo: CERTIFICATE,
  },
  'licence-damaged-replace': { declaration: true, certNo: CERTIFICATE },
  'renewal-deferral': DEFERRAL,
  'review-deferral': DEFERRAL,
  'body-certificate-deferral': DEFERRAL,
} as const satisfies Record<ServiceId, Form>;

/** What has to be uploaded with it. */
export const SAMPLE_DOCUMENTS = {
  'plate-reissue': [],
  'plate-replace': ['plate-photo'],
  'inspection-mark-reissue': [],
  'licence-renewal': ['photo'],
  'licence-overage-exchange': ['photo'],
  'licence-lost-reissue': ['photo'],
  'licence-damaged-replace': ['licence-photo', 'photo'],
  'renewal-deferral': ['deferral-proof'],
  'review-deferral': ['deferral-proof'],
  'body-certificate-deferral': ['deferral-proof'],
} as const satisfies Record<ServiceId, readonly string[]>;
