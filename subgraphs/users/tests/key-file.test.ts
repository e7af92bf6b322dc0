import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '@learnova/platform/log';
import { z } from 'zod';
import { KeyFile } from '../src/sign-in/key-file.ts';

const model = z.object({ name: z.string() });
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-key-file-'));
  file = join(folder, 'keys.json');
  await put('first');
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify({ name }));
  await rename(`${file}.part`, file);
}

const opened = () => KeyFile.variable(model).parse(file);

test('a file that was put in the place of another is read at the next question', async () => {
  const keys = opened();
  for (const name of ['first', 'other', 'third']) {
    await put(name);
    expect(await keys.read(silent)).toEqual({ name });
  }
});

test('while the file is lost or damaged, what was read before goes on', async () => {
  const keys = opened();
  await keys.read(silent);
  await writeFile(file, '{"name": 1}');
  expect(await keys.read(silent)).toEqual({ name: 'first' });
  await rm(file);
  expect(await keys.read(silent)).toEqual({ name: 'first' });
  await put('again');
  expect(await keys.read(silent)).toEqual({ name: 'again' });
});

test('a process does not start without the file', () => {
  const missing = KeyFile.variable(model).safeParse(join(folder, 'none.json'));
  expect(missing.error?.issues[0]?.message).toMatch(/none\.json is not usable/);
});

test('a file that is no JSON is refused without a word of what stands in it', async () => {
  await writeFile(file, 'requirepass in-the-clear');
  const refused = KeyFile.variable(model).safeParse(file);
  expect(refused.error?.issues[0]?.message).toBe(`${file} is not usable: it is no JSON`);
});
