// Cases of the two services that change how somebody is reached.
import type { Form } from '../define.ts';
import { contact } from './builders.ts';
import type { RefusalCase } from './service-cases.ts';

/** Facts in which the applicant's own contact is as given. */
export const aboutContact = (overrides: Parameters<typeof contact>[0] = {}) => ({
  subject: { contact: contact(overrides) },
});

const FORMATS = [
  { field: 'postcode', value: '46300', fits: '463000', zh: '“邮政编码”填写不正确:应为6位数字。' },
  {
    field: 'division',
    value: '990000',
    fits: '411702',
    zh: '“行政区划代码”填写不正确:应为6位行政区划代码。',
  },
  { field: 'email', value: 'nobody', fits: 'nobody@example.cn', zh: '“电子邮箱”填写不正确:格式不正确。' },
] as const;

/** What both refuse, for a form that is right. */
export function contactCases(form: Form): readonly RefusalCase[] {
  return [
    {
      when: 'the code is not that of the new mobile',
      code: 'mobile-code-wrong',
      zh: '短信验证码错误或已过期。',
      pointer: '/form/code',
      refused: aboutContact({ codeIsGood: false }),
      passes: aboutContact({ codeIsGood: true }),
    },
    {
      when: 'another user has the mobile',
      code: 'mobile-in-use',
      zh: '该手机号码已被其他用户使用。',
      pointer: '/form/mobile',
      refused: aboutContact({ mobileIsTaken: true }),
      passes: aboutContact({ mobileIsTaken: false }),
    },
    ...FORMATS.map(({ field, value, fits, zh }) => ({
      when: `${field} is ${value}`,
      code: 'invalid-field' as const,
      zh,
      pointer: `/form/${field}`,
      refused: { form: { ...form, [field]: value } },
      passes: { form: { ...form, [field]: fits } },
    })),
  ];
}
