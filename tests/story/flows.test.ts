import { testServers } from '@learnova/platform/testing/environment';
import { withRedis } from '@learnova/platform/testing/profiles';
import { pino } from 'pino';
import { TestSchool } from '../kit/school.ts';
import { openServices, type TestServices } from '../kit/services.ts';
import { withVoters } from './ballots.ts';
import { castBallots } from './cast-ballots.ts';
import { payFees } from './pay-fees.ts';
import { publishResults } from './publish-results.ts';
import { takeLeave } from './take-leave.ts';

// One school for all of them, the ballots and the results last: their stories move the clock.
const embedded = { name: 'embedded', redisUrl: null } as const;

describe('in one process', () => {
  let school: TestSchool;
  const log: string[] = [];
  beforeAll(async () => {
    const logger = pino({ level: 'trace' }, { write: (line: string) => log.push(line) });
    school = await TestSchool.open(embedded, {}, logger, withVoters);
  }, 60_000);
  afterAll(() => school?.close());

  test("a student's leave excuses registers taken and to come, its end restores the teacher's marks, and who is there is a conflict", async () => {
    await takeLeave(school.system.url, school.school);
  }, 60_000);

  test("a guardian's payment closes two invoices and part of a third, the hold falls, and the results that it held back show", async () => {
    await payFees(school.system.url, school.school);
  }, 60_000);

  test('seven ballots show nothing that lets one find the eighth', async () => {
    const { databaseUrl, school: all, system } = school;
    const advance = (ms: number) => school.advance(ms);
    await castBallots({ url: system.url, school: all, databaseUrl, redisUrl: null, log, advance });
  }, 120_000);

  test('results are seen from their instant on, by no way before it, and those who listen get exactly theirs', async () => {
    const { databaseUrl, school: all, system } = school;
    const advance = (ms: number) => school.advance(ms);
    await publishResults({ url: system.url, school: all, databaseUrl, advance }, 'everybody');
  }, 120_000);
});

withRedis('with every service as a process of its own', (profile) => {
  let services: TestServices;
  beforeAll(async () => {
    services = await openServices(profile, {}, withVoters);
  }, 120_000);
  afterAll(() => services?.close(), 60_000);

  test('leave is taken and cancelled', async () => {
    await takeLeave(services.services.url, services.school);
  }, 120_000);

  test('fees are paid', async () => {
    await payFees(services.services.url, services.school);
  }, 120_000);

  test('ballots are cast', async () => {
    const { databaseUrl, school, lines: log } = services;
    const advance = (ms: number) => services.advance(ms);
    const { redisUrl } = profile;
    await castBallots({ url: services.services.url, school, databaseUrl, redisUrl, log, advance });
  }, 120_000);

  test('results are published', async () => {
    const { databaseUrl, school } = services;
    const advance = (ms: number) => services.advance(ms);
    const walkers = testServers().tier === 'long' ? 'everybody' : 'one family';
    await publishResults({ url: services.services.url, school, databaseUrl, advance }, walkers);
  }, 120_000);
});
