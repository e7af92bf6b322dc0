import { beforeAll, expect, test } from '@jest/globals';
import { topic } from '@learnova/schema/topics';
import { Random } from '../../scripts/seed/random.ts';
import { Changes } from './counting.ts';
import { type CutName, cutsOf } from './cuts.ts';
import { figureOf } from './gauges.ts';
import type { Stage } from './stage.ts';
import { Subscriber, type Watched } from './subscriber.ts';
import { pause, together, until } from './wait.ts';

export interface CutSize {
  readonly subscribers: number;
  /** On each topic that is watched. */
  readonly events: number;
  readonly cuts: Readonly<Record<CutName, number>>;
  readonly seed: number;
}

/** Subscribers who come at the same moment on a quiet day; when the gateway has been away all of them do. */
const atOnce = 50;
/** Milliseconds for what a busy machine has done in a few seconds. */
const patienceMs = 180_000;

/** Cuts subscribers off while a section's registers change, and counts what they got. */
export function cutOffTests(begun: () => Stage, { subscribers: count, events, cuts, seed }: CutSize): void {
  const random = new Random(seed);
  let stage: Stage;
  beforeAll(() => {
    stage = begun();
  });

  test(
    `${count} subscribers who are cut off resume, with nothing lost, doubled or out of order in ${events} events`,
    async () => {
      const start = performance.now();
      const since = await stage.liveLog.position();
      const subscribers: Subscriber[] = [];
      try {
        await begin(stage, count, subscribers);
        const plan = random.shuffled(
          Object.entries(cuts).flatMap(([name, times]) => Array<CutName>(times).fill(name as CutName)),
        );
        const changes = new Changes(stage);
        let isCut = false;
        const cutting = cut(stage, { subscribers, random, plan, changes, events }).finally(() => {
          isCut = true;
        });
        await together(
          changes.make(events, () => isCut),
          cutting,
        );
        const told = await logged(stage, subscribers, since, changes.made);
        const toldTo = ({ watched }: Subscriber) => told.get(watched.topic) ?? [];
        await until(
          'all told to all',
          () =>
            subscribers.filter((one) => one.cursors.at(-1) !== toldTo(one).at(-1)).map(({ state }) => state),
          (behind) => behind.length === 0,
          60_000 + count * events * 2,
        );
        const faults = subscribers.map((one) => faultsIn(one.cursors, toldTo(one)));
        expect(faults.reduce(sum)).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, strange: 0 });
        expect(subscribers.flatMap(({ refusals }) => refusals)).toEqual([]);
        for (const { connections } of subscribers) expect(connections).toBeGreaterThan(cuts.gateway);
        await report(stage, { subscribers, plan, seconds: (performance.now() - start) / 1_000 });
      } finally {
        await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
      }
    },
    180_000 + events * 2_000 + count * events * 2,
  );
}

/** Half of them watch the section, half the board of its school, whose events show what another service knows as well. */
function watchedBy({ school: { sectionId, schoolId } }: Stage): readonly [Watched, Watched] {
  return [
    {
      topic: topic('attendance.section', sectionId),
      query: /* GraphQL */ `
        subscription Registers($sectionId: UUID!) { registerChanged(sectionId: $sectionId) { id version } }
      `,
      variables: { sectionId },
      field: 'registerChanged',
      isWhole: (shown) => 'version' in shown,
    },
    {
      topic: topic('attendance.board', schoolId),
      query: /* GraphQL */ `
        subscription Board($organizationId: UUID!) {
          attendanceBoardChanged(organizationId: $organizationId) { id version section { title } }
        }
      `,
      variables: { organizationId: schoolId },
      field: 'attendanceBoardChanged',
      isWhole: (shown) => Boolean((shown as { section?: { title?: string } }).section?.title),
    },
  ];
}

/** Each person has several; all of one person watch the same. Resolves when each knows from where on it misses nothing. */
async function begin(stage: Stage, count: number, subscribers: Subscriber[]): Promise<void> {
  const { cluster, school } = stage;
  const watched = watchedBy(stage);
  const waiting = () => subscribers.filter(({ hasBegun }) => !hasBegun).map(({ state }) => state);
  while (subscribers.length < count) {
    const person = subscribers.length % school.overseers.length;
    const bearer = async () => `Bearer ${await stage.tokenOf(school.overseers[person] ?? '')}`;
    subscribers.push(new Subscriber(cluster.url, bearer, watched[person % 2 === 0 ? 0 : 1]));
    const isTurn = subscribers.length % atOnce === 0 || subscribers.length === count;
    if (isTurn) await until('subscribed', waiting, ({ length }) => length === 0, patienceMs);
  }
}

interface Cutting {
  readonly subscribers: readonly Subscriber[];
  readonly random: Random;
  readonly plan: readonly CutName[];
  readonly changes: Changes;
  readonly events: number;
}

/** One cut after the other, each when so much of the work is done, and at any moment of it. */
async function cut(stage: Stage, { subscribers, random, plan, changes, events }: Cutting): Promise<void> {
  const ways = cutsOf(stage, subscribers, random);
  for (const [index, name] of plan.entries()) {
    await until(
      'changes',
      () => changes.made,
      (made) => made >= (events * index) / plan.length,
      patienceMs,
    );
    await pause(random.below(300));
    await ways[name]();
  }
}

/** The number of each event on each topic, once there are so many. */
async function logged(
  { liveLog }: Stage,
  subscribers: readonly Subscriber[],
  since: number,
  least: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const topics = [...new Set(subscribers.map(({ watched }) => watched.topic))];
  const read = async (name: string) => (await liveLog.read(name, since, 100_000)).map(({ number }) => number);
  const entries = topics.map(async (name) => {
    const numbers = await until(
      `told on ${name}`,
      () => read(name),
      (seen) => seen.length >= least,
    );
    return [name, numbers] as const;
  });
  return new Map(await Promise.all(entries));
}

interface Faults {
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** Events that the topic does not have. */
  readonly strange: number;
}

function faultsIn(cursors: readonly number[], told: readonly number[]): Faults {
  const [got, known] = [new Set(cursors), new Set(told)];
  return {
    lost: told.filter((number) => !got.has(number)).length,
    doubled: cursors.length - got.size,
    outOfOrder: cursors.filter((number, index) => number < (cursors[index - 1] ?? 0)).length,
    strange: cursors.filter((number) => !known.has(number)).length,
  };
}

function sum(one: Faults, other: Faults): Faults {
  return {
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    outOfOrder: one.outOfOrder + other.outOfOrder,
    strange: one.strange + other.strange,
  };
}

interface Run {
  readonly subscribers: readonly Subscriber[];
  readonly plan: readonly CutName[];
  readonly seconds: number;
}

/** What was done, for whoever reads the long run's output. */
async function report(stage: Stage, { subscribers, plan, seconds }: Run): Promise<void> {
  const total = (of: (one: Subscriber) => number) => subscribers.reduce((all, one) => all + of(one), 0);
  const times = Object.entries(Object.groupBy(plan, (name) => name)).map(
    ([name, each]) => `${name} ${each.length}`,
  );
  const megabytes = (await figureOf(stage, 'process_resident_memory_bytes')) / 2 ** 20;
  const said = [
    `${subscribers.length} subscribers were told ${total(({ cursors }) => cursors.length)} events over`,
    `${total(({ connections }) => connections)} connections in ${seconds.toFixed(0)} s, while was cut: ${times.join(', ')};`,
    `${total(({ partial }) => partial)} events lacked what another service did not answer; the gateway's process holds ${megabytes.toFixed(0)} MB`,
  ];
  process.stdout.write(`${said.join(' ')}\n`);
}
