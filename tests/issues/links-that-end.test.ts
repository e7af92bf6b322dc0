import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Client } from 'pg';
import { Book } from '../../platform/tests/shelf/book.entity.ts';
import { shelf } from '../../platform/tests/shelf/shelf.subgraph.ts';

/**
 * A PostgreSQL that restarted under four transactions left their service without a connection for good, and whoever had sent the
 * commands was told that something went wrong on our side.
 */
let school: TestSubgraph;
beforeAll(async () => {
  const standing = () => ({ sessionEnded: false, roles: [] });
  school = await TestSubgraph.start(shelf, { answers: { 'users.standing': standing } });
});
// A place that is taken for good would keep it from closing for ever.
afterAll(() => Promise.race([school.close(), pause(5_000, undefined, { ref: false })]));

const put = 'mutation ($input: PutBookInput!) { putBook(input: $input) { title } }';
/** More than a service has connections. */
const times = 12;

test('commands whose links to the database end may be sent again, are done once, and leave no connection taken', async () => {
  const anna = school.as(newId());
  const inputs = Array.from({ length: times }, (_, n) => ({ title: `Book ${n}`, idempotencyKey: newId() }));
  const mend = await cutAtBooks(school.databaseUrl);
  for (const input of inputs) {
    const { errors } = await anna.run(put, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', retryable: true } }]);
  }
  await mend();
  for (const input of inputs)
    expect(await anna.data(put, { input })).toEqual({ putBook: { title: input.title } });
  expect(await school.request().em.count(Book, {})).toBe(times);
});

/** Lets the link end over which a book is written. @returns how to mend it */
async function cutAtBooks(databaseUrl: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // where the test fails it stays open until its server ends
  await client.connect();
  const { rows } = await client.query<{ place: string; owner: string }>(
    `select format('%I.%I', schemaname, tablename) as place, format('%I', tableowner) as owner
     from pg_tables where tablename = 'book'`,
  );
  const { place, owner } = rows[0] ?? { place: '', owner: '' };
  await client.query(`
    create schema cuts;
    create function cuts.cut() returns trigger language plpgsql security definer
      as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    grant usage on schema cuts to public;
    set role ${owner};
    create trigger cut before insert on ${place} for each row execute function cuts.cut();
    reset role`);
  return async () => {
    await client.query(
      `set role ${owner}; drop trigger cut on ${place}; reset role; drop schema cuts cascade`,
    );
    await client.end();
  };
}
