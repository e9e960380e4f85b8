// A scenario: what is done to the platform, and what was found afterwards.
import type { Defect } from './defects/planted.ts';
import type { Finding } from './finding.ts';
import type { ServersUnderChaos } from './servers.ts';

export interface ScenarioOptions {
  /** How many applications. */
  readonly n?: number;
  /** How often something is killed. */
  readonly kills?: number;
  readonly seed: number;
  /** A defect that the run has to notice. */
  readonly plant?: Defect | null;
  readonly tell: (line: string) => void;
}

export type Scenario = (servers: ServersUnderChaos, options: ScenarioOptions) => Promise<readonly Finding[]>;
