import { install } from '@learnova/platform/install';
import { prepareOften } from '@learnova/platform/prepared';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { Pool, type PoolClient } from 'pg';

type Database = Awaited<ReturnType<typeof testDatabase>>;

describe('what a connection hears often is planned once', () => {
  let database: Database;
  let pool: Pool;
  let client: PoolClient;
  beforeAll(async () => {
    database = await testDatabase({ template: 'platform', installAll: (url) => install(url, []) });
  }, 60_000);
  afterAll(() => database?.drop());
  beforeEach(async () => {
    pool = new Pool({ connectionString: database.url, max: 1 });
    prepareOften(pool);
    client = await pool.connect();
  });
  afterEach(async () => {
    // Ended with its session, so that nothing of it is there when the database is dropped.
    client.release(true);
    await pool.end();
  });

  const prepared = async () => {
    const { rows } = await client.query<{ statement: string }>(
      'select statement from pg_prepared_statements',
    );
    return rows.map(({ statement }) => statement);
  };
  const hear = async (text: string, times: number) => {
    for (let i = 0; i < times; i++) expect((await client.query(text, [i])).rows).toEqual([{ n: i }]);
  };

  test('from the third hearing on, with the same answers', async () => {
    await hear('select $1::int as n', 2);
    expect(await prepared()).toEqual([]);
    await hear('select $1::int as n', 9);
    expect(await prepared()).toEqual(['select $1::int as n']);
  });

  test('no more than sixty-four, and what is beyond them answers as before', async () => {
    for (let k = 0; k < 70; k++) await hear(`select $1::int as n /* ${k} */`, 4);
    expect(await prepared()).toHaveLength(64);
  });

  test('a statement that was refused is heard again, and a refused transaction leaves it as it was', async () => {
    const text = 'select 1 / $1::int as n';
    for (let i = 0; i < 5; i++)
      await expect(client.query(text, [0])).rejects.toMatchObject({ code: '22012' });
    await client.query('begin');
    await expect(client.query(text, [0])).rejects.toMatchObject({ code: '22012' });
    await client.query('rollback');
    expect((await client.query(text, [1])).rows).toEqual([{ n: 1 }]);
  });

  test('one that its table has outgrown is planned anew', async () => {
    await client.query('create temporary table grown (id int, n int)');
    await client.query('insert into grown values (7, 0), (7, 1), (7, 2), (7, 3)');
    const text = 'select n from grown where n = $1';
    await hear(text, 4);
    await client.query('alter table grown add column late int, drop column id');
    await hear(text, 4);
  });
});
