import { PATH_LABEL } from '../../../lib/facts/labels';
import type { Inspected } from './edit-case';
import { type EditMaterial, editSurroundings } from './edit-surroundings';
import { declareEdited, type Edited, type Stage } from './edited-containers';
import { output, type TestedProvider } from './machine';
import { TestStack } from './terraform-stack';

/** Id of the stack, and so the beginning of its names on the Engine. */
const ID = 'edits';

/** What is there after a deploy. */
export interface Deployed {
  /** Containers by the ids of their constructs. */
  readonly containers: Readonly<Record<string, Inspected>>;
  /** What the Engine shows of every edit, by the ids of the containers. */
  readonly seen: Readonly<Record<string, unknown>>;
  readonly volumes: readonly string[];
  /** What the next plan says; after the first deploy nobody asks. */
  readonly next: readonly string[];
}

/** A stack with a container for every edit, and some that are never edited. */
export class EditedStack {
  /** All containers that are edited. */
  public edited: readonly Edited[] = [];
  private readonly stack: TestStack;

  public constructor(
    provider: TestedProvider,
    private readonly material: EditMaterial,
  ) {
    this.stack = new TestStack(provider, ID);
  }

  /** Deploys one stage of all edits. */
  public deploy(stage: Stage): Deployed {
    this.stack.variables = {
      TF_VAR_secret: 'the same',
      TF_VAR_edited_secret: stage === 'before' ? 'original' : 'edited',
    };
    this.stack.synthesize((scope) => {
      this.edited = declareEdited(scope, editSurroundings(scope, this.material), stage);
    });
    this.stack.apply(10);
    return this.deployed(stage);
  }

  /** Removes all of it, in the same order; `destroy` alone would ask for one container after the other. */
  public destroy(): void {
    this.stack.synthesize(() => undefined);
    this.stack.apply(10);
    this.stack.destroy();
  }

  private deployed(stage: Stage): Deployed {
    const containers = inspectAll();
    if (stage === 'before') {
      this.edited.forEach(({ id, edit }) => edit.prepare?.(containers[id]!));
    }
    return {
      containers,
      seen: Object.fromEntries(this.edited.map(({ id, edit }) => [id, edit.seen?.in(containers[id]!)])),
      volumes: lines('volume', 'ls', '--quiet', '--filter', `name=^${ID}-`).sort(),
      next: stage === 'before' ? [] : changes(this.stack.planText()),
    };
  }
}

/** The lines of a plan that say what changes, or that nothing does. */
function changes(plan: string): string[] {
  return plan.split('\n').filter((line) => /^(No changes\.| {2}# )/.test(line));
}

/** All containers of the stack. */
function inspectAll(): Record<string, Inspected> {
  const ids = lines('container', 'ls', '--all', '--quiet', '--filter', `name=^${ID}-`);
  const inspected = JSON.parse(output('docker', ['inspect', ...ids])) as Inspected[];
  return Object.fromEntries(
    inspected.map((each) => [each.Config.Labels[PATH_LABEL]!.slice(`${ID}/`.length), each]),
  );
}

function lines(...args: string[]): string[] {
  return output('docker', args).split('\n').filter(Boolean);
}
