// A complete form for every service, for the tests of this folder and for those that file applications.
import type { Form } from '../define.ts';
import type { ServiceId } from '../index.ts';

const DEFERRAL: Form = { reason: 'abroad', from: '2015-11-10', to: '2017-06-30', declaration: true };
const CERTIFICATE = 'ZMD-2015-000123';
/** Whoever files for real names a session that exists. */
const SESSION = '0e7f5c4e-6a52-4d0e-9d5b-6f1f0f3a1c01';

/** Somebody with nothing wrong, examined for C1. */
const EXAM: Form = {
  idDocKind: 'resident-id',
  idDocNo: '412801199003071234',
  name: '王小明',
  sex: 'M',
  birthOn: '1990-03-07',
  purpose: 'renewal',
  classes: ['C1'],
  declaredDiseases: [],
  heightCm: 172.5,
  leftEye: 5.1,
  rightEye: 5,
  correctedEyes: 'right',
  colourVision: 'normal',
  hearing: 'sound',
  leftThumb: 'sound',
  leftFingers: 4,
  rightThumb: 'sound',
  rightFingers: 4,
  arms: 'normal',
  leftLeg: 'sound',
  rightLeg: 'sound',
  legDifferenceCm: 0,
  sitting: 'unaided',
  trunk: 'normal',
  diseases: [],
  doctor: '许医生',
};

const CONTACT: Form = {
  mobile: '13839600001',
  code: '123456',
  postcode: '463000',
  division: '411702',
  address: '驿城区文明大道88号',
};

export const SAMPLE_FORMS = {
  'owner-contact-change': CONTACT,
  'driver-contact-change': { ...CONTACT, employer: '驻马店市公共交通有限公司' },
  'vehicle-licence-reissue': { reason: 'lost', declaration: true },
  'vehicle-licence-replace': { reason: 'illegible', declaration: true },
  'plate-reissue': {
    reason: 'lost',
    plates: 'front',
    lostOn: '2015-11-01',
    lostAt: '驿城区置地大道',
    declaration: true,
  },
  'plate-replace': { reason: 'faded', plates: 'both', declaration: true },
  'inspection-mark-reissue': { reason: 'lost', declaration: true },
  'inspection-appointment': { session: SESSION, mobile: '13839600001' },
  'hospital-physical-exam': EXAM,
  'hospital-body-certificate': { certNo: 'TJ-20151020-000001-8' },
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
  'exam-appointment': { subject: '2', session: SESSION, confirmation: true },
  'exam-appointment-cancel': { appointment: 'ZMD-20151103-000001-0' },
  'temporary-plate': {
    vin: 'LSVAA4182E2184847',
    origin: 'domestic',
    engineNo: 'CFB184847',
    brandModel: '大众汽车牌SVW7140',
    reason: 'bought',
    scope: 'cross',
    buyerName: '王小明',
    buyerIdNumber: '412801199003071234',
    insurancePolicyNo: 'PDZA201541280000018',
    insuranceValidTo: '2016-11-02',
    certificateNo: 'WAC202015110001',
    invoiceNo: '04100001',
    declaration: true,
  },
  // The number of the buyer and the mobile are those of whoever files.
  'plate-preselection': {
    plateCategory: '02',
    vin: 'LSVAA4182E2184847',
    origin: 'domestic',
    buyerIdNumber: '412801199003071234',
    mobile: '13839600001',
  },
  // The record is one of a vehicle of whoever files, the code one that was sent to them.
  'violation-handling': {
    recordNo: '4117021511000001',
    undisputed: 'yes',
    ownDriving: 'yes',
    recentlyPenalised: 'no',
    code: '123456',
  },
  // Decisions on the licence of whoever pays.
  'fine-payment': { decisionNos: ['4117021900000001'] },
} as const satisfies Partial<Record<ServiceId, Form>>;

/** What has to be uploaded with it. */
export const SAMPLE_DOCUMENTS = {
  'owner-contact-change': [],
  'driver-contact-change': [],
  'vehicle-licence-reissue': ['vehicle-photo'],
  'vehicle-licence-replace': ['vehicle-photo'],
  'plate-reissue': [],
  'plate-replace': ['plate-photo'],
  'inspection-mark-reissue': [],
  'inspection-appointment': [],
  'hospital-physical-exam': ['examinee-photo'],
  'hospital-body-certificate': ['signed-certificate'],
  'licence-renewal': ['photo'],
  'licence-overage-exchange': ['photo'],
  'licence-lost-reissue': ['photo'],
  'licence-damaged-replace': ['licence-photo', 'photo'],
  'renewal-deferral': ['deferral-proof'],
  'review-deferral': ['deferral-proof'],
  'body-certificate-deferral': ['deferral-proof'],
  'exam-appointment': [],
  'exam-appointment-cancel': [],
  'temporary-plate': [
    'insurance-proof',
    'buyer-identity',
    'factory-certificate',
    'purchase-proof',
    'buyer-authorisation',
  ],
  'plate-preselection': [],
  'violation-handling': [],
  'fine-payment': [],
} as const satisfies Partial<Record<ServiceId, readonly string[]>>;
