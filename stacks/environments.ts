import { Environment } from '../lib';

/** What differs between the places that the same stack is deployed to. */
export interface HelloEnvironment {
  /** Also the name of the stack: `cdktf deploy <name>`. */
  readonly name: string;
  /** Port on the host's loopback address. */
  readonly hostPort: number;
  /** What the program says of itself. */
  readonly version: string;
  /** How careful the library is there. */
  readonly settings: Environment;
}

/** All environments of this app. */
export const ENVIRONMENTS: readonly HelloEnvironment[] = [
  { name: 'dev', hostPort: 8080, version: 'dev', settings: Environment.development() },
  { name: 'staging', hostPort: 8181, version: '1.1.0-rc.1', settings: Environment.staging() },
  { name: 'production', hostPort: 8182, version: '1.0.0', settings: Environment.production() },
];
