// Services of the notice that are not built yet. Who may use them is settled (附件5, registration.md §7); a line goes when
// its service arrives.
import type { ApplicantKind } from './services/define.ts';

export interface AnnouncedService {
  readonly id: string;
  /** Its place in the notice, as of every service. */
  readonly number: number;
  readonly name: string;
  readonly english: string;
  readonly who: readonly ApplicantKind[];
}

export const ANNOUNCED: readonly AnnouncedService[] = [
  {
    id: 'inspection-appointment',
    number: 4,
    name: '机动车安全技术检验预约',
    english: 'Inspection appointment',
    who: ['ind-online'],
  },
  {
    id: 'owner-contact-change',
    number: 5,
    name: '变更车主联系方式',
    english: 'Change of owner contact',
    who: ['ind-online'],
  },
  {
    id: 'hospital-physical-exam',
    number: 6,
    name: '医院体检',
    english: 'Hospital physical examination',
    who: ['unit-hospital'],
  },
  {
    id: 'hospital-body-certificate',
    number: 7,
    name: '医院提交身体条件证明',
    english: 'Hospital submits body-condition certificate',
    who: ['unit-hospital'],
  },
  {
    id: 'driver-contact-change',
    number: 15,
    name: '变更驾驶人联系方式',
    english: 'Change of driver contact',
    who: ['ind-online'],
  },
  {
    id: 'violation-handling',
    number: 16,
    name: '电子监控处理',
    english: 'Handling of surveillance violations',
    who: ['ind-online'],
  },
  { id: 'fine-payment', number: 17, name: '罚款缴纳', english: 'Payment of fines', who: ['ind-online'] },
  {
    id: 'temporary-plate',
    number: 18,
    name: '申领机动车临时号牌',
    english: 'Temporary plate',
    who: ['unit-dealer'],
  },
  {
    id: 'plate-preselection',
    number: 19,
    name: '预选机动车号牌',
    english: 'Plate preselection',
    who: ['ind-online', 'unit-option-3'],
  },
  {
    id: 'vehicle-licence-reissue',
    number: 20,
    name: '补领机动车行驶证',
    english: 'Re-issue of vehicle licence',
    who: ['ind-window'],
  },
  {
    id: 'vehicle-licence-replace',
    number: 21,
    name: '换领机动车行驶证',
    english: 'Replacement of vehicle licence',
    who: ['ind-window'],
  },
  {
    id: 'exam-appointment',
    number: 22,
    name: '考试预约',
    english: 'Driving-test appointment',
    who: ['ind-online'],
  },
  {
    id: 'exam-appointment-cancel',
    number: 23,
    name: '取消考试预约',
    english: 'Cancel driving-test appointment',
    who: ['ind-online'],
  },
];

/** An announced service by its id; undefined where it is built already, or unknown. */
export function findAnnounced(id: string): AnnouncedService | undefined {
  return ANNOUNCED.find((service) => service.id === id);
}
