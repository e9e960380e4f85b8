// Vehicle statuses that stop a service (机动车登记规定 第四十四条).
import { BLOCKING_HARD, CANCELLED, type VehicleStatus } from '../../register/codes.ts';
import type { StatusBlock } from '../define.ts';

/** 违法未处理, 事故未处理 and 逾期未检验 do not stop it. `action` completes the sentence “不能…”. */
export function vehicleBlocks(action: string): readonly StatusBlock<VehicleStatus>[] {
  const slots = { action };
  const others = [...BLOCKING_HARD].filter((status) => status !== 'C' && !CANCELLED.has(status));
  return [
    { statuses: ['C'], refusal: 'vehicle-stolen', slots },
    { statuses: [...CANCELLED], refusal: 'vehicle-cancelled', slots },
    { statuses: others, refusal: 'status-blocking' },
  ];
}
