import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames } from '@learnova/schema/services';
import { publishedBefore } from '@learnova/schema/signing-keys';
import { giveKeys, isEmpty, keepKeys } from '../../scripts/backup/folders.ts';
import { makeKeys } from '../../scripts/lib/keys.ts';
import { rotateService, rotateSigning } from '../../scripts/lib/rotation.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

const now = new Date();
const later = new Date(now.getTime() + (publishedBefore + 1) * 1000);

/** Each file with what stands in it. */
async function all(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

test('keys are made once, for their owner alone, and never overwritten', async () => {
  expect(await makeKeys(folder)).toHaveLength(serviceNames.length + 3);
  const made = await all();
  for (const name of Object.keys(made))
    expect([name, (await stat(join(folder, name))).mode & 0o077]).toEqual([name, 0]);
  expect(await makeKeys(folder)).toEqual([]);
  expect(await all()).toEqual(made);
});

test('of several who make them at once, and after a crash in between, all have the same', async () => {
  await Promise.all([makeKeys(folder), makeKeys(folder), makeKeys(folder)]);
  await rm(join(folder, 'services.json'));
  await writeFile(join(folder, 'services.json.crashed.part'), '{');
  await makeKeys(folder);
  const { 'services.json': known = '', ...files } = await all();
  for (const name of serviceNames) {
    const { x } = JSON.parse(files[`${name}.jwk.json`] ?? '');
    expect(JSON.parse(known)[name].keys.map((key: { x: string }) => key.x)).toEqual([x]);
  }
});

test('a service whose key was lost gets another, which users knows beside the one before', async () => {
  await makeKeys(folder);
  await rm(join(folder, 'academics.jwk.json'));
  expect(await makeKeys(folder)).toEqual([
    expect.stringContaining('academics.jwk.json'),
    expect.stringContaining('services.json'),
  ]);
  const { 'services.json': known = '' } = await all();
  expect(JSON.parse(known).academics.keys).toHaveLength(2);
});

test('a second rotation within a quarter of an hour is refused with the time, and changes nothing', async () => {
  await makeKeys(folder);
  await rotateSigning(folder, now);
  const before = await all();
  const first = new Date(Math.floor(now.getTime() / 1000 + publishedBefore) * 1000);
  await expect(rotateSigning(folder, now)).rejects.toThrow(
    `signs from ${first.toISOString()} on: rotate again after that`,
  );
  expect(await all()).toEqual(before);
  await rotateSigning(folder, later);
});

test('of two rotations at once one key waits, and it is whole', async () => {
  await makeKeys(folder);
  await Promise.allSettled([rotateSigning(folder, now), rotateSigning(folder, now)]);
  const { 'signing.jwks.json': text = '', ...files } = await all();
  expect(JSON.parse(text).keys).toHaveLength(2);
  expect(Object.keys(files).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a lost or damaged file is told in a sentence that says what to do and quotes nothing', async () => {
  await expect(rotateSigning(folder, now)).rejects.toThrow(/signing\.jwks\.json is missing: restore it/);
  await makeKeys(folder);
  await writeFile(join(folder, 'signing.jwks.json'), '{"keys": [{"d": "a secret"');
  const refused = await rotateSigning(folder, now).catch((error: Error) => error.message);
  expect(refused).toMatch(/cannot be read as keys .*: restore it from a backup/);
  expect(refused).not.toContain('secret');
  await rm(join(folder, 'academics.jwk.json'));
  await expect(rotateService(folder, 'academics')).rejects.toThrow(/academics\.jwk\.json is missing/);
});

test('a file where the folder should be is told in a sentence', async () => {
  await writeFile(join(folder, 'taken'), '');
  await expect(makeKeys(join(folder, 'taken'))).rejects.toThrow(/Keys cannot be written to .*taken/);
  // Where no folders can be made, it is refused as well, and does not try for ever.
  await expect(makeKeys('/proc/learnova/keys')).rejects.toThrow(/Keys cannot be written to .*ENOENT/);
  await expect(isEmpty(join(folder, 'taken'))).rejects.toThrow(/taken is no folder: name another/);
});

test('keys that a backup gives back are for their owner alone, however it was copied about', async () => {
  await writeFile(join(folder, 'key.users.jwk.json'), '{}', { mode: 0o644 });
  await giveKeys(folder, [{ file: 'key.users.jwk.json', sha256: '' }], join(folder, 'keys'));
  expect((await stat(join(folder, 'keys', 'users.jwk.json'))).mode & 0o077).toBe(0);
});

test('the keys of a backup are those of one instant, while they are changed', async () => {
  await makeKeys(folder);
  let isOver = false;
  const changes = (async () => {
    for (let n = 0; n < 30; n += 1) await rotateService(folder, 'attendance');
    isOver = true;
  })();
  while (!isOver) {
    const backup = await mkdtemp(join(tmpdir(), 'learnova-kept-'));
    try {
      await keepKeys(folder, backup);
      const own = JSON.parse(await readFile(join(backup, 'key.attendance.jwk.json'), 'utf8'));
      const known = JSON.parse(await readFile(join(backup, 'key.services.json'), 'utf8'));
      expect(known.attendance.keys.map((key: { kid: string }) => key.kid)).toContain(own.kid);
    } catch (error) {
      expect(String(error)).toContain('are being changed');
    } finally {
      await rm(backup, { recursive: true });
    }
  }
  await changes;
  await keepKeys(folder, folder);
});
