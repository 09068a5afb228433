/** On everything that the Engine keeps: the construct that it comes from. */
export const PATH_LABEL = 'cdktf-go-containers.path';
