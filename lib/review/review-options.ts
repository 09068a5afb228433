import type { Fields } from '../core/json';
import type { ReviewSettings } from './review-settings';

/** From which severity on a finding makes a review fail. */
export type FailOn = 'block' | 'warn' | 'never';

/** When somebody has to approve: never, when something gets more rights or is reached by more, or whenever anything changes. */
export type RequireApproval = 'never' | 'broadening' | 'any-change';

/** What a review is asked for, beside its plan. */
export interface ReviewOptions {
  /** Name of the stack, as it stands in the settings and in what is written. */
  readonly stack?: string;
  /** The object of the stack's `cdk.tf.json`: construct paths and lines come from it. */
  readonly configuration?: Fields;
  /** Lines of `cdk.tf.json` by address, counted from 1. */
  readonly lines?: ReadonlyMap<string, number>;
  readonly settings: ReviewSettings;
  readonly failOn: FailOn;
  readonly requireApproval: RequireApproval;
  /** Hash of the review that somebody has approved. */
  readonly approved?: string;
  /** `2026-11-22`: whether an allowance still holds is a question of the day. */
  readonly today: string;
  /** The plan was made with `-refresh=false`, so that nobody looked at what runs. */
  readonly isWithoutRefresh: boolean;
  /** The plan was made as if nothing were deployed. */
  readonly isWithoutState: boolean;
}
