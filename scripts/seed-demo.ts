import 'reflect-metadata';
import { readConfig } from '@learnova/platform/config';
import { install } from '@learnova/platform/install';
import { installation } from '@learnova/platform/profile';
import { subgraphs } from '@learnova/workers/subgraphs';
import { withRunning } from './lib/services.ts';
import { dayIn } from './seed/days.ts';
import { demoSchool, demoTimeZone } from './seed/demo-school.ts';
import { seedOnce } from './seed/seed.ts';

/** Writes the demo school of a day, today if none is given, into `DATABASE_URL`: for both profiles, a process of its own. */
const [anchor = dayIn(demoTimeZone, new Date())] = process.argv.slice(2);
const { DATABASE_URL } = readConfig(installation);
await install(DATABASE_URL, subgraphs);
await withRunning(DATABASE_URL, process.env, (running) =>
  seedOnce(DATABASE_URL, running, () => demoSchool(anchor)),
);
