import { Construct } from 'constructs';
import fc from 'fast-check';
import { DockerHost } from '../../lib';
import { providerVersionProblems } from '../../lib/provider/provider-version';
import { problemsOf, stackIn, synthesize, synthesizeToFolder } from '../support/stack';

describe('the version of the Docker provider', () => {
  test.each([
    '3.6.2',
    '= 3.8.9',
    '~> 3.6.0',
    '~> 3.8.1',
    '< 3.9',
    '<= 3.8, >= 3.0',
    '~> 2.25',
    '>= 3.0, < 3.9.0',
  ])('is too old with %j', (constraint) => {
    expect(providerVersionProblems(constraint)).toEqual([
      `version "${constraint}" of the Docker provider is too old: from 3.9.0 on, plans of containers are quiet and true; write ">= 3.9.0"`,
    ]);
  });

  test.each([
    '>= 3.9.0',
    '3.9.0',
    '~> 3.6',
    '~> 3.9.0',
    '~> 4.0',
    '4.5.0',
    '<= 3.9.0',
    '>= 3.0, < 5',
    '!= 4.0.0',
    'latest',
    '',
  ])('is not too old with %j', (constraint) => {
    expect(providerVersionProblems(constraint)).toEqual([]);
  });

  test('that is pinned exactly is too old when it is below the least one, and only then', () => {
    const part = fc.nat({ max: 12 });
    fc.assert(
      fc.property(part, part, part, (major, minor, patch) => {
        const isOld = major < 3 || (major === 3 && minor < 9);
        expect(providerVersionProblems(`${major}.${minor}.${patch}`)).toHaveLength(isOld ? 1 : 0);
      }),
    );
  });

  test('is what a host of the stack says, whatever hosts come before and after it', () => {
    const { json } = synthesize((stack) => {
      new DockerHost(new Construct(stack, 'east'), 'docker', { providerVersion: '~> 4.2' });
      new DockerHost(new Construct(stack, 'west'), 'docker');
    });
    expect(json).toMatchObject({ terraform: { required_providers: { docker: { version: '~> 4.2' } } } });
  });

  test('is one of a stack, whichever of its hosts says it', () => {
    const text = problemsOf((stack) => {
      ['~> 4.0', '~> 4.0', '~> 3.9'].forEach((providerVersion, index) => {
        new DockerHost(new Construct(stack, `host-${index}`), 'docker', { providerVersion });
      });
    });
    expect(text).toContain(
      '[dev/host-2/docker] providerVersion "~> 3.9" is not the "~> 4.0" of another DockerHost of the stack',
    );
    expect(text.match(/providerVersion/g)).toHaveLength(1);
  });

  test('that a host says is refused when it is too old', () => {
    expect(
      problemsOf((stack) => {
        new DockerHost(new Construct(stack, 'east'), 'docker', { providerVersion: '3.6.2' });
      }),
    ).toContain('[dev/east/docker] version "3.6.2" of the Docker provider is too old');
  });

  test('that an override says is refused too, when everything has had its say', () => {
    expect(() =>
      synthesizeToFolder((app) => {
        stackIn(app, 'dev').addOverride('terraform.required_providers.docker.version', '3.6.2');
      }),
    ).toThrow(
      /stack dev cannot be deployed like this:\n {2}version "3\.6\.2" of the Docker provider is too old/,
    );
  });
});
