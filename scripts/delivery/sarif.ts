import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { root, runTool } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';

/** `npm run sarif`: what the linters find, as reports that a code host shows beside the lines. What fails `npm run check` fails it too, and what is a note to both is a note. */
const folder = join(root, 'reports', 'sarif');

const model = z.looseObject({
  runs: z.array(z.looseObject({ results: z.array(z.looseObject({ level: z.string().optional() })) })).min(1),
});

async function main(): Promise<void> {
  optionsOf(
    { options: {} },
    'npm run sarif    takes no options: writes what the linters find to reports/sarif',
  );
  await mkdir(folder, { recursive: true });
  const biome = join(folder, 'biome.sarif');
  const linted = await runTool('@biomejs/biome/bin/biome', [
    'lint',
    '--error-on-warnings',
    '--max-diagnostics=none',
    '--reporter=sarif',
    `--reporter-file=${biome}`,
  ]);
  const promises = await runTool('oxlint/bin/oxlint', ['--type-aware', '--format=sarif']);
  await writeFile(join(folder, 'oxlint.sarif'), promises.output);
  for (const [name, { code, output }] of Object.entries({ biome: linted, oxlint: promises })) {
    const findings = await count(join(folder, `${name}.sarif`), output);
    say(`${name}: ${findings} findings in reports/sarif/${name}.sarif`);
    if (code !== 0 || findings > 0) process.exitCode = 1;
  }
}

async function count(file: string, said: string): Promise<number> {
  const report = model.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!report.success) throw new Error(`${file} is no SARIF: ${z.prettifyError(report.error)}\n${said}`);
  const found = report.data.runs.flatMap(({ results }) => results);
  return found.filter(({ level }) => level !== 'note').length;
}

run(main);
