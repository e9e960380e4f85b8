import service from './owner-contact-change.ts';
import { contact, gateGiven } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['owner-contact-change'];
const about = (overrides: Parameters<typeof contact>[0] = {}) => ({
  subject: { contact: contact(overrides) },
});
const applicant = gateGiven({ ...about(), form, delivery: null });

describeService(service, applicant, [
  {
    when: 'the code is not that of the new mobile',
    code: 'mobile-code-wrong',
    zh: '短信验证码错误或已过期。',
    pointer: '/form/code',
    refused: about({ codeIsGood: false }),
    passes: about({ codeIsGood: true }),
  },
  {
    when: 'another user has the mobile',
    code: 'mobile-in-use',
    zh: '该手机号码已被其他用户使用。',
    pointer: '/form/mobile',
    refused: about({ mobileIsTaken: true }),
    passes: about({ mobileIsTaken: false }),
  },
  {
    when: 'there is nothing local to be reached for',
    code: 'no-vehicle',
    zh: '您名下没有本地机动车。',
    refused: about({ localVehicles: 0 }),
    passes: about({ localVehicles: 1, hasLocalLicence: false }),
  },
  ...[
    { field: 'postcode', value: '46300', fits: '463000', zh: '“邮政编码”填写不正确:应为6位数字。' },
    {
      field: 'division',
      value: '990000',
      fits: '411702',
      zh: '“行政区划代码”填写不正确:应为6位行政区划代码。',
    },
    { field: 'email', value: 'nobody', fits: 'nobody@example.cn', zh: '“电子邮箱”填写不正确:格式不正确。' },
  ].map(({ field, value, fits, zh }) => ({
    when: `${field} is ${value}`,
    code: 'invalid-field' as const,
    zh,
    pointer: `/form/${field}`,
    refused: { form: { ...form, [field]: value } },
    passes: { form: { ...form, [field]: fits } },
  })),
]);
