import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { withDatabase } from './backup/database.ts';
import { dump } from './backup/dump.ts';
import { clear, keepKeys, makeEmpty } from './backup/folders.ts';
import { finish } from './backup/manifest.ts';
import { optionsOf, run, say } from './lib/program.ts';
import { version } from './lib/version.ts';

const usage = `npm run backup [-- options]     writes all of a school to a folder, also while the system works
  --to <folder>      a new one (backups/<time>)
  --data <folder>    of npm start (.learnova); not looked at where DATABASE_URL is set
  --keys <folder>    the keys of the installation (keys in the folder of --data)`;

const options = {
  to: { type: 'string' },
  data: { type: 'string', default: '.learnova' },
  keys: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  const begun = performance.now();
  const data = resolve(values.data);
  const keys = resolve(values.keys ?? join(data, 'keys'));
  const madeAt = new Date().toISOString();
  const folder = resolve(values.to ?? join('backups', madeAt.replaceAll(':', '-')));
  await withDatabase(data, async ({ url, profile }) => {
    await makeEmpty(folder, '--to');
    try {
      const dumped = await dump(url, folder);
      const kept = await keepKeys(keys, folder);
      await finish(folder, { format: 1, version: await version(), madeAt, profile, ...dumped, keys: kept });
      const rows = dumped.tables.reduce((sum, table) => sum + table.rows, 0);
      say(`${rows} rows of ${dumped.tables.length} tables are in ${folder} after ${seconds(begun)} s.`);
      if (kept.length === 0)
        say(
          `There are no keys in ${keys}, so they are not part of this backup: keep them yourself, or name them by --keys.`,
        );
      else say('The keys are among them: whoever reads this folder can sign in as anybody.');
    } catch (error) {
      await clear(folder);
      const { code, message } = error as NodeJS.ErrnoException;
      throw code === 'ENOSPC' ? new CannotStart(`${folder} cannot be written: ${message}.`) : error;
    }
  });
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

run(main);
