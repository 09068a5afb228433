import { quote, ValidationError } from '../core/errors';
import type { Stage } from './stage';
import { graphProblems } from './graph-problems';
import { mermaidOf } from './mermaid';
import { renderGraph } from './render-graph';
import { inTextOrder } from './stage-walk';
import type { Step } from './step';

/** What a graph is made of. */
export interface StageGraphProps {
  /** All stages, in any order. */
  readonly stages: Stage[];
  /** Name of the stage that becomes the image. */
  readonly target: string;
}

/**
 * The stages of a Dockerfile and what they need of one another.
 *
 * A value: whatever changes it gives another graph.
 */
export class StageGraph {
  /** A graph, right or wrong: `problems` tells. */
  public static of(props: StageGraphProps): StageGraph {
    return new StageGraph([...props.stages], props.target);
  }

  // Both are asked for several times, and nothing of a graph ever changes.
  private found?: readonly string[];
  private text?: string;

  private constructor(
    /** All stages, as they were given. */
    public readonly stages: readonly Stage[],
    /** Name of the stage that becomes the image. */
    public readonly target: string,
  ) {}

  /** All that keeps the graph from being built as it is meant; empty for a good one. */
  public problems(): string[] {
    this.found ??= graphProblems(this.stages, this.target);
    return [...this.found];
  }

  /**
   * The Dockerfile, for the frontend 1.2 of Docker Engine 20.10 and later ones.
   *
   * Each stage stands after those that it needs, the target last. Throws a `ValidationError` with all problems
   * if there are any.
   */
  public toDockerfile(): string {
    const problems = this.problems();
    if (problems.length > 0) {
      throw new ValidationError(problems.join('\n'));
    }
    this.text ??= renderGraph(this.needed());
    return this.text;
  }

  /** A Mermaid flowchart: a node for each stage, an edge for each thing that goes from one to another. */
  public toMermaid(): string {
    const needed = this.needed();
    return mermaidOf([...needed, ...this.stages.filter((stage) => !needed.includes(stage))]);
  }

  /** References of all images that needed stages begin with, each once, in the order of the Dockerfile. */
  public baseImages(): string[] {
    const references = this.needed().flatMap(({ _base }) =>
      _base.kind === 'image' ? [_base.reference] : [],
    );
    return [...new Set(references)];
  }

  /** The same graph without stages that the target does not need. */
  public reachable(): StageGraph {
    return new StageGraph(this.needed(), this.target);
  }

  /** The same graph with more stages. */
  public withStages(stages: Stage[]): StageGraph {
    return new StageGraph([...this.stages, ...stages], this.target);
  }

  /**
   * The same graph with steps hung before the step of that name.
   *
   * Throws a `ValidationError` if no step has the name.
   */
  public before(step: string, steps: Step[]): StageGraph {
    return this.hung(step, (found) => [...steps, found]);
  }

  /**
   * The same graph with steps hung after the step of that name.
   *
   * Throws a `ValidationError` if no step has the name.
   */
  public after(step: string, steps: Step[]): StageGraph {
    return this.hung(step, (found) => [found, ...steps]);
  }

  private hung(name: string, replace: (found: Step) => Step[]): StageGraph {
    const names = this.stages.flatMap(({ _steps }) => _steps.flatMap((step) => step.name ?? []));
    if (!names.includes(name)) {
      const known = names.length > 0 ? `write one of ${names.map(quote).join(', ')}` : 'no step has a name';
      throw new ValidationError(`there is no step ${quote(name)} to hang another one at; ${known}`);
    }
    const stages = this.stages.map((stage) =>
      stage._withSteps(stage._steps.flatMap((step) => (step.name === name ? replace(step) : [step]))),
    );
    return new StageGraph(stages, this.target);
  }

  private needed(): Stage[] {
    return inTextOrder(this.stages, this.target);
  }
}
