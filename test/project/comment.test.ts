import { marker } from '../../lib/review/format/markdown-text';
import { COMMIT, type Comment, postComment, type Request, type Situation } from './support/comment-job';

const ARTIFACT = `${marker().text}\n\n## Review\n\ncall \`@everybody\`\n`;
const BOT = { login: 'github-actions[bot]', type: 'Bot' };
const comment = (id: number, user: Comment['user'], body: string): Comment => ({ id, user, body });

/** What was written, and where. */
async function posted(situation: Situation): Promise<Request[]> {
  const requests = await postComment(situation);
  return requests.filter(({ method }) => /create|update|notice/.test(method));
}

async function bodyFor(situation: Situation): Promise<string> {
  const [request, ...others] = await posted(situation);
  expect(others).toEqual([]);
  return String(request!.parameters.body);
}

describe('the job that comments', () => {
  test('finds the pull request by the branch and the commit that GitHub says', async () => {
    const requests = await postComment({ artifact: ARTIFACT, isFork: true });
    expect(requests[0]).toEqual({
      method: 'pulls.list',
      parameters: { owner: 'team', repo: 'app', state: 'open', head: 'stranger:a"; touch x; "' },
    });
    expect(requests.at(-1)).toMatchObject({
      method: 'issues.createComment',
      parameters: { issue_number: 7 },
    });
  });

  test.each<[string, readonly string[]]>([
    ['none is open', []],
    ['it has a newer commit', ['beef']],
    ['two have the same commit', [COMMIT, COMMIT]],
  ])('posts nothing when %s', async (_when, openCommits) => {
    expect(await posted({ artifact: ARTIFACT, openCommits })).toMatchObject([{ method: 'notice' }]);
  });

  test('posts the text of a branch of the repository as it is, with its commit', async () => {
    const body = await bodyFor({ artifact: ARTIFACT });
    expect(body.split('\n')[0]).toBe('<!-- go-containers review -->');
    expect(body).toContain(`Commit ${COMMIT}`);
    expect(body).toContain('## Review\n\ncall `@everybody`\n');
    expect(body).not.toContain('WARNING');
  });

  test('says of a fork first that strangers wrote it, and lets them call nobody', async () => {
    const body = await bodyFor({ artifact: ARTIFACT, isFork: true });
    expect(body.split('\n').slice(0, 2)).toEqual(['<!-- go-containers review -->', '> [!WARNING]']);
    expect(body.indexOf('Do not approve a hash')).toBeLessThan(body.indexOf('## Review'));
    expect(body).not.toMatch(/@[a-z]/);
  });

  test('takes a review of one stack, whose marker has its name, for what it is', async () => {
    const names = ['notes-prod', 'a -- b', '<!-- x -->', 'ä'.repeat(300)];
    for (const name of names) {
      expect(await bodyFor({ artifact: `${marker(name).text}\nwhole` })).toContain('whole');
    }
  });

  test.each<[string, Situation]>([
    ['there is no artifact', {}],
    ['it is empty', { artifact: '' }],
    ['its first line is another', { artifact: `hello\n${ARTIFACT}` }],
    ['its first line goes on', { artifact: `${marker().text} <b>\n` }],
    ['the archive is too large', { artifact: ARTIFACT, artifactBytes: 500_001 }],
    ['what is in it is too large', { artifact: `${ARTIFACT}${'x'.repeat(200_000)}` }],
    ['it is longer than a comment may be', { artifact: `${ARTIFACT}${'x'.repeat(65_000)}` }],
    ['its mentions make it so', { artifact: `${ARTIFACT}${'@'.repeat(40_000)}`, isFork: true }],
    ['it is of an earlier attempt', { artifact: ARTIFACT, artifactTime: '2026-11-22T09:00:00Z' }],
  ])('says that there is no review when %s', async (_when, situation) => {
    const body = await bodyFor(situation);
    expect(body).toContain('There is no review of the plan.');
    expect(body).not.toContain('## Review');
    expect(body.length).toBeLessThan(300);
  });

  test('unpacks one file to memory, and nothing of it to the log, where a line can be a command', async () => {
    const requests = await postComment({ artifact: ARTIFACT, isFork: true });
    const runs = requests.filter(({ method }) => method === 'run').map(({ parameters }) => parameters);
    expect(runs).toEqual([
      {
        file: 'unzip',
        args: ['-p', expect.stringMatching(/review\.zip$/), 'review.md'],
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ]);
  });

  test('does not even load an archive that is too large', async () => {
    const requests = await postComment({ artifact: ARTIFACT, artifactBytes: 500_001 });
    expect(requests.map(({ method }) => method)).not.toContain('actions.downloadArtifact');
  });

  test('writes into its own comment, and into no other', async () => {
    const body = `${marker().text}\nof before`;
    const comments = [
      comment(1, { login: 'mallory', type: 'User' }, body),
      comment(2, { login: 'github-actions[bot]', type: 'User' }, body),
      comment(3, null, body),
      comment(4, BOT, `another one\n${body}`),
      comment(5, { login: 'another[bot]', type: 'Bot' }, body),
      comment(6, BOT, body),
    ];
    expect(await posted({ artifact: ARTIFACT, comments })).toMatchObject([
      { method: 'issues.updateComment', parameters: { comment_id: 6 } },
    ]);
    expect(await posted({ artifact: ARTIFACT, comments: comments.slice(0, 5) })).toMatchObject([
      { method: 'issues.createComment' },
    ]);
  });
});
