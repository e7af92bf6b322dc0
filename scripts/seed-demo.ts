import 'reflect-metadata';
import { readConfig } from '@learnova/platform/config';
import { install } from '@learnova/platform/install';
import { installation } from '@learnova/platform/profile';
import { subgraphs } from '@learnova/workers/subgraphs';
import { withRunning } from './lib/services.ts';
import { dayIn } from './seed/days.ts';
import { demoSchool, demoTimeZone } from './seed/demo-school.ts';
import { seedOnce } from './seed/seed.ts';

/** Writes today's demo school into `DATABASE_URL`, for both profiles, which run it as a process of its own. */
const { DATABASE_URL } = readConfig(installation);
await install(DATABASE_URL, subgraphs);
await withRunning(DATABASE_URL, process.env, (running) =>
  seedOnce(DATABASE_URL, running, () => demoSchool(dayIn(demoTimeZone, new Date()))),
);
