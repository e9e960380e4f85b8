// A way a case may go, played on a stage to its end.
import type { Stage, StagedCase } from '../harness/stage.ts';

export interface Path {
  readonly fees?: 'on';
  readonly play: (stage: Stage) => Promise<StagedCase>;
}
