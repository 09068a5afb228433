import type { EngineState, StackContainer } from '../../../lib/operate/stack-containers';

/** What an Engine says of a container that runs, with what is different. */
export function state(different: Partial<EngineState>): EngineState {
  return {
    Status: 'running',
    ExitCode: 0,
    OOMKilled: false,
    Error: '',
    StartedAt: '2026-01-31T10:00:01.5Z',
    FinishedAt: '0001-01-01T00:00:00Z',
    ...different,
  };
}

/** A container of the service `dev/api`, with what is different. */
export function container(different: Partial<StackContainer>): StackContainer {
  return {
    id: '0123456789abcdef',
    name: 'dev-api',
    path: 'dev/api',
    created: '2026-01-31T10:00:00.123456789Z',
    restartPolicy: 'unless-stopped',
    restarts: 0,
    memory: 134_217_728,
    state: state({}),
    engine: {},
    ...different,
  };
}
