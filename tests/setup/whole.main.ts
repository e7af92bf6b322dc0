import 'reflect-metadata';
import { SupergraphFile } from '@learnova/gateway/supergraph-file';
import { readConfig, wholeNumber } from '@learnova/platform/config';
import { drainOnSignal } from '@learnova/platform/drain';
import { growSparingly } from '@learnova/platform/heap';
import { createLog } from '@learnova/platform/log';
import { z } from 'zod';
import { startSystem } from '../../scripts/lib/system.ts';

/**
 * The whole system as one process over a database that outlives it: what `npm start` runs, to be killed; and its gateway looks at
 * a file, as that of a process of its own does.
 */
const { PORT, SUPERGRAPH, RELOAD_MS } = readConfig(
  z.object({
    PORT: wholeNumber(0, 'Port of the gateway.'),
    SUPERGRAPH: z.string().describe('Path of a supergraph to serve once it is changed.'),
    RELOAD_MS: wholeNumber(2_000, 'Milliseconds between two looks at it.'),
  }),
);
const log = createLog('learnova', 'warn');
growSparingly();
const { gateway, stop } = await startSystem({ port: PORT, environment: process.env, log });
const changed = (text: string) => gateway.replace(text);
const file = new SupergraphFile({ path: SUPERGRAPH, everyMs: RELOAD_MS, log, changed });
drainOnSignal(async () => {
  const closed = file.close();
  await stop();
  await closed;
}, log);
