import { afterEach, expect, test } from '@jest/globals';
import { silent } from '../src/log.ts';
import { MemoryRates } from '../src/rates/memory-rates.ts';
import type { Rates } from '../src/rates/rates.ts';
import { RedisRates } from '../src/rates/redis-rates.ts';
import { inEachProfile, withRedis } from '../src/testing/profiles.ts';
import { startRedis } from '../src/testing/redis.ts';

const opened: Rates[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((rates) => rates.close()));
});

let names = 0;
/** A key of its own for each test. */
const fresh = () => `test-${process.pid}-${performance.now()}-${names++}`;

async function open(redisUrl: string | null, namespace = 'rates'): Promise<Rates> {
  const rates = redisUrl
    ? new RedisRates({ redisUrl, namespace, log: silent, patienceMs: 2_000 })
    : new MemoryRates();
  opened.push(rates);
  return rates;
}

const hour = { capacity: 100, windowMs: 3_600_000 };

inEachProfile('rates', ({ redisUrl }) => {
  test('as much as there is may be taken at once, and no more', async () => {
    const rates = await open(redisUrl);
    const key = fresh();
    expect(await rates.take(key, 60, hour)).toEqual({ retryAfterMs: 0, left: 40 });
    const refused = await rates.take(key, 41, hour);
    expect(refused.left).toBe(40);
    // One point comes back in 36 seconds.
    expect(refused.retryAfterMs).toBeGreaterThan(35_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(36_000);
    expect((await rates.take(key, 40, hour)).retryAfterMs).toBe(0);
    expect((await rates.take(key, 1, hour)).retryAfterMs).toBeGreaterThan(0);
    expect((await rates.take(fresh(), 100, hour)).retryAfterMs).toBe(0);
  });

  test('it comes back evenly with time', async () => {
    const rates = await open(redisUrl);
    const key = fresh();
    const rules = { capacity: 10, windowMs: 500 };
    expect((await rates.take(key, 10, rules)).retryAfterMs).toBe(0);
    const { retryAfterMs } = await rates.take(key, 2, rules);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(100);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 5));
    expect((await rates.take(key, 2, rules)).retryAfterMs).toBe(0);
  });

  test('more than there can ever be counts as all of it', async () => {
    const rates = await open(redisUrl);
    const key = fresh();
    expect(await rates.take(key, 1_000_000, hour)).toEqual({ retryAfterMs: 0, left: 0 });
    expect((await rates.take(key, 1_000_000, hour)).retryAfterMs).toBeGreaterThan(3_500_000);
  });

  test('of many at the same moment no more pass than may', async () => {
    const rates = await open(redisUrl);
    const key = fresh();
    const taken = await Promise.all(Array.from({ length: 50 }, () => rates.take(key, 10, hour)));
    expect(taken.filter(({ retryAfterMs }) => retryAfterMs === 0)).toHaveLength(10);
  });
});

withRedis('rates over Redis', ({ redisUrl }) => {
  test('all processes count together, each installation by itself', async () => {
    const [one, two, other] = [await open(redisUrl), await open(redisUrl), await open(redisUrl, 'other')];
    const key = fresh();
    await one.take(key, 100, hour);
    expect((await two.take(key, 1, hour)).retryAfterMs).toBeGreaterThan(0);
    expect((await other.take(key, 1, hour)).retryAfterMs).toBe(0);
  });

  test('while Redis is away each process counts alone, at once', async () => {
    const server = await startRedis();
    const rates = await open(server.url);
    const key = fresh();
    await rates.take(key, 100, hour);
    expect((await rates.take(key, 100, hour)).retryAfterMs).toBeGreaterThan(0);
    await server.stop();
    const start = performance.now();
    expect((await rates.take(key, 100, hour)).retryAfterMs).toBe(0);
    expect((await rates.take(key, 100, hour)).retryAfterMs).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});
