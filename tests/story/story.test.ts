import { withRedis } from '@learnova/platform/testing/profiles';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { openServices, type Stage } from '../../scripts/story/stage.ts';
import { tellStory } from '../../scripts/story/story.ts';
import { TestSchool } from '../kit/school.ts';
import { settled } from '../kit/settled.ts';
import { inDatabase } from '../matrix/scene.ts';

const emails = {
  teacher: emailOf('teacher'),
  office: emailOf('office'),
  guardian: emailOf('guardian'),
  formerGuardian: emailOf('former-guardian'),
};

describe('a school day in one process', () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await TestSchool.open({ name: 'embedded', redisUrl: null });
  }, 60_000);
  afterAll(() => school?.close());

  test('a register is stored, told to the guardian once and seen live; rights end on time', async () => {
    const facts: string[] = [];
    await tellStory({
      url: school.system.url,
      password,
      emails,
      mailWithinMs: 10_000,
      readmittedWithinMs: 3_000,
      tell: (fact) => facts.push(fact),
    });
    expect(facts).toHaveLength(9);
  }, 60_000);

  test('after it, everybody has dealt with everything that was told, and nothing is left but orders for a later day', async () => {
    await inDatabase(school.databaseUrl, (client) => settled(client));
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
});

withRedis('a school day with every service as a process of its own', () => {
  let stage: Stage | null;
  beforeAll(async () => {
    stage = await openServices();
  }, 120_000);
  afterAll(() => stage?.close(), 60_000);

  test('the same story holds', async () => {
    if (!stage) throw new Error('there is no Redis');
    const facts: string[] = [];
    await tellStory({ ...stage.cast, tell: (fact) => facts.push(fact) });
    expect(facts).toHaveLength(9);
  }, 120_000);
});
