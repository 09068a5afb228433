/** What differs between the places that the same stack is deployed to. */
export interface Environment {
  /** Also the name of the stack: `cdktf deploy <name>`. */
  readonly name: string;
  /** Port on the host's loopback address. */
  readonly hostPort: number;
  /** What the program says of itself. */
  readonly version: string;
}

/** All environments of this app. */
export const ENVIRONMENTS: readonly Environment[] = [{ name: 'dev', hostPort: 8080, version: 'dev' }];
