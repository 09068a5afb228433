import { PATH_LABEL } from '../facts/labels';
import { execFile } from 'node:child_process';
import { ask, dockerArguments, dockerEnvironment, type EngineAddress } from './engine-address';
import { inspectAll } from './inspected';
import { type FoundContainer, newest } from './log-following';

/** What `docker container inspect` is asked for. */
const FOUND =
  '{"id":{{json .Id}},"name":{{json .Name}},"status":{{json .State.Status}},"exitCode":{{json .State.ExitCode}},' +
  '"created":{{json .Created}},"startedAt":{{json .State.StartedAt}},"finishedAt":{{json .State.FinishedAt}}}';

/**
 * The container of a construct, running or not; of several the newest.
 *
 * @param path of the construct
 */
export function findContainer(engine: EngineAddress, path: string): FoundContainer | undefined {
  const ids = ask(engine, listCommand(path)).split('\n').filter(Boolean);
  const inspected = inspectAll<FoundContainer>(engine, 'container', FOUND, ids);
  return newest(inspected.map((each) => ({ ...each, name: each.name.replace(/^\//, '') })));
}

/**
 * The id of the container of a construct that was made last, without making anybody wait; nothing when there is none, or no answer.
 *
 * @param path of the construct
 */
export function newestId(engine: EngineAddress, path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...dockerEnvironment(engine) };
    execFile('docker', dockerArguments(engine, listCommand(path)), { env }, (_error, stdout) => {
      // The Engine tells the newest first.
      resolve(stdout.split('\n')[0] === '' ? undefined : stdout.split('\n')[0]);
    });
  });
}

function listCommand(path: string): string[] {
  const filter = `label=${PATH_LABEL}=${path}`;
  return ['container', 'ls', '--all', '--quiet', '--no-trunc', '--filter', filter];
}
