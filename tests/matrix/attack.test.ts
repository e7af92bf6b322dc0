import { withRedis } from '@learnova/platform/testing/profiles';
import { attackAsks } from './attack.asks.ts';
import { attackEntities } from './attack.entities.ts';
import { attackLive } from './attack.live.ts';
import { Attack } from './attack.ts';
import { attackWays } from './attack.ways.ts';

withRedis('a school whose ports somebody tries', (profile) => {
  let attack: Attack;
  beforeAll(async () => {
    attack = await Attack.begin(profile);
  }, 120_000);
  afterAll(() => attack?.close(), 60_000);

  describe('at the ways to the services', () => attackWays(() => attack));
  describe('at the `_entities` door of each service', () => attackEntities(() => attack));
  describe('at the live doors of the owners', () => attackLive(() => attack));
  describe('at the doors between services', () => attackAsks(() => attack));

  test('what the processes say of it all names nobody, and nothing broke', () => {
    expect(attack.logFaults()).toEqual([]);
  });
});
