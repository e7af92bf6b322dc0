import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsIn } from '../../scripts/delivery/secrets/scan.ts';
import { historyTexts } from '../../scripts/delivery/secrets/texts.ts';
import { git } from './git.ts';

// Put together here, so that this file holds none.
const secrets = [
  ['a GitHub token', ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')],
  ['the name of an AWS key', ['AKIA', 'IOSFODNN7SCHOOLX'].join('')],
  [
    'a SendGrid key',
    ['SG', 'APhb3zgjtx3hajdas1TjBB', 'H7Sgbba3afgKSDyB442aDK0kpGO3SD332313_L5528K'].join('.'),
  ],
  ['a Slack token', ['xoxb', '23984754863', '2348975623103', 'aBcDeFgHiJkLmNoPqRsTuVwX'].join('-')],
  [
    'a private key',
    [
      ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '),
      'MIICXAIBAAKBgQCq'.repeat(12),
      ['-----END RSA', 'PRIVATE KEY-----'].join(' '),
    ].join('\n'),
  ],
] as const;

it.each(secrets)('%s is found, and not repeated in the report', async (_what, secret) => {
  const found = await secretsIn({
    at: 'src/a.ts',
    path: 'src/a.ts',
    text: `first\nconst key = '${secret}';\n`,
  });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^src\/a\.ts:2: /);
  expect(found[0]).not.toContain(secret);
});

it('a comment cannot silence it', async () => {
  const [[, secret]] = secrets;
  const text = `// ${['secretlint', 'disable'].join('-')}\nconst key = '${secret}';\n`;
  expect(await secretsIn({ at: 'a.ts', path: 'a.ts', text })).toHaveLength(1);
});

it('a text without secrets has none', async () => {
  expect(await secretsIn({ at: 'a.ts', path: 'a.ts', text: 'const key = readKey();\n' })).toEqual([]);
});

describe('the history', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnova-history-'));
    await git(folder, 'init', '--quiet');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function found(): Promise<string[]> {
    const all: string[] = [];
    for await (const text of historyTexts(folder)) all.push(...(await secretsIn(text)));
    return all;
  }

  async function commit(text: string, message: string): Promise<void> {
    await writeFile(join(folder, 'a.ts'), text);
    await git(folder, 'add', '--all');
    await git(folder, 'commit', '--quiet', `--message=${message}`);
  }

  it('keeps what a later commit has taken out, what another branch holds, and what a message says', async () => {
    const [[, token], [, aws], [, mail]] = secrets;
    await commit(`const key = '${token}';\n`, 'A key');
    await commit('const key = readKey();\n', 'No key');
    expect(await found()).toEqual([expect.stringMatching(/^a\.ts \(blob [0-9a-f]{12}\):1: /)]);
    await git(folder, 'checkout', '--quiet', '-b', 'aside');
    await commit(`aws_access_key_id = "${aws}"\n`, 'Aside');
    await git(folder, 'checkout', '--quiet', 'main');
    expect(await found()).toHaveLength(2);
    await commit('const key = 1;\n', `The key was ${mail}`);
    expect(await found()).toContainEqual(expect.stringMatching(/^message of [0-9a-f]{12}:1: /));
  });

  it('of a shallow clone is refused with what to do', async () => {
    await commit('1\n', 'One');
    await commit('2\n', 'Two');
    const clone = join(folder, 'clone');
    await git(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, clone);
    await expect(historyTexts(clone).next()).rejects.toThrow('git fetch --unshallow');
  });
});
