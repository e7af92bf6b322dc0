import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from '@learnova/platform/metrics';
import { eventually } from '@learnova/platform/testing/eventually';
import { quick, RelayWorld } from '../../platform/tests/relay-world.ts';
import { startProgram } from '../../scripts/lib/process.ts';

/** `npm run dead-letters -- --discard` forgot the job and not its message: the relay's next sweep ordered it again. */
let world: RelayWorld;
beforeAll(async () => {
  world = await RelayWorld.start(null);
});
afterAll(() => world.close());

const script = join(__dirname, '../../scripts/dead-letters.ts');

async function deadLetters(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const environment = { DATABASE_URL: world.databaseUrl };
  const program = startProgram(script, args, environment, (line) => lines.push(line));
  await program.exited;
  return lines.join('\n');
}

test('a dead letter that was discarded does not come back', async () => {
  const queue = await world.queue();
  await world.work(queue, async ({ name }) => {
    if (name.startsWith('attendance')) throw new Error('it can never be done');
  });
  const metrics = createMetrics();
  await world.relay({ queue, metrics, settings: { ...quick, sweepAfterMs: 20 } });
  const messageId = await world.write('users');
  const [dead] = await eventually(
    () => queue.dead(),
    (jobs) => jobs.length === 1,
  );
  expect(await deadLetters()).toContain(`${dead?.id}  attendance.on-users.role-changed`);
  expect(await deadLetters('--discard', dead?.id ?? '')).toContain(`discarded ${dead?.id}`);
  // A message leaves the outbox when nobody has to deal with it any more.
  await eventually(
    () => world.unsettled(),
    (count) => count === 0,
  );
  expect(await queue.dead()).toEqual([]);
  expect(await world.effects()).toEqual([`${messageId} users.on-users.role-changed`]);
});
