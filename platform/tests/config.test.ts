import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, readConfig, withOwn } from '../src/config.ts';

const model = z.object({ DATABASE_URL: z.url(), SENDGRID_API_KEY: z.string().optional() });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: string): Promise<string> {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, content);
  return path;
}

/** What the operator is told. */
function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(model, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

it('a secret is read from the file that its variable with _FILE names, without the line end', async () => {
  const path = await file('postgresql://learnova@postgres/learnova\n');
  expect(readConfig(model, { DATABASE_URL_FILE: path })).toEqual({
    DATABASE_URL: 'postgresql://learnova@postgres/learnova',
  });
});

it('whoever starts a process with values of its own passes no file on for them', async () => {
  const DATABASE_URL_FILE = await file('postgresql://a@b/c');
  const own = { DATABASE_URL: 'postgresql://d@e/f' };
  expect(readConfig(model, withOwn({ DATABASE_URL_FILE }, own))).toEqual(own);
});

it('a variable that is set twice, by value and by file, is refused', async () => {
  const path = await file('postgresql://a@b/c');
  expect(faultsOf({ DATABASE_URL: 'postgresql://a@b/d', DATABASE_URL_FILE: path })).toEqual([
    'DATABASE_URL: set it or DATABASE_URL_FILE, not both',
  ]);
});

it('a file that is missing or empty is told by its variable, all of them at once', async () => {
  const [missing, empty] = [join(folder, 'nowhere'), await file('\n')];
  expect(faultsOf({ DATABASE_URL_FILE: missing, SENDGRID_API_KEY_FILE: empty })).toEqual([
    `DATABASE_URL_FILE: ${missing} cannot be read (ENOENT)`,
    `SENDGRID_API_KEY_FILE: ${empty} is empty`,
  ]);
});

it('of what a file holds nothing is told', async () => {
  const [fault = ''] = faultsOf({ DATABASE_URL_FILE: await file('hunter2') });
  expect(fault).toMatch(/^DATABASE_URL: /);
  expect(fault).not.toContain('hunter2');
});
