// Names shared by the floor's driver, worker and workflow.

export const FLOOR_QUEUE = 'floor';
export const FLOOR_SIGNAL = 'poked';
export const FLOOR_WORKFLOW = 'floorWorkflow';
/** Submit, accept, produce, deliver. */
export const FLOOR_POKES = 4;

export interface FloorPoke {
  readonly seq: number;
  readonly alarmAt: number | null;
  readonly open: boolean;
}
