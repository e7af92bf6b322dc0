import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { settled } from '../kit/settled.ts';
import { rememberRows, rowsWritten } from '../matrix/memory.ts';
import { inDatabase } from '../matrix/scene.ts';
import { BallotStory, dumped, tracesOf, untilCounted, voters } from './ballots.ts';

/** A system with the small school, and where all that it writes can be searched. */
export interface Place {
  readonly url: string;
  readonly school: SmallSchool;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly log: readonly string[];
  advance(milliseconds: number): Promise<void>;
}

/** Seven ballots show nothing that lets one find the eighth: tables, queues, logs and two dumps are searched. */
export async function castBallots(place: Place): Promise<void> {
  const story = new BallotStory(place.url, place.school, place.databaseUrl);
  await rememberRows(place.databaseUrl);
  await story.begin();
  const ready = [];
  for (const who of voters) ready.push(await story.prepare(who));
  const cast = ready.map((ballot) => ({ ballot, requestId: randomUUID() }));
  const last = cast.at(-1);
  if (!last) throw new Error('nobody votes');
  for (const { ballot, requestId } of cast.slice(0, -1))
    expect(await story.cast(ballot, requestId)).toEqual({ wasCastBefore: false });

  // Whoever has a copy from before the eighth ballot and one from after it sees that a pot was written, and no more.
  await untilCounted(place.databaseUrl);
  await inDatabase(place.databaseUrl, (client) => settled(client));
  const before = await dumped(place.databaseUrl);
  expect(await story.cast(last.ballot, last.requestId)).toEqual({ wasCastBefore: false });
  const after = await dumped(place.databaseUrl);
  const changed = [...after.keys()].filter((table) => before.get(table) !== after.get(table));
  expect(changed.filter((table) => table.startsWith('feedback.'))).toEqual(['feedback.ballot_pot']);
  expect(await story.cast(last.ballot, last.requestId)).toEqual({ wasCastBefore: true });
  expect(await story.seen()).toEqual({ respondedCount: voters.length, result: null });

  const traces = cast.flatMap(({ ballot, requestId }) => tracesOf(ballot, requestId));
  expect(placesWith(traces, await searched(place))).toEqual([]);

  // All of them come out of the pot at once, and none shows which it was.
  const { result } = await story.end(place.advance);
  expect(result?.ballotCount).toBe(voters.length);
  const words = cast.map(({ ballot }) => ballot.words);
  expect(result?.questions[2]?.texts.toSorted()).toEqual(words.toSorted());
  const rows = (await dumped(place.databaseUrl)).get('feedback.ballot')?.split('\n') ?? [];
  const own = rows.filter((row) => words.some((word) => row.includes(word)));
  expect(own).toHaveLength(voters.length);
  expect(new Set(own.map((row) => row.split(' ')[1])).size).toBe(1);
  const ids = own.map((row) => /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{22}/.exec(row)?.[0]);
  expect(ids).toEqual(ids.toSorted());
  // What was said is where it belongs; of papers, signatures and requests nothing is left anywhere.
  const places = new Map(await searched(place));
  places.delete('feedback.ballot');
  expect(placesWith(traces, places)).toEqual([]);
}

/** Tables as they are, each row of queue, outbox, inbox and live log that ever was, Redis, and all logs. */
async function searched({ databaseUrl, redisUrl, log }: Place): Promise<ReadonlyMap<string, string>> {
  const written = [...(await rowsWritten(databaseUrl))].map(
    ([table, rows]) => [`once ${table}`, rows.join('\n')] as const,
  );
  const redis = redisUrl === null ? [] : [['redis', await inRedis(redisUrl)] as const];
  const tables = new Map(await dumped(databaseUrl));
  tables.delete('public.memory');
  return new Map([...tables, ...written, ...redis, ['log', log.join('\n')]]);
}

function placesWith(traces: readonly string[], places: ReadonlyMap<string, string>): string[] {
  return [...places].flatMap(([place, text]) =>
    traces.some((trace) => text.includes(trace)) ? [place] : [],
  );
}

async function inRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const found: unknown[] = [];
    for (const key of await redis.keys('*')) {
      const type = await redis.type(key);
      if (type === 'string') found.push(await redis.get(key));
      if (type === 'hash') found.push(await redis.hgetall(key));
      if (type === 'list') found.push(await redis.lrange(key, 0, -1));
      if (type === 'set') found.push(await redis.smembers(key));
      if (type === 'zset') found.push(await redis.zrange(key, 0, -1));
      if (type === 'stream') found.push(await redis.xrange(key, '-', '+'));
      found.push(key);
    }
    return JSON.stringify(found);
  } finally {
    redis.disconnect();
  }
}
