import { lookAt } from '../../tools/baseline/look';
import { goodContainer } from './good-container';

/** An Engine that knows one container, and what it was asked. */
function engineWith(running: boolean) {
  const { container, image, networks, engine } = goodContainer();
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'container inspect dev-limits': [
      { ...container, Image: 'sha256:1', State: { ...container.State, Running: running } },
    ],
    'image inspect sha256:1': [image],
    'network inspect f00d': networks,
    'info --format {{json .}}': engine,
  };
  const docker = (args: readonly string[]): string => {
    const question = args.join(' ');
    asked.push(question);
    return question === 'container top dev-limits -eo pid,args'
      ? 'PID    COMMAND\n 4711  /app/limits -v\n   12  sshd: root@pts/0\n'
      : JSON.stringify(answers[question]);
  };
  return { asked, docker };
}

describe('looking at a container', () => {
  test('asks for it, its image, its networks, its processes and the Engine', () => {
    const { docker } = engineWith(true);
    const reasons = { capabilities: { CAP_CHOWN: 'a test' } };
    const subject = lookAt('dev-limits', docker, reasons);
    const { image, networks, engine } = goodContainer();
    expect(subject).toMatchObject({ image, networks, engine, reasons });
    expect(subject.container.Name).toBe('/dev-limits');
    expect(subject.processes).toEqual(['/app/limits -v', 'sshd: root@pts/0']);
  });

  test('does not ask for processes of one that has ended', () => {
    const { asked, docker } = engineWith(false);
    expect(lookAt('dev-limits', docker)).toMatchObject({ processes: [], reasons: {} });
    expect(asked.filter((question) => question.includes('top'))).toEqual([]);
  });
});
