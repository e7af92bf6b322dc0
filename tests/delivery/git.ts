import { execFile } from 'node:child_process';
import { env } from 'node:process';
import { promisify } from 'node:util';

const { PATH } = env;
const execute = promisify(execFile);

/** git in a folder, without the settings of whoever runs the tests. @returns what it printed */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const settings = [
    'user.name=Tests',
    'user.email=tests@learnova.example',
    'init.defaultBranch=main',
    'commit.gpgsign=false',
  ];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const environment = { PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { stdout } = await execute('git', ['-C', folder, ...flags, ...args], { env: environment });
  return stdout.trim();
}
