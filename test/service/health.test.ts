import { Duration, Health } from '../../lib';

const target = { port: 8080, probe: '/probe' };

describe('Health', () => {
  test('asks over HTTP by the probe that is in the image, at the port of the service', () => {
    expect(Health.http('/healthz')._render(target)).toMatchObject({
      check: { test: ['CMD', '/probe', 'http', '8080', '/healthz'] },
      problems: [],
    });
  });

  test('asks whether the port listens', () => {
    expect(Health.tcp()._render(target).check?.test).toEqual(['CMD', '/probe', 'tcp', '8080']);
  });

  test('asks the health service of gRPC, for all of the server or for one service of it', () => {
    expect(Health.grpc()._render(target).check?.test).toEqual(['CMD', '/probe', 'grpc', '8080']);
    expect(Health.grpc('notes.v1.Notes')._render(target).check?.test).toEqual([
      ...['CMD', '/probe', 'grpc', '8080', 'notes.v1.Notes'],
    ]);
  });

  test('runs a command of the image, without a shell', () => {
    expect(Health.command(['pg_isready', '-U', 'postgres'])._render({}).check?.test).toEqual([
      'CMD',
      'pg_isready',
      '-U',
      'postgres',
    ]);
  });

  test('can be left out, by name', () => {
    expect(Health.none()._render({})).toEqual({ problems: [] });
  });

  test('takes each option that is given, and the default for the rest', () => {
    const { check } = Health.tcp({ interval: Duration.seconds(1), retries: 9 })._render(target);
    expect([check!.interval.toGoText(), check!.timeout.toGoText(), check!.retries]).toEqual(['1s', '3s', 9]);
  });

  test.each([
    [Health.http('healthz'), target, 'health path "healthz" must start with "/"; write "/healthz"'],
    [Health.grpc('a/b'), target, 'health service "a/b" is no name of a gRPC service'],
    [Health.http('/a b'), target, 'write them as %XX'],
    [Health.http('/'), { probe: '/probe' }, "a health check by http needs a port; set the service's port"],
    [
      Health.tcp(),
      { port: 1 },
      'needs the probe of a GoImage, which this image does not have; use Health.command',
    ],
    [Health.command(['psql', 'pg://me:hunter2@db/x']), target, 'the health command has a password'],
    [Health.command([]), target, 'the health command has no words or an empty one'],
    [Health.tcp({ retries: 0 }), target, 'health retries 0 are not possible; give a whole number from 1 up'],
    [Health.tcp({ interval: Duration.seconds(0) }), target, 'interval or timeout of zero is not possible'],
  ])('says what is wrong and what to do (%#)', (health, about, sentence) => {
    expect(health._render(about).problems).toEqual([expect.stringContaining(sentence)]);
  });
});
