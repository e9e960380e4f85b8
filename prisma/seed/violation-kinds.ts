// Kinds of violations that records of demonstrations and tests are about: coded in the manner of GA/T 16.31, with their points and fines.
import type { PenaltyKind } from '../../domain/violations/facts.ts';

export interface ViolationKind {
  readonly code: string;
  readonly text: string;
  readonly points: 0 | 1 | 2 | 3 | 6 | 12;
  readonly fineFen: number;
  readonly penaltyKinds: readonly PenaltyKind[];
}

const fined = ['fine'] as const;

export const VIOLATION_KINDS = {
  parking: { code: '1039', text: '违反规定停放机动车', points: 0, fineFen: 10_000, penaltyKinds: fined },
  lamps: { code: '1055', text: '不按规定使用灯光', points: 1, fineFen: 5_000, penaltyKinds: fined },
  lane: { code: '1208', text: '不按导向车道行驶', points: 2, fineFen: 10_000, penaltyKinds: fined },
  marking: { code: '1345', text: '违反禁止标线指示', points: 3, fineFen: 10_000, penaltyKinds: fined },
  'red-light': {
    ...{ code: '1625', text: '违反道路交通信号灯通行', points: 6, fineFen: 20_000 },
    penaltyKinds: fined,
  },
  'slightly-fast': {
    ...{ code: '1352', text: '超过规定时速未达百分之十', points: 0, fineFen: 0 },
    penaltyKinds: ['warning'],
  },
  'emergency-lane': {
    ...{ code: '4602', text: '在应急车道行驶', points: 6, fineFen: 50_000, penaltyKinds: fined },
  },
  'much-too-fast': {
    ...{ code: '1721', text: '超过规定时速百分之五十以上', points: 12, fineFen: 200_000 },
    penaltyKinds: ['fine', 'revoke'],
  },
  'covered-plate': {
    ...{ code: '1718', text: '故意遮挡机动车号牌', points: 12, fineFen: 20_000, penaltyKinds: fined },
  },
} as const satisfies Readonly<Record<string, ViolationKind>>;
export type ViolationKindName = keyof typeof VIOLATION_KINDS;
