import { readFile, writeFile } from 'node:fs/promises';
import { envExample } from './lib/env-example.ts';

/** Writes `.env.example`; `--check` fails on a difference instead. */
const file = new URL('../.env.example', import.meta.url);
const text = envExample();
const before = await readFile(file, 'utf8').catch(() => '');
if (before !== text && process.argv.includes('--check')) {
  console.error('.env.example is not what the configuration models say: run `npm run check -- --fix env`');
  process.exitCode = 1;
} else if (before !== text) {
  await writeFile(file, text);
}
