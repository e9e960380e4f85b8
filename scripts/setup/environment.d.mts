type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly temporalAddress: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export function applicationEnvironment(surroundings: Surroundings): Environment;
export function servingEnvironment(env: Environment): Environment;
export function readPorts(env?: Environment): Readonly<Record<string, number>>;
export const environmentFile: () => string;
