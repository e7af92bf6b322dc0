import { wholeNumber } from '@learnova/platform/config';
import { installation } from '@learnova/platform/profile';
import { workersPort } from '@learnova/schema/services';
import { z } from 'zod';

/** What the workers' process reads, besides the settings of the subgraphs whose handlers run in it. */
export const workersModel = installation.extend({
  HOST: z.string().default('0.0.0.0').describe('Address to listen at, for health and metrics.'),
  PORT: wholeNumber(workersPort, 'Port to listen at, for health and metrics.'),
  POOL_SIZE: wholeNumber(4, 'Connections to PostgreSQL at most, for each subgraph.'),
  SERVICE_KEYS_FOLDER: z
    .string()
    .describe('Folder with the private keys of the services that run here: `<service>.jwk.json`.'),
});
