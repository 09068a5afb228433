import type { Facts } from '../../facts/facts';
import type { ContainerSettings } from './container-settings';
import type { Finding } from './finding';
import type { Name, Value } from './phrase';
import type { Plan, ResourceChange } from './plan';

/** A change of a `docker_container` or `docker_service`, with its settings on both sides. */
export interface ContainerChange {
  readonly change: ResourceChange;
  readonly before?: ContainerSettings;
  readonly after?: ContainerSettings;
}

/** Facts of one construct before and after. */
export interface FactsChange {
  /** Construct path. */
  readonly path: string;
  readonly before?: Facts;
  readonly after?: Facts;
}

/** What a rule may look at. */
export interface ReviewContext {
  readonly plan: Plan;
  /** Of Docker's containers and services, those without a change included. */
  readonly containers: readonly ContainerChange[];
  /** Changed facts of this library's constructs; empty in plans of others. */
  readonly facts: readonly FactsChange[];
  /** All facts as they will be, by construct path. */
  readonly factsAfter: ReadonlyMap<string, Facts>;
  /** Whether a container that is away is an incident: what only warns elsewhere may block. */
  readonly isCritical: boolean;
  /** What a reader knows the resource of an address by: its construct path, or the address. */
  readonly called: (address: string) => Name | Value;
  /** Addresses of changes whose resource refers to that of `address`, directly or through others that only pass a value on. */
  readonly dependents: (address: string) => readonly ResourceChange[];
  /** Construct path of the resource, where it is known. */
  readonly pathOf: (address: string) => string | undefined;
}

/** One rule: a pure function. */
export type Judge = (context: ReviewContext) => readonly Finding[];
