import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { goldenText } from './golden-text';
import { normalText } from './normal-text';
import type { RecordedPlan } from './recorded-stack';

const PLANS = join(__dirname, '..', 'plans');
/** Is in no plan. */
const SEPARATOR = '\0';

/**
 * Writes a plan.
 *
 * @param name with its folder: `extra/first-deploy`
 * @param beside whether the words of Terraform and the synthesized stack are written too
 */
export function writeGolden(name: string, { text, json, stack }: RecordedPlan, beside: boolean): void {
  const file = join(PLANS, name);
  mkdirSync(dirname(file), { recursive: true });
  // Together, so that an id is the same in both.
  const [plan = '', words = ''] = normalText([json, text].join(SEPARATOR)).split(SEPARATOR);
  writeFileSync(`${file}.json`, goldenText(plan));
  if (beside) {
    writeFileSync(`${file}.txt`, words);
    const folder = join(dirname(file), 'stacks');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${basename(file)}.json`), `${JSON.stringify(JSON.parse(stack))}\n`);
  }
}

/** Removes the plans that have other names: their cases are gone. */
export function keepGoldens(names: readonly string[]): void {
  const kept = new Set(names.map((name) => `${name}.json`));
  ['', 'extra', 'docs']
    .flatMap((folder) => readdirSync(join(PLANS, folder)).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.json') && !kept.has(file))
    .forEach((file) => {
      rmSync(join(PLANS, file));
    });
}
