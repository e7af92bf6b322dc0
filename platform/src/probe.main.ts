import { basename } from 'node:path';
import { gatewayPort, services, workersPort } from '@learnova/schema/services';
import { z } from 'zod';
import { readConfig, wholeNumber } from './config.ts';

const { PORT } = readConfig(
  z.object({ PORT: wholeNumber(0, 'Port of the process; its own of the plan if left out.') }),
);
const planned: Readonly<Record<string, number>> = {
  gateway: gatewayPort,
  workers: workersPort,
  ...Object.fromEntries(Object.entries(services).map(([name, { port }]) => [name, port])),
};

/** The health check of an image, whose working directory is the folder of its package: 0 when the process can serve. */
const port = PORT || planned[basename(process.cwd())];
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  process.stdout.write(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`nobody answers at port ${port}: ${(error as Error).message}`);
  process.exitCode = 1;
}
