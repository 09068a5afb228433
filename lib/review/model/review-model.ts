import type { Severity } from './finding';
import type { Phrase } from './phrase';
import type { Effect } from './plan';
import type { RuleId } from './rule-table';

/**
 * What a plan does to running containers: the result of a review, from which every format is written.
 *
 * No secret is in it: whatever is not allowed to be seen was replaced before. The order of everything in it depends on what is there alone, not
 * on the order of the plan.
 */
export interface Review {
  /** Name of the stack; nothing where only a plan was given. */
  readonly stack?: string;
  readonly verdict: Verdict;
  /** Why it is blocked, where it is not for its findings alone: an approval that is missing, or is for another plan. */
  readonly approval: Approval;
  /** Digest of everything in it that matters; the same for every plan that does the same. */
  readonly hash: string;
  /** Empty where no Terraform has made a plan, or did not say. */
  readonly terraformVersion: string;
  /** Terraform could make no plan, so that nothing else in it means anything. */
  readonly isUnplanned?: boolean;
  /** Whether what is deployed was known: else nothing can be said of what goes down or is lost. */
  readonly isStateKnown: boolean;
  readonly counts: Counts;
  /** The worst first. */
  readonly findings: readonly ReviewedFinding[];
  /** What is away, for how long, and why. */
  readonly downtime: readonly Downtime[];
  /** What changes while it serves, and why that is so. */
  readonly withoutGap: readonly GaplessChange[];
  readonly images: readonly ImageChange[];
  readonly environment: readonly EnvironmentChange[];
  /** Every resource that changes, of all providers. */
  readonly resources: readonly ChangedResource[];
  /** What takes the place of what, for a picture. */
  readonly replacements: readonly Replacement[];
  /** What a reviewer has to know about the review itself, such as that drift was not looked at. */
  readonly notes: readonly Phrase[];
}

/** `blocked` makes the command fail; `attention` is for findings that do not; `clean` is a plan with neither. */
export type Verdict = 'clean' | 'attention' | 'blocked';

export type Approval =
  /** Nobody has to approve it. */
  | 'not-needed'
  /** Somebody has to approve it, and no hash was given. */
  | 'needed'
  /** The hash that was given is that of this plan. */
  | 'given'
  /** The hash that was given is that of another plan. */
  | 'differs';

/** How much of everything. Containers are those of Docker that are meant to run. */
export interface Counts {
  readonly stopped: number;
  readonly replacedCreateFirst: number;
  readonly createdContainers: number;
  readonly updatedContainers: number;
  readonly removedContainers: number;
  readonly unchangedContainers: number;
  readonly builtImages: number;
  /** Volumes that are destroyed, replaced or forgotten. */
  readonly volumesAtRisk: number;
  /** Findings that say that something has more rights or is reached by more. */
  readonly broadenings: number;
  /** Of all providers, by effect; those without a change are not counted. */
  readonly changes: Readonly<Partial<Record<Effect, number>>>;
}

export interface ReviewedFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Construct path, or address where no path is known; nothing where it is about the whole plan. */
  readonly path?: Phrase;
  readonly address?: string;
  readonly effect: Phrase;
  readonly fix: Phrase;
  readonly isBroadening: boolean;
  /** Somebody has allowed it, for this reason: it blocks no more. */
  readonly allowed?: Allowed;
  /** Line of its resource in the stack's file, counted from 1. */
  readonly line?: number;
}

export interface Allowed {
  readonly reason: string;
  /** `2027-01-31`: the last day. */
  readonly until: string;
}

/** A container that goes away, for a while or for good. */
export interface Downtime {
  readonly path: Phrase;
  readonly address: string;
  /** Attributes or events that make it so: "its image is built anew". */
  readonly why: Phrase;
  /** "up to 30 s to stop, then until it is healthy: 5 s at least, 57 s at most". */
  readonly howLong: Phrase;
  /** Ports of the host that do not answer meanwhile; empty where there are none. */
  readonly ports: Phrase;
  /** Volumes that it goes on with, or loses. */
  readonly data: Phrase;
  readonly isForGood: boolean;
}

/** A change that nobody notices who uses what is changed: nothing in the plan speaks against that. */
export interface GaplessChange {
  readonly path: Phrase;
  readonly address: string;
  /** Attributes or events that make it so: "its image is built anew". */
  readonly why: Phrase;
  /** In which order: "no downtime: the new one is started first, ...". */
  readonly course: Phrase;
  /** What makes it so, in the order in which it counts. */
  readonly because: readonly Phrase[];
  /** What is running goes on and reads another configuration; else its successor is started beside it. */
  readonly isReload: boolean;
}

/** An image that is built or pulled anew. */
export interface ImageChange {
  readonly path: Phrase;
  readonly address: string;
  readonly from?: Phrase;
  readonly to?: Phrase;
  /** What makes it so: sources, modules, tests, recipe. */
  readonly why: Phrase;
  /** Old and new base images, where they are not the same. */
  readonly bases: readonly { readonly from?: Phrase; readonly to?: Phrase }[];
  /** A unified diff of its Dockerfile, line by line; empty where it is the same. */
  readonly dockerfile: readonly DiffLine[];
  /** Construct paths of the containers that run it. */
  readonly usedBy: readonly Phrase[];
}

export interface DiffLine {
  /** `@` is the head of a part: its text is ours. */
  readonly sign: '+' | '-' | ' ' | '@';
  readonly text: Phrase;
}

/** Names of variables and files with secrets, never their values. */
export interface EnvironmentChange {
  readonly path: Phrase;
  readonly address: string;
  readonly added: readonly Phrase[];
  readonly removed: readonly Phrase[];
  /** Their values are not shown. */
  readonly changed: readonly Phrase[];
}

export interface ChangedResource {
  readonly address: string;
  readonly path?: Phrase;
  readonly type: string;
  readonly effect: Effect;
  readonly isDocker: boolean;
  readonly attributes: readonly AttributeChange[];
}

/** An attribute that changes. Old and new are there only where they may be seen. */
export interface AttributeChange {
  readonly name: string;
  readonly from?: Phrase;
  readonly to?: Phrase;
  /** It makes the change a replacement. */
  readonly forcesReplacement: boolean;
  readonly isKnownAfterApply: boolean;
}

/** `from` is replaced, and therefore `to` is as well: an image and the containers that run it. */
export interface Replacement {
  readonly from: Phrase;
  readonly to: Phrase;
  readonly effect: Effect;
}
