import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { wasOvertaken } from '@learnova/platform/overtaken';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Book } from '../../platform/tests/shelf/book.entity.ts';
import { shelf } from '../../platform/tests/shelf/shelf.subgraph.ts';

/**
 * A correction and the end of the grace time changed the same days at the same moment, and a guardian kept a message that was
 * never corrected: of several rows in one flush, MikroORM compared the versions before it updated and not while it did.
 */
let school: TestSubgraph;
beforeAll(async () => {
  school = await TestSubgraph.start(shelf);
});
afterAll(() => school.close());

test('of two who change the same two things at once, the second is told that it was overtaken', async () => {
  const ids = [newId(), newId()];
  const { em: writing } = school.request();
  for (const id of ids) writing.persist(Object.assign(new Book(), { id, ownerId: newId(), title: 'First' }));
  await writing.flush();

  const [fast, slow] = [school.request().em, school.request().em];
  for (const em of [fast, slow]) {
    for (const book of await em.find(Book, { id: { $in: ids } })) book.title = em === fast ? 'Fast' : 'Slow';
  }
  await fast.begin();
  await fast.flush();
  const second = slow.flush().then(
    () => 'stored',
    (error: unknown) => (wasOvertaken(error) ? 'overtaken' : error),
  );
  await waitsForALock();
  await fast.commit();

  expect(await second).toBe('overtaken');
  const titles = (await school.request().em.find(Book, { id: { $in: ids } })).map(({ title }) => title);
  expect(titles).toEqual(['Fast', 'Fast']);
});

async function waitsForALock(): Promise<void> {
  const sql = `select 1 from pg_locks where not granted and pid in
    (select pid from pg_stat_activity where datname = current_database())`;
  for (;;) {
    const rows = await school.request().em.getConnection().execute<unknown[]>(sql);
    if (rows.length > 0) return;
  }
}
