/** On everything that the Engine keeps: the construct that it comes from. */
export const PATH_LABEL = 'cdktf-go-containers.path';

/** On containers: changes when something changes that the provider would not notice by itself. */
export const SPEC_LABEL = 'cdktf-go-containers.spec';
