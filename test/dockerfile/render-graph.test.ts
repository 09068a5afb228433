import fc from 'fast-check';
import { ValidationError } from '../../lib/core/errors';
import type { Stage } from '../../lib/dockerfile/stage';
import type { StageGraph } from '../../lib/dockerfile/stage-graph';
import { ANYTHING, graphs, HOLDABLE } from './arbitrary-graph';
import { readBack } from './read-back';

const RUNS = 300;

function byName(stages: readonly Stage[]): Stage[] {
  return [...stages].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function expectReadBack(graph: StageGraph): void {
  const read = readBack(graph.toDockerfile());
  expect(byName(read)).toEqual(byName(graph.stages));
  expect(read.at(-1)!.name).toBe(graph.target);
}

describe('a Dockerfile, read back by another parser', () => {
  test('is the graph that it was written from, whatever the strings in it are', () => {
    fc.assert(
      fc.property(graphs(HOLDABLE), (graph) => {
        expect(graph.problems()).toEqual([]);
        expectReadBack(graph);
      }),
      { numRuns: RUNS },
    );
  });

  test('is the graph, or there is none and a sentence says why', () => {
    let refused = 0;
    fc.assert(
      fc.property(graphs(ANYTHING), (graph) => {
        const problems = graph.problems();
        if (problems.length === 0) {
          expectReadBack(graph);
          return;
        }
        refused += 1;
        expect(() => graph.toDockerfile()).toThrow(new ValidationError(problems.join('\n')));
        expect(problems.filter((problem) => !/^\S.*; \S.*[^.]$/su.test(problem))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(RUNS);
  });

  test('is the same text every time', () => {
    fc.assert(
      fc.property(graphs(HOLDABLE), (graph) => {
        expect(graph.toDockerfile()).toBe(graph.toDockerfile());
      }),
      { numRuns: 20 },
    );
  });
});
