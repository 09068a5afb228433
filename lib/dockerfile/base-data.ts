/** What a stage begins with, as data. */
export type BaseData =
  | {
      readonly kind: 'image';
      readonly reference: string;
      readonly shell: boolean;
      readonly onBuildPlatform: boolean;
    }
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'scratch' };

/** What stands after `FROM`: the reference of an image, the name of a stage, or `scratch`. */
export function nameOfBase(base: BaseData): string {
  switch (base.kind) {
    case 'image':
      return base.reference;
    case 'stage':
      return base.stage;
    case 'scratch':
      return 'scratch';
  }
}
