import 'reflect-metadata';
import { isOperators } from '@learnova/platform/cannot-start';
import { readConfig } from '@learnova/platform/config';
import { drainOnSignal } from '@learnova/platform/drain';
import { createLog } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';
import { Profile } from '@learnova/platform/profile';
import { startOverHttp } from '@learnova/platform/subgraph-process';
import { healthServer } from './health.ts';
import { subgraphs } from './subgraphs.ts';
import { workersModel } from './workers.config.ts';
import { startWorkers } from './workers.ts';

async function main(): Promise<void> {
  const settings = readConfig(workersModel);
  const log = createLog('workers', settings.LOG_LEVEL);
  const profile = new Profile(settings, log);
  const metrics = createMetrics();
  const parts = { keys: settings.SERVICE_KEYS_FOLDER, poolSize: settings.POOL_SIZE, log };
  const running = await Promise.all(subgraphs.map((subgraph) => startOverHttp(subgraph, profile, parts)));
  const workers = await startWorkers({ running, profile, log, metrics });
  const health = healthServer(workers, metrics);
  log.info({ url: await health.listen({ port: settings.PORT, host: settings.HOST }) }, 'the workers work');
  drainOnSignal(async () => {
    await health.close();
    await workers.stop();
    await Promise.all(running.map((service) => service.close()));
    await profile.close();
  }, log);
}

main().catch((error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${isOperators(error) ? message : stack}\n`);
  process.exit(1);
});
