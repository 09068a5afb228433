import {
  Gate,
  GoImage,
  type GoImageProps,
  Hook,
  Platform,
  Runtime,
  Size,
  Stage,
  StageBase,
  Step,
  TimeZones,
  User,
} from '../../lib';
import { drawn } from '../support/drawn';
import { goModule } from '../support/go-module';
import { problemsOf } from '../support/stack';

const source = goModule({ 'page.txt': 'page', 'second/main.go': 'package main\n\nfunc main() {}\n' });
const stagesOf = (props: Partial<GoImageProps> = {}) => drawn({ source, ...props });
const linesOf = (stage: string, props: Partial<GoImageProps> = {}) => stagesOf(props)[stage] ?? [];
const problems = (props: Partial<GoImageProps>) =>
  problemsOf((stack) => new GoImage(stack, 'image', { source, ...props }));
const say = (word: string): Step => Step.run(['echo', word]);

describe('the stages of an image', () => {
  test('are those that have something to do', () => {
    expect(Object.keys(stagesOf())).toEqual(['assets', 'sources', 'build', 'runtime']);
    expect(Object.keys(stagesOf({ probe: false }))).toEqual(['sources', 'build', 'runtime']);
    expect(Object.keys(stagesOf({ probe: false, gates: [Gate.vet()] }))).toEqual([
      'sources',
      'vet',
      'build',
      'runtime',
    ]);
  });

  test('end with a check of the size where there is a limit', () => {
    const { size, image } = stagesOf({ maxSize: Size.mebibytes(10) });
    expect(size?.join('\n')).toContain(`"size", "${10 * 1024 * 1024}"`);
    expect(image).toEqual(['FROM runtime AS image', 'COPY --from=size ["/out/passed/", "/"]']);
  });

  test('copy what is stable first, and the programs after everything else', () => {
    const copies = linesOf('runtime', { writable: ['/data'] }).filter((line) => line.startsWith('COPY'));
    expect(copies).toEqual([
      'COPY --from=assets --chown=65532:65532 ["/out/owned/", "/"]',
      'COPY --from=assets ["/out/image/", "/"]',
      'COPY --from=build ["/out/image/", "/"]',
    ]);
  });

  test('compile several programs at once into the directory where Go names them', () => {
    const compile = linesOf('build', { alsoPackages: ['./second'] }).at(-1);
    expect(compile).toContain('"-o", "/out/image/usr/local/bin/", ".", "./second"]');
    expect(linesOf('build').at(-1)).toContain('"-o", "/out/image/usr/local/bin/notes", "."]');
  });

  test('compile on the machine that builds for any other, and with cgo on the other', () => {
    const platform = Platform.linuxArm64();
    expect(linesOf('sources', { platform })[0]).toMatch(/^FROM --platform=\$BUILDPLATFORM golang/);
    expect(linesOf('build', { platform }).join('\n')).toContain('"GOARCH=arm64"');
    // What hooks compile, they also run.
    expect(linesOf('sources', { platform }).join('\n')).not.toContain('GOARCH');
    expect(linesOf('sources', { platform, gates: [Gate.test()] })[0]).toMatch(/^FROM golang/);
    expect(linesOf('sources', { platform, cgo: true })[0]).toMatch(/^FROM golang/);
    expect(linesOf('runtime', { platform })[0]).toMatch(/^FROM gcr/);
  });

  test('tell the image its port, its arguments and where its time zones are', () => {
    const lines = linesOf('runtime', { port: 8080, arguments: ['-a', '$B'], timeZones: TimeZones.file() });
    expect(lines).toEqual(
      expect.arrayContaining([
        'EXPOSE 8080/tcp',
        'CMD ["-a", "$B"]',
        'ENV ZONEINFO="/usr/local/share/zoneinfo.zip"',
      ]),
    );
    expect(linesOf('runtime').filter((line) => /^(EXPOSE|CMD|ENV)/.test(line))).toEqual([]);
  });

  test('run as the user that is given', () => {
    expect(linesOf('runtime', { user: User.of({ uid: 10_001, gid: 5 }) })).toContain('USER 10001:5');
  });
});

describe('hooks', () => {
  test('are hung in the order in which they are given, on both sides of a step', () => {
    const hooks = [
      Hook.after('sources', [say('3'), say('4')]),
      Hook.before('sources', [say('1')]),
      Hook.after('sources', [say('5')]),
      Hook.before('sources', [say('2')]),
    ];
    expect(linesOf('sources', { hooks }).slice(-6)).toEqual([
      'RUN ["echo", "1"]',
      'RUN ["echo", "2"]',
      'COPY ["src/", "./"]',
      'RUN ["echo", "3"]',
      'RUN ["echo", "4"]',
      'RUN ["echo", "5"]',
    ]);
  });

  test.each(['sources', 'compile', 'assets', 'program', 'labels'])('know the step %s', (step) => {
    const hooks = [Hook.before(step, [Step.environment({ HUNG: step })])];
    expect(Object.values(stagesOf({ hooks })).flat()).toContain(`ENV HUNG="${step}"`);
  });

  test('tell of a step that is not there, by the names of those that are', () => {
    expect(problems({ hooks: [Hook.after('test', [say('x')])] })).toContain(
      'there is no step "test" to hang a hook on; write one of "assets", "sources", "compile", "program", "labels"',
    );
    expect(problems({ probe: false, hooks: [Hook.after('assets', [say('x')])] })).toContain(
      'write one of "sources", "compile", "program", "labels"',
    );
    expect(() => Hook.after('sources', [])).toThrow('has no steps; give at least one');
  });

  test('cannot use a shell that the runtime does not have', () => {
    const hooks = [Hook.before('program', [Step.shell('true')])];
    expect(problems({ hooks })).toContain('needs a shell, and the base of the stage has none');
    expect(linesOf('runtime', { hooks, runtime: Runtime.debianSlim() })).toContain(
      'RUN ["/bin/sh", "-c", "true"]',
    );
  });

  test('cannot copy from a stage that is not there', () => {
    const nowhere = Stage.named('nowhere', { base: StageBase.scratch() }).artefact('/x');
    expect(problems({ hooks: [Hook.after('sources', [Step.copyFrom(nowhere, './')])] })).toContain(
      'there is no stage "nowhere"',
    );
  });
});
