import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where `npm run record-reviews` keeps the plans of real Terraform. */
export const PLANS = resolve(__dirname, '../plans');

/** A recorded plan. */
export interface Golden {
  /** `CR-DATA-1.fires`, `extra/first-deploy`. */
  readonly name: string;
  readonly text: string;
}

/** Every recorded plan. */
export function goldens(): Golden[] {
  return ['', 'extra', 'docs'].flatMap((folder) =>
    readdirSync(join(PLANS, folder))
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({
        name: join(folder, file.replace(/\.json$/, '')),
        text: readFileSync(join(PLANS, folder, file), 'utf8'),
      })),
  );
}
