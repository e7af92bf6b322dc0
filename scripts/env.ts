import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { configurationPage } from './lib/configuration-page.ts';
import { envExample } from './lib/env-example.ts';

/** Writes what is told of the configuration from its models; `--check` fails on a difference instead. */
const texts = { '.env.example': envExample(), 'docs/configuration.md': configurationPage() };

for (const [name, text] of Object.entries(texts)) {
  const file = new URL(`../${name}`, import.meta.url);
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is not what the configuration models say: run \`npm run check -- --fix env\``);
    process.exitCode = 1;
  } else {
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, text);
  }
}
