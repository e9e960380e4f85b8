// Cases of the two services that issue a vehicle licence anew.
import { vehicle } from './builders.ts';
import type { RefusalCase } from './service-cases.ts';

/** What both refuse; `what` is what cannot be done, as the sentences say it. */
export function vehicleLicenceCases(what: '补领行驶证' | '换领行驶证'): readonly RefusalCase[] {
  return [
    {
      when: 'the vehicle is stolen',
      code: 'vehicle-stolen',
      zh: `机动车处于被盗抢状态,不能${what}。`,
      refused: { vehicle: vehicle({ statuses: ['C'] }) },
      passes: { vehicle: vehicle({ statuses: ['G', 'I', 'Q'] }) },
    },
    {
      when: 'the vehicle is deregistered',
      code: 'vehicle-cancelled',
      zh: `机动车已注销或达到报废标准,不能${what}。`,
      refused: { vehicle: vehicle({ statuses: ['E'] }) },
      passes: { vehicle: vehicle({ statuses: ['Q'] }) },
    },
    {
      when: 'the vehicle is locked',
      code: 'status-blocking',
      zh: '机动车(驾驶证)当前状态为“锁定”,不能办理该业务。',
      refused: { vehicle: vehicle({ statuses: ['O'] }) },
      passes: { vehicle: vehicle({ statuses: ['I'] }) },
    },
    {
      when: 'there is no photograph of the vehicle',
      code: 'document-missing',
      zh: '请提交材料:机动车照片(右前方45度)。',
      pointer: '/documents',
      refused: { documents: [] },
      passes: { documents: ['vehicle-photo', 'photo'] },
    },
    {
      when: 'it is one of the six that are not open yet',
      code: 'service-not-open',
      zh: '该业务尚未上线,敬请期待。',
      refused: { serviceOpen: false },
      passes: { serviceOpen: true },
    },
  ];
}
