import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHubServer } from './github.server.ts';
import { type Ended, ended } from './program.ts';

/** The program itself, against a server that behaves as GitHub does for one pull request. */
let folder: string;
let github: GitHubServer;
let environment: Readonly<Record<string, string>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-pull-request-'));
  github = new GitHubServer();
  github.files = [{ filename: 'subgraphs/users/src/person/person.rules.ts', additions: 12, deletions: 3 }];
  const event = join(folder, 'event.json');
  await writeFile(
    event,
    JSON.stringify({ action: 'opened', pull_request: { number: 7, title: 'long ago' } }),
  );
  environment = {
    ...(await github.listen()),
    GITHUB_EVENT_PATH: event,
    GITHUB_STEP_SUMMARY: join(folder, 'page.md'),
  };
});
afterEach(async () => {
  await github.close();
  await rm(folder, { recursive: true });
});

const play = (): Promise<Ended> => ended('pull-request.ts', [], environment);

it('a good pull request gets its labels and one comment, and the job’s page says the same', async () => {
  const { code, said } = await play();
  expect({ code, said }).toMatchObject({
    code: 0,
    said: expect.stringContaining('✓ a sentence of the history'),
  });
  expect([...github.labels]).toEqual(['area: users', 'size: small']);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain('15 written lines in 1 files: small');
  expect(await readFile(join(folder, 'page.md'), 'utf8')).toContain('✓ no conflict');
});

it('a second run with nothing new changes nothing, a third with a bad title rewrites the comment', async () => {
  await play();
  const before = github.changes().length;
  expect((await play()).code).toBe(0);
  expect(github.changes()).toHaveLength(before);
  github.title = 'wip.';
  const { code, said } = await play();
  expect(code).toBe(1);
  expect(said).toContain('The pull request is not ready');
  expect(github.changes().slice(before)).toEqual(['PATCH /repos/a-school/learnova/issues/comments/100']);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain('✗ is no sentence');
});

it('labels that no longer fit are taken away, and those of people stay', async () => {
  github.labels = new Set(['area: gateway', 'size: large', 'good first issue']);
  await play();
  expect([...github.labels].toSorted()).toEqual(['area: users', 'good first issue', 'size: small']);
});

it('of 250 files all count, over three pages', async () => {
  github.files = Array.from({ length: 250 }, (_, n) => ({
    filename: `gateway/src/f${n}.ts`,
    additions: 2,
    deletions: 2,
  }));
  expect((await play()).said).toContain('1000 written lines in 250 files: too large to review');
  expect([...github.labels]).toEqual(['area: gateway', 'size: too large']);
});

it('a comment of ours on the second page is found', async () => {
  github.comments.push(
    ...Array.from({ length: 120 }, (_, n) => ({ id: n, body: 'Why?', user: { login: 'somebody' } })),
  );
  await play();
  await play();
  expect(github.comments).toHaveLength(121);
});

it('a stranger’s comment with our mark is left alone', async () => {
  await play();
  const [own] = github.comments;
  github.comments.splice(0, 1, { id: 1, body: own?.body ?? '', user: { login: 'stranger' } });
  github.title = 'wip';
  await play();
  expect(github.comments.map(({ user }) => user.login)).toEqual(['stranger', 'github-actions[bot]']);
});

it('a conflict fails and is labelled, also when GitHub needs a second look to know it', async () => {
  github.mergeable = [null, false];
  const { code, said } = await play();
  expect(code).toBe(1);
  expect(said).toContain('✗ conflicts with its base');
  expect(github.labels.has('conflict')).toBe(true);
});

it('a title is data: what would run in a shell is told to nobody and run by nobody', async () => {
  const file = join(folder, 'owned');
  github.title = `Ready" $(touch ${file}) \`touch ${file}\` ; touch ${file} # @everybody | ✗`;
  await play();
  await expect(readFile(file)).rejects.toThrow('ENOENT');
  expect(github.comments[0]?.body).not.toContain('@everybody');
});

it.each([
  [
    'an error of GitHub’s',
    { path: /files/, status: 502, text: 'Bad gateway' },
    '502 to GET /pulls/7/files: Bad gateway',
  ],
  [
    'a refusal',
    { path: /labels/, status: 403, text: '{"message":"Resource not accessible"}' },
    '403 to POST /issues/7/labels: Resource not accessible',
  ],
  [
    'an answer of another shape',
    { path: /comments/, status: 200, text: '{"a":1}' },
    'is not what it should be',
  ],
])('%s fails with a sentence', async (_what, fault, sentence) => {
  github.fault = fault;
  const { code, said } = await play();
  expect(code).toBe(1);
  expect(said).toContain(sentence);
  expect(said).not.toMatch(/\n\s+at /);
});

it('a GitHub that cannot be reached, and a job that no pull request started, fail with a sentence', async () => {
  const away = await ended('pull-request.ts', [], { ...environment, GITHUB_API_URL: 'http://127.0.0.1:9' });
  expect(away).toMatchObject({
    code: 1,
    said: expect.stringContaining('GitHub did not answer GET /pulls/7'),
  });
  await writeFile(join(folder, 'event.json'), '{"ref": "refs/heads/main"}');
  expect(await play()).toMatchObject({
    code: 1,
    said: expect.stringContaining('not started by a pull request'),
  });
});
