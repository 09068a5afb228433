import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Environment, GoImage, Image, Runtime, Service, Size, Volume } from '../../lib';
import { goModule } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

const source = goModule({ 'main_test.go': 'package main\n' });
const digest = `sha256:${'a'.repeat(64)}`;

/** A stack of everything that an environment has a say in. */
const everything =
  (environment?: Environment, more: { memory?: Size; acceptFloatingTag?: string; protect?: boolean } = {}) =>
  (stack: TerraformStack): void => {
    environment?.applyTo(stack);
    const { memory, acceptFloatingTag, protect } = more;
    const image = new GoImage(stack, 'image', { source, acceptFloatingTag });
    const db = Image.reference(stack, 'db-image', {
      reference: 'postgres:17',
      user: '999:999',
      acceptFloatingTag,
    });
    new Service(stack, 'web', { image, memory });
    new Service(stack, 'db', { image: db, memory });
    new Volume(stack, 'data', { protect });
  };

const stagesOf = (stack: (stack: TerraformStack) => void): string =>
  synthesize(stack).facts['dev/image']!.dockerfile as string;

describe('an environment', () => {
  test('is development when nobody says one, and changes nothing then', () => {
    expect(synthesize(everything(Environment.development())).json).toEqual(synthesize(everything()).json);
    expect(stagesOf(everything())).not.toContain(' AS vet');
  });

  test('of staging has the recommended gates, where an image names none', () => {
    expect(stagesOf(everything(Environment.staging()))).toMatch(/ AS vet\b[^]* AS test\b/);
    expect(
      stagesOf((stack) => {
        Environment.staging().applyTo(stack);
        new GoImage(stack, 'image', { source, gates: [] });
      }),
    ).not.toContain(' AS vet');
  });

  test('of production wants digests and memory, and tells every place at once', () => {
    const text = problemsOf(everything(Environment.production()));
    expect(text).toContain('[dev/image] builder "golang:1.27-trixie" has no digest');
    expect(text).toContain('[dev/image] runtime "gcr.io/distroless/static-debian13:nonroot" has no digest');
    expect(text).toContain('[dev/db-image] image "postgres:17" has no digest');
    expect(text).toContain('[dev/web] the environment wants every container to say what memory it needs');
    expect(text).toContain('[dev/db] the environment wants every container to say what memory it needs');
  });

  test('of production is content with digests, or with a reason, which a reviewer sees', () => {
    synthesize((stack) => {
      Environment.production().applyTo(stack);
      new GoImage(stack, 'image', {
        source,
        builder: `golang:1.27-trixie@${digest}`,
        runtime: Runtime.distrolessStatic().withDigest(digest),
      });
    });
    const dev = synthesize(
      everything(Environment.production(), {
        memory: Size.mebibytes(64),
        acceptFloatingTag: 'the mirror never moves a tag',
      }),
    );
    expect(dev.facts['dev/image']).toMatchObject({
      accepted: { 'floating tag': 'the mirror never moves a tag' },
    });
    expect(dev.one('docker_volume')).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test('protects no volume that says that it must not', () => {
    const options = {
      memory: Size.mebibytes(64),
      acceptFloatingTag: 'the mirror never moves a tag',
      protect: false,
    };
    const dev = synthesize(everything(Environment.production(), options));
    expect(dev.one('docker_volume').lifecycle).toEqual({ ignore_changes: ['labels'] });
  });

  test('is that of the nearest scope', () => {
    const dev = synthesize((stack) => {
      Environment.of({ protectVolumes: true }).applyTo(stack);
      const scratch = new Construct(stack, 'scratch');
      Environment.development().applyTo(scratch);
      new Volume(stack, 'kept');
      new Volume(scratch, 'lost');
    });
    expect(dev.all('docker_volume').map(({ lifecycle }) => Object.keys(lifecycle as object))).toEqual([
      ['ignore_changes', 'prevent_destroy'],
      ['ignore_changes'],
    ]);
  });

  test('comes before the constructs that it is for', () => {
    synthesize((stack) => {
      new Volume(stack, 'data');
      expect(() => {
        Environment.production().applyTo(stack);
      }).toThrow('the environment of "dev" comes after constructs that it is for; apply it first');
    });
  });
});
