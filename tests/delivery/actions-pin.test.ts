import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git.ts';
import { type Ended, ended } from './program.ts';

/** The program itself; git finds local repositories where the program asks for GitHub's. */
let folder: string;
let source: string;
let environment: Readonly<Record<string, string>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-pin-'));
  source = join(folder, 'sources', 'somebody', 'does.git');
  await mkdir(source, { recursive: true });
  await git(source, 'init', '--quiet');
  await release('v1.0.0');
  await release('v1.1.0', '--annotate', '--message=A release');
  environment = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.${join(folder, 'sources')}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://github.com/',
  };
  await mkdir(join(folder, '.github/workflows'), { recursive: true });
  await mkdir(join(folder, '.github/actions/setup'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function release(tag: string, ...flags: string[]): Promise<void> {
  await git(source, 'commit', '--quiet', '--allow-empty', `--message=${tag}`);
  await git(source, 'tag', ...flags, tag);
}

const commitOf = (tag: string) => git(source, 'rev-parse', `${tag}^{commit}`);
const workflow = () => join(folder, '.github/workflows/ci.yml');
const write = (text: string) => writeFile(workflow(), text);
const read = () => readFile(workflow(), 'utf8');
const pin = (): Promise<Ended> => ended('actions-pin.ts', ['--folder', join(folder, '.github')], environment);

it('an action is pinned by the commit of its tag, which stays beside it; paths and local actions stay as they are', async () => {
  await write('    steps:\n      - uses: ./.github/actions/setup\n      - uses: somebody/does/part@v1.0.0\n');
  const action = join(folder, '.github/actions/setup/action.yml');
  await writeFile(action, '    - name: It\n      uses: somebody/does@v1.1.0\n');
  expect(await pin()).toEqual({ code: 0, said: '1 actions in 2 files; 2 files changed' });
  expect(await read()).toContain(`- uses: somebody/does/part@${await commitOf('v1.0.0')} # v1.0.0\n`);
  // An annotated tag is an object of its own: the commit behind it counts.
  expect(await readFile(action, 'utf8')).toBe(
    `    - name: It\n      uses: somebody/does@${await commitOf('v1.1.0')} # v1.1.0\n`,
  );
  expect(await commitOf('v1.1.0')).not.toBe(await git(source, 'rev-parse', 'v1.1.0'));
});

it('a second run changes nothing, and one after another tag was written behind a commit takes that', async () => {
  await write('- uses: somebody/does@v1.0.0\n');
  await pin();
  const once = await read();
  expect((await pin()).said).toContain('0 files changed');
  expect(await read()).toBe(once);
  await write(once.replace('# v1.0.0', '# v1.1.0'));
  expect((await pin()).code).toBe(0);
  expect(await read()).toBe(`- uses: somebody/does@${await commitOf('v1.1.0')} # v1.1.0\n`);
});

it('a tag that was moved to other code is refused', async () => {
  await write('- uses: somebody/does@v1.0.0\n');
  await pin();
  const before = await read();
  await git(source, 'checkout', '--quiet', '--orphan', 'elsewhere');
  await git(source, 'commit', '--quiet', '--allow-empty', '--message=Something else');
  await git(source, 'tag', '--force', 'v1.0.0');
  expect(await pin()).toMatchObject({ code: 1, said: expect.stringContaining('A release does not move') });
  expect(await read()).toBe(before);
});

it.each([
  ['a source that cannot be reached', 'somebody/unknown@v1.0.0', 'cannot be read, so nothing was pinned'],
  ['a tag that is not there', 'somebody/does@v9.9.9', 'has no tag v9.9.9'],
  ['a branch', 'somebody/does@main', 'moves with each release'],
  ['a major version', 'somebody/does@v1', 'moves with each release'],
  ['a commit without its version', `somebody/does@${'0'.repeat(40)}`, 'does not say its version'],
])('%s is refused with a sentence, and nothing is written', async (_what, use, sentence) => {
  const text = `- uses: somebody/does@v1.0.0\n- uses: ${use}\n`;
  await write(text);
  expect(await pin()).toMatchObject({ code: 1, said: expect.stringContaining(sentence) });
  expect(await read()).toBe(text);
});
