import fc from 'fast-check';
import { Artefact } from '../../lib/dockerfile/artefact';
import { Stage } from '../../lib/dockerfile/stage';
import { Mount } from '../../lib/dockerfile/mount';
import { StageBase } from '../../lib/dockerfile/stage-base';
import { StageGraph } from '../../lib/dockerfile/stage-graph';
import { Step } from '../../lib/dockerfile/step';

const copy = (stage: string): Step => Step.copyFrom(Artefact.of(stage, '/x'), '/x');

describe('StageGraph.toMermaid', () => {
  test('draws each stage with its base, and what goes from one to another', () => {
    const mounting = Step.run(['x'], { mounts: [Mount.bind(Artefact.of('base', '/x'), '/x')] });
    const stages = [
      Stage.named('runtime', { base: StageBase.scratch(), steps: [copy('build'), copy('build'), mounting] }),
      Stage.named('build', { base: StageBase.stage('base') }),
      Stage.named('base', { base: StageBase.image('docker.io/library/golang:1.27') }),
    ];
    expect(StageGraph.of({ stages, target: 'runtime' }).toMermaid()).toMatchInlineSnapshot(`
      "flowchart LR
        s0["base<br/>docker.io/library/golang:1.27"]
        s1["build<br/>base"]
        s2["runtime<br/>scratch"]
        s0 -->|from| s1
        s1 -->|copy| s2
        s0 -->|mount| s2
      "
    `);
  });

  test('draws a wrong graph too: circles, stages that nobody needs, needs of what is not there', () => {
    const stages = [
      Stage.named('a', { base: StageBase.stage('b') }),
      Stage.named('b', { base: StageBase.stage('a'), steps: [copy('nowhere')] }),
      Stage.named('c', { base: StageBase.scratch() }),
    ];
    expect(StageGraph.of({ stages, target: 'a' }).toMermaid()).toMatchInlineSnapshot(`
      "flowchart LR
        s0["b<br/>a"]
        s1["a<br/>b"]
        s2["c<br/>scratch"]
        s1 -->|from| s0
        s0 -->|from| s1
      "
    `);
  });

  test('lets no name of an image end a label or begin another line', () => {
    const reference = fc.string({
      unit: fc.oneof(fc.constantFrom(...Array.from('"\'`[](){}<>|;#&%\\/-\n\r\u2028\ud800')), fc.string()),
    });
    fc.assert(
      fc.property(reference, (hostile) => {
        const stages = [
          Stage.named('b', { base: StageBase.image(hostile), steps: [copy('a')] }),
          Stage.named('a', { base: StageBase.image(hostile) }),
        ];
        const drawn = StageGraph.of({ stages, target: 'b' }).toMermaid();
        const label = String.raw`(?:[A-Za-z0-9 ._/:@-]|#\d+;)*`;
        const form = String.raw`^flowchart LR\n  s0\["a<br/>${label}"\]\n  s1\["b<br/>${label}"\]\n  s0 -->\|copy\| s1\n$`;
        expect(drawn).toMatch(new RegExp(form));
        const read = /"a<br\/>(.*)"/.exec(drawn)![1]!;
        const unescaped = read.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
        expect(unescaped).toBe(hostile.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
    );
  });
});
