import { readFile, writeFile } from 'node:fs/promises';
import { bakeFile } from './lib/bake.ts';

/** Writes `docker-bake.json`; `--check` fails on a difference instead. */
const root = new URL('../', import.meta.url);
const file = new URL('docker-bake.json', root);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { version: string };
const text = bakeFile(version);
const before = await readFile(file, 'utf8').catch(() => '');
if (before !== text && process.argv.includes('--check')) {
  console.error(
    'docker-bake.json is not what schema/src/services.ts says: run `npm run check -- --fix bake`',
  );
  process.exitCode = 1;
} else if (before !== text) {
  await writeFile(file, text);
}
