/** Names of the properties that any of several values has. */
export type Used<T> = { [name in keyof T]: keyof T[name] }[keyof T];

/**
 * Compiles when nothing is left: `Nothing<Exclude<keyof Props, Used<typeof VALUES>>>` wants every property to be in one of the values.
 * A new property belongs into a new value, so that what older releases have recorded stays as it is.
 */
export type Nothing<T extends never> = T;
