import { hasNamedSecret } from '../../../lib/review/rules/dockerfile-secrets';

describe('a secret by its name in an instruction of a Dockerfile', () => {
  test.each([
    'ENV DB_PASSWORD=hunter2',
    'ENV DB_PASSWORD hunter2',
    'ENV DB_PASSWORD \\\n  hunter2',
    'ENV DB_PASS\\\nWORD=hunter2',
    'ENV A=1 \\\n  # a comment\n  DB_PASSWORD="hun ter"',
    'env DB_PASSWORD `\n  hunter2',
    'ONBUILD ENV DB_PASSWORD hunter2',
    '# ENV DB_PASSWORD hunter2',
    'ARG NPM_TOKEN=hunter2',
    "ARG NPM_TOKEN='hunter2'",
    'LABEL "example.token"="hunter2"',
    'RUN export API_KEY=hunter2 && make',
    'RUN API_KEY="hunter2" make',
    'RUN login --password hunter2',
    'RUN login --password=hunter2',
    "RUN login --password 'hunter2'",
    'CMD ["--password","hunter2"]',
    'CMD ["--password=hunter2"]',
    'RUN <<EOF\nexport API_KEY=hunter2\nEOF',
    'COPY <<EOF /etc/app.yaml\npassword: hunter2\nEOF',
    'COPY <<EOF /etc/app.ini\npassword = hunter2\nEOF',
    'COPY <<EOF /etc/app.json\n{"password":"hunter2"}\nEOF',
    'ENV DB_PASSWORD=${OTHER:-hunter2}',
  ])('is found: %s', (instruction) => {
    expect(hasNamedSecret(instruction)).toBe(true);
  });

  test.each([
    'ENV DB_PASSWORD=$PASSWORD',
    'ENV DB_PASSWORD=${PASSWORD}',
    'ENV DB_PASSWORD=${PASSWORD:?missing}',
    'ENV DB_PASSWORD $PASSWORD',
    'ENV DB_PASSWORD=',
    'ENV DB_PASSWORD=/run/secrets/password',
    'ENV DB_PASSWORD_FILE=/etc/password',
    'ENV ALLOW_EMPTY_PASSWORD=yes',
    'ARG NPM_TOKEN',
    'RUN export API_KEY="$(cat /run/secrets/key)"',
    'RUN --mount=type=secret,id=token make',
    'RUN login --password "$PASSWORD" --user me',
    'RUN login --password=$PASSWORD',
    'RUN test "$TOKEN" = none',
    'CMD ["--password-file","/run/secrets/x"]',
    'FROM example.com/secret:1.2',
    'COPY --from=example.com/token:1 /a /a',
    'RUN echo {{ .Password }}',
  ])('is none: %s', (instruction) => {
    expect(hasNamedSecret(instruction)).toBe(false);
  });

  test('is looked for in a time that grows with the text', () => {
    for (const part of [
      'a-',
      'a=${a:?',
      '-',
      'a="',
      'a=\'"',
      '\\\n',
      'ENV ',
      ' = ',
      '$',
      '${a:?',
      'password: ',
      '--token ',
    ]) {
      expect(typeof hasNamedSecret(part.repeat(50_000))).toBe('boolean');
    }
  });
});
