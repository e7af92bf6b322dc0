import { silent } from '@learnova/platform/log';
import { BullQueue } from '@learnova/platform/queue/bullmq';

/** Takes jobs of the queue at the place it is given, says so, and never finishes one: made to be killed. */
const place = JSON.parse(process.argv[2] ?? '');
const queue = await BullQueue.open({ place, log: silent, lockMs: 300, stalledMs: 50 });
await queue.work(async (job) => {
  process.stdout.write(`${job.attempt}\n`);
  await new Promise(() => undefined);
}, 1);
