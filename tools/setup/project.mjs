import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project. */
export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the set-up makes for this checkout: the offline kit, its configuration, logs. Removed by deleting it. */
export const OFFLINE = join(PROJECT, '.offline');
