import { spawnSync } from 'node:child_process';
import { output } from '../../engine/support/machine';

/** Images that stand for others on a machine that cannot have these. */
export class StandIns {
  private readonly made: string[] = [];

  /** Gives images other names, unless there is an image of that name or it can be had from its registry. */
  public add(names: Readonly<Record<string, string>>): void {
    const mirror = process.env.GO_CONTAINERS_MIRROR ?? '';
    if (mirror === '') {
      return;
    }
    Object.entries(names)
      .map(([name, standIn]) => [`${mirror}/${name}`, `${mirror}/${standIn}`] as const)
      .filter(([name]) => spawnSync('docker', ['image', 'inspect', name]).status !== 0)
      .forEach(([name, standIn]) => {
        output('docker', ['tag', standIn, name]);
        this.made.push(name);
      });
  }

  /** Takes the names away. */
  public remove(): void {
    this.made.splice(0).forEach((name) => output('docker', ['image', 'rm', name]));
  }
}
