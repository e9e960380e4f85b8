// A scenario: what is done to the platform, and what was found afterwards.
import type { Finding } from './finding.ts';
import type { ServersUnderChaos } from './servers.ts';

export interface ScenarioOptions {
  /** How many applications. */
  readonly n?: number;
  /** How often something is killed. */
  readonly kills?: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export type Scenario = (servers: ServersUnderChaos, options: ScenarioOptions) => Promise<readonly Finding[]>;
