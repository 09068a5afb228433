import type { TerraformStack } from 'cdktf';
import { Capability, Image, type ImageReferenceProps, Service, Volume } from '../../lib';
import { problemsOf, synthesize } from '../support/stack';

function serviceOf(stack: TerraformStack, contract: Partial<ImageReferenceProps>): Service {
  const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1', ...contract });
  return new Service(stack, 'a', { image });
}

const ROOT = { user: '0:0', acceptRoot: 'it changes owners when it starts' };

describe('a capability', () => {
  test('is added to none, in the words that the provider reads back', () => {
    const dev = synthesize((stack) => {
      const service = serviceOf(stack, ROOT);
      service.addCapability(Capability.setuid(), 'it becomes another user');
      service.addCapability(Capability.chown(), 'it changes owners');
    });
    expect(dev.one('docker_container')).toMatchObject({
      user: '0:0',
      capabilities: { drop: ['ALL'], add: ['CAP_CHOWN', 'CAP_SETUID'] },
    });
    expect(dev.facts['dev/a']).toMatchObject({
      capabilities: { CAP_CHOWN: 'it changes owners', CAP_SETUID: 'it becomes another user' },
    });
  });

  test('does nothing for anybody but root, and needs a reason', () => {
    const text = problemsOf((stack) => {
      serviceOf(stack, {}).addCapability(Capability.netBindService(), 'why');
    });
    expect(text).toContain('capability CAP_NET_BIND_SERVICE does nothing for a program of user 1:1');
    expect(text).toContain('capability CAP_NET_BIND_SERVICE needs a reason');
  });

  test('is none that leads out of the container', () => {
    expect(() => Capability.of('CAP_SYS_ADMIN')).toThrow('lets the program out of its container');
    expect(() => Capability.of('NET_RAW')).toThrow('capitals with the prefix CAP_');
    expect(Capability.of('CAP_SYS_NICE').name).toBe('CAP_SYS_NICE');
  });
});

describe('root', () => {
  test('needs a reason, and a reason needs root', () => {
    expect(problemsOf((stack) => serviceOf(stack, { user: '0:0' }))).toContain('user "0:0" is root');
    expect(problemsOf((stack) => serviceOf(stack, { ...ROOT, acceptRoot: 'x' }))).toContain(
      'acceptRoot "x" is no reason',
    );
    expect(problemsOf((stack) => serviceOf(stack, { acceptRoot: 'it changes owners' }))).toContain(
      'acceptRoot is given, and user "1:1" is not root',
    );
  });
});

describe('the signal that asks a program to end', () => {
  test('is the one of its image', () => {
    expect(
      synthesize((stack) => serviceOf(stack, { stopSignal: 'SIGQUIT' })).one('docker_container'),
    ).toMatchObject({
      stop_signal: 'SIGQUIT',
    });
    expect(problemsOf((stack) => serviceOf(stack, { stopSignal: 'quit' }))).toContain(
      'stop signal "quit" is no signal',
    );
  });
});

describe('a volume', () => {
  test('can have a name of its own and be protected', () => {
    expect(
      synthesize((stack) => new Volume(stack, 'data', { name: 'notes', protect: true })).one('docker_volume'),
    ).toMatchObject({ name: 'notes', lifecycle: { ignore_changes: ['labels'], prevent_destroy: true } });
    expect(problemsOf((stack) => new Volume(stack, 'data', { name: 'a/b' }))).toContain(
      'volume name "a/b" is not possible',
    );
  });
});
