import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { renderDockerfile } from '../../lib/dockerfile/render';
import { type Stage, stagesOf } from '../../lib/dockerfile/stage';

const build: Stage = {
  name: 'build',
  base: 'golang:1.27-trixie',
  steps: [
    { kind: 'workdir', path: '/src' },
    { kind: 'copy', sources: ['src/'], destination: './' },
    { kind: 'run', command: ['go', 'build'], caches: [{ id: 'x/build', target: '/root/.cache/go-build' }] },
  ],
};
const runtime: Stage = {
  name: 'runtime',
  base: 'scratch',
  steps: [
    { kind: 'copy', from: build, sources: ['/out/program'], destination: '/app', mode: '0555' },
    { kind: 'label', labels: { b: '2', a: '1' } },
    { kind: 'user', user: '65532:65532' },
    { kind: 'entrypoint', command: ['/app'] },
  ],
};

describe('renderDockerfile', () => {
  test('writes every stage after those it copies from, the target last', () => {
    expect(renderDockerfile(runtime)).toMatchInlineSnapshot(`
      "FROM golang:1.27-trixie AS build
      WORKDIR /src
      COPY ["src/", "./"]
      RUN --mount=type=cache,id=x/build,target=/root/.cache/go-build ["go", "build"]

      FROM scratch AS runtime
      COPY --from=build --chmod=0555 ["/out/program", "/app"]
      LABEL a="1" b="2"
      USER 65532:65532
      ENTRYPOINT ["/app"]
      "
    `);
  });

  test('leaves out a stage that the target does not need', () => {
    expect(stagesOf(build).map(({ name }) => name)).toEqual(['build']);
  });

  test('names a stage once, however many copies are taken from it', () => {
    const twice = { ...runtime, steps: [...runtime.steps, ...runtime.steps] };
    expect(stagesOf(twice).map(({ name }) => name)).toEqual(['build', 'runtime']);
  });

  test('keeps every argument of a command as it is, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1 }), (command) => {
        const text = renderDockerfile({
          name: 'a',
          base: 'scratch',
          steps: [{ kind: 'run', command, caches: [] }],
        });
        const [, instruction] = text.split('\n');
        expect(text.trim().split('\n')).toHaveLength(2);
        expect(JSON.parse(instruction!.replace('RUN ', ''))).toEqual(command);
      }),
    );
  });

  test('is read by another parser as it was meant, hostile values included', () => {
    const value = fc.string({ unit: fc.constantFrom(...Array.from('ab "$\\\'{}#=&|;<>')) });
    fc.assert(
      fc.property(value, (text) => {
        const dockerfile = renderDockerfile({
          name: 'a',
          base: 'scratch',
          steps: [
            { kind: 'env', variables: { VALUE: text } },
            { kind: 'user', user: '1:1' },
          ],
        });
        const parsed = DockerfileParser.parse(dockerfile);
        expect(parsed.getInstructions().map((each) => each.getKeyword())).toEqual(['FROM', 'ENV', 'USER']);
        expect(parsed.getENVs()[0]!.getProperties()).toHaveLength(1);
      }),
    );
  });

  test.each(['x,from=y', 'x y', 'x"', ''])(
    'refuses a cache name that would be more than a name: %p',
    (id) => {
      const command = { kind: 'run' as const, command: ['x'], caches: [{ id, target: '/x' }] };
      expect(() => renderDockerfile({ name: 'a', base: 'scratch', steps: [command] })).toThrow(
        'into a mount',
      );
    },
  );

  test('refuses a line break where a Dockerfile cannot hold one', () => {
    const stage: Stage = {
      name: 'a',
      base: 'scratch',
      steps: [{ kind: 'label', labels: { x: 'a\nUSER 0' } }],
    };
    expect(() => renderDockerfile(stage)).toThrow(/line break/);
  });
});
