// Loaded before a program that is measured: on SIGUSR2 it throws away what nobody needs and tells what is left.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

process.on('SIGUSR2', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  // What is freed by the first may have held what is outside of the heap.
  for (let n = 0; n < 2; n += 1) collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.stdout.write(`memory ${JSON.stringify({ pid: process.pid, heapUsed, external, rss })}\n`);
});
