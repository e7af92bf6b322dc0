import { beforeAll, expect, test } from '@jest/globals';
import { liveChannel } from '@learnova/platform/live/redis-log';
import { Redis } from 'ioredis';
import { figureOf, heapOf } from './gauges.ts';
import { leavings, passBy, type Question } from './passer-by.ts';
import type { Stage } from './stage.ts';
import { together, until } from './wait.ts';

export interface PassingSize {
  /** Subscriptions that are opened and closed. */
  readonly subscriptions: number;
  /** The share by which the heap may have grown. */
  readonly growth: number;
}

/** Sockets at a time, and subscriptions of each. */
const [lanes, each] = [4, 5];

/** Opens subscriptions and leaves, in every way, and looks what is left of them. */
export function passingTests(begun: () => Stage, { subscriptions, growth }: PassingSize): void {
  let stage: Stage;
  beforeAll(() => {
    stage = begun();
  });

  test(
    `${subscriptions} subscriptions that were opened and closed leave no topic subscribed and the heap as it was`,
    async () => {
      await pass(stage, Math.max(200, subscriptions / 10)); // what is made once is made
      await nothingIsLeft(stage);
      const before = await heapOf(stage);
      const start = performance.now();
      await pass(stage, subscriptions);
      const seconds = (performance.now() - start) / 1_000;
      await nothingIsLeft(stage);
      const after = await heapOf(stage);
      const megabytes = [before, after].map((bytes) => (bytes / 2 ** 20).toFixed(1));
      process.stdout.write(
        `${subscriptions} subscriptions were opened and closed in ${seconds.toFixed(0)} s: the heap held ${megabytes.join(', then ')} MB\n`,
      );
      expect(after / before - 1).toBeLessThan(growth);
    },
    60_000 + subscriptions * 100,
  );
}

async function pass(stage: Stage, subscriptions: number): Promise<void> {
  const questions = questionsOf(stage.school);
  let begun = 0;
  const lane = async () => {
    while (begun * each < subscriptions) {
      const number = begun++;
      const asked = Array.from(
        { length: each },
        (_, index) => questions[(number * each + index) % questions.length],
      );
      await passBy(
        stage.cluster.url,
        `Bearer ${await stage.tokenOf('office@school.example')}`,
        asked.filter((question) => question !== undefined),
        leavings[number % leavings.length] ?? 'in order',
      );
    }
  };
  await together(...Array.from({ length: lanes }, lane));
}

/** Of a section, its school, and each of its students: every one a topic of its own. */
function questionsOf({ sectionId, schoolId, spare }: Stage['school']): readonly Question[] {
  const students = spare[0]?.students ?? [];
  return [
    {
      query: 'subscription ($id: UUID!) { registerChanged(sectionId: $id) { id version } }',
      variables: { id: sectionId },
    },
    {
      query:
        'subscription ($id: UUID!) { attendanceBoardChanged(organizationId: $id) { id section { title } } }',
      variables: { id: schoolId },
    },
    ...students.map((id) => ({
      query: 'subscription ($id: UUID!) { studentAttendanceChanged(studentId: $id) { code { category } } }',
      variables: { id },
    })),
  ];
}

async function nothingIsLeft(stage: Stage): Promise<void> {
  const left = async () => ({
    sockets: await figureOf(stage, 'gateway_sockets'),
    subscriptions: await figureOf(stage, 'gateway_subscriptions'),
    topics: await figureOf(stage, 'gateway_live_topics'),
    channels: await channelsOf(stage),
  });
  const nothing = { sockets: 0, subscriptions: 0, topics: 0, channels: [] };
  const isNothing = (seen: object) => JSON.stringify(seen) === JSON.stringify(nothing);
  expect(await until('nothing left', left, isNothing, 20_000)).toEqual(nothing);
}

/** Topics to which anybody has subscribed in Redis; PostgreSQL knows one channel for all. */
async function channelsOf({ redis }: Stage): Promise<unknown> {
  if (!redis) return [];
  const client = new Redis(redis.url);
  try {
    return await client.pubsub('CHANNELS', liveChannel('*'));
  } finally {
    client.disconnect();
  }
}
