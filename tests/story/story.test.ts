import { testServers } from '@learnova/platform/testing/environment';
import { withRedis } from '@learnova/platform/testing/profiles';
import { pino } from 'pino';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { tellStory } from '../../scripts/story/story.ts';
import { TestSchool } from '../kit/school.ts';
import { openServices, type TestServices } from '../kit/services.ts';
import { settled } from '../kit/settled.ts';
import { inDatabase } from '../matrix/scene.ts';
import { withVoters } from './ballots.ts';
import { castBallots } from './cast-ballots.ts';
import { chargeProgram } from './charge-program.ts';
import { payFees } from './pay-fees.ts';
import { publishResults } from './publish-results.ts';
import { takeLeave } from './take-leave.ts';

// One school for all of them: ballots and results last, since their stories move the clock.
const embedded = { name: 'embedded', redisUrl: null } as const;

/** A mail of what has happened so far, if it came later, would be counted as one of the day. */
function mailed(databaseUrl: string): Promise<void> {
  return inDatabase(databaseUrl, (client) => settled(client));
}

async function factsAt(url: string): Promise<string[]> {
  const facts: string[] = [];
  const emails = {
    teacher: emailOf('teacher'),
    office: emailOf('office'),
    guardian: emailOf('guardian'),
    formerGuardian: emailOf('former-guardian'),
  };
  const waits = { mailWithinMs: 10_000, readmittedWithinMs: 3_000 };
  await tellStory({ url, password, emails, ...waits, tell: (fact) => facts.push(fact) });
  return facts;
}

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
    await mailed(school.databaseUrl);
  }, 60_000);

  test('a register is stored, told to the guardian once and seen live; rights end on time', async () => {
    expect(await factsAt(school.system.url)).toHaveLength(9);
  }, 60_000);

  test('after it, everybody has dealt with everything that was told, and nothing is left but orders for a later day', async () => {
    await mailed(school.databaseUrl);
  }, 60_000);

  test('one page tells the figures of the gateway and of the workers, and one the health of both', async () => {
    const get = (path: string) => fetch(school.system.url + path);
    const figures = await (await get('/metrics')).text();
    expect(figures).toMatch(/^gateway_http_answers_total{status="200"} [1-9]/m);
    expect(figures).toMatch(/^learnova_relay_active 1$/m);
    expect(figures).toMatch(/^learnova_queue_jobs{state="dead"} 0$/m);
    expect(await (await get('/health/ready')).json()).toMatchObject({
      status: 'ready',
      parts: { users: { up: true }, workers: { up: true } },
    });
  });

  test("a guardian's payment closes two invoices and part of a third, the hold falls, and the results that it held back show", async () => {
    await payFees(school.system.url, school.school);
  }, 60_000);

  test('whoever is in a program today is charged for it, and nobody who has left it or never was', async () => {
    await chargeProgram(school.system.url, school.school);
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
    await mailed(services.databaseUrl);
  }, 120_000);

  test('a register is stored, told and seen', async () => {
    expect(await factsAt(services.services.url)).toHaveLength(9);
  }, 120_000);

  test('fees are paid', async () => {
    await payFees(services.services.url, services.school);
  }, 120_000);

  test('a program is charged for', async () => {
    await chargeProgram(services.services.url, services.school);
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
