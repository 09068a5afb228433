import { PATH_LABEL } from '../facts/labels';
import { ask, askForObjects, type EngineAddress } from './engine-address';
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
  const filter = ['--filter', `label=${PATH_LABEL}=${path}`];
  const ids = ask(engine, ['container', 'ls', '--all', '--quiet', '--no-trunc', ...filter])
    .split('\n')
    .filter(Boolean);
  const inspected = ids.flatMap((id) => {
    try {
      return askForObjects<FoundContainer>(engine, ['container', 'inspect', '--format', FOUND, id]);
    } catch {
      // Removed between the two questions.
      return [];
    }
  });
  return newest(inspected.map((each) => ({ ...each, name: each.name.replace(/^\//, '') })));
}
