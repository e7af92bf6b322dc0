import { install } from '@learnova/platform/install';
import { addDays } from '@learnova/platform/local-time';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import { frontend } from '../src/subgraph.ts';
import type { FrontendSchool } from './support/school.ts';
import { World } from './support/world.ts';

const today = '2026-03-02';

describe('a school that has long been there', () => {
  let school: FrontendSchool;
  let world: World;
  beforeAll(async () => {
    ({ school, world } = await World.open(today));
    world.publish(school.child, school.section, `${today}T08:00:00.000Z`);
    world.requestLeave(school.child, 'STUDENT', 0, addDays(today, 1));
    world.charge(school.child, 0, addDays(today, 9), 'EUR', 700);
  });
  afterAll(() => school?.close());

  const orders = () =>
    school.rows<{ id: string; payload: object }>('select id, payload from outbox_message where name = $1', [
      RebuildHomes.name,
    ]);
  const filled = async () =>
    Promise.all(
      ['roll', 'open_invoice', 'published_result', 'family_leave', 'waiting_leave'].map(
        async (table) => (await school.rows(`select 1 from ${table} limit 1`)).length > 0,
      ),
    );

  test('gets its first screens as soon as it gets frontend: the order is given once, however many processes start', async () => {
    await school.rows('drop schema frontend cascade');
    const start = () => install(school.subgraph.databaseUrl, [frontend]);
    await Promise.all([start(), start(), start()]);
    await start();
    const [order, ...more] = await orders();
    expect(more).toEqual([]);
    expect(await filled()).toEqual(Array(5).fill(false));
    // Two workers take it up at once.
    const carryOut = () => school.subgraph.carryOut(RebuildHomes, {}, { id: order?.id ?? '' });
    await Promise.all([carryOut(), carryOut()]);
    expect(await filled()).toEqual(Array(5).fill(true));
  });

  test('is given its screens anew by an update that brings a read model, and by no other start', async () => {
    await school.rows('truncate outbox_message');
    await install(school.subgraph.databaseUrl, [frontend]);
    expect(await orders()).toEqual([]);
    const last = frontend.migrations.at(-1)?.name ?? '';
    await school.rows('delete from migration where name = $1', [last]);
    await school.rows('drop table family_leave, leave_day, published_result, waiting_leave');
    await install(school.subgraph.databaseUrl, [frontend]);
    expect(await orders()).toHaveLength(1);
  });
});
