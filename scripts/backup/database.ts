import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { readConfig } from '@learnova/platform/config';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { Client } from 'pg';
import { z } from 'zod';
import { addressFile } from '../lib/address-file.ts';
import { requireDatabase } from '../lib/servers.ts';

export interface Database {
  readonly url: string;
  readonly profile: 'embedded' | 'services';
}

/** `DATABASE_URL`, where it is set. */
export function givenDatabase(): string | undefined {
  return readConfig(z.object({ DATABASE_URL: z.url().optional() })).DATABASE_URL;
}

/** The database of `DATABASE_URL`, or of the data folder: that of the system which runs from it, or else started for the while. */
export async function withDatabase(data: string, work: (database: Database) => Promise<void>): Promise<void> {
  const given = givenDatabase();
  if (given) {
    await requireDatabase(given);
    return work({ url: given, profile: 'services' });
  }
  const running = await addressIn(data);
  if (running) return work({ url: running, profile: 'embedded' });
  const dataDir = join(data, 'postgres');
  if (!existsSync(dataDir))
    throw new CannotStart(
      `There is no database in ${data}: name the folder by --data, or a database by DATABASE_URL.`,
    );
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  try {
    await work({ url: postgres.url, profile: 'embedded' });
  } finally {
    await postgres.stop();
  }
}

/** Where a system that runs from the folder has its database; one that was killed may have left an address. */
async function addressIn(data: string): Promise<string | undefined> {
  const file = join(data, addressFile);
  if (!existsSync(file)) return undefined;
  const url = await readFile(file, 'utf8');
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return url;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return undefined;
    throw error;
  } finally {
    await client.end();
  }
}
