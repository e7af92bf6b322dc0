import 'reflect-metadata';
import { readConfig, wholeNumber } from '@learnova/platform/config';
import { createLog } from '@learnova/platform/log';
import { z } from 'zod';
import { startSystem } from '../../scripts/lib/system.ts';

/** The whole system as one process over a database that outlives it: what `npm start` runs, to be killed. */
const { PORT } = readConfig(z.object({ PORT: wholeNumber(0, 'Port of the gateway.') }));
await startSystem({ port: PORT, environment: process.env, log: createLog('learnova', 'warn') });
