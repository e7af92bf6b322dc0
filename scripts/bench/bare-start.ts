import { once } from 'node:events';
import { createServer } from 'node:http';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';

/** The least that a process with a database can be: a server that answers, and PostgreSQL over the folder that is named. */
const [dataDir = ''] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
console.log('ready');
