import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';

/** A process to be killed: starts PostgreSQL over a folder, tells where it is, and keeps it. */
const [dataDir = ''] = process.argv.slice(2);
const { url, pid } = await startEmbeddedPostgres({
  dataDir,
  log: () => undefined,
  settings: { fsync: 'off' },
});
process.stdout.write(`${JSON.stringify({ url, pid })}\n`);
setInterval(() => undefined, 60_000);
