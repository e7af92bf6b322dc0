import { TokenReader } from '@learnova/platform/actor';
import { InProcessAsks } from '@learnova/platform/ask/asks';
import { CannotStart } from '@learnova/platform/cannot-start';
import { newId } from '@learnova/platform/ids';
import { install } from '@learnova/platform/install';
import { silent } from '@learnova/platform/log';
import { Refusal } from '@learnova/platform/refusal';
import { Running } from '@learnova/platform/running';
import type { Founding } from '@learnova/schema/founding';
import { subgraphs } from '@learnova/workers/subgraphs';
import { createLocalJWKSet } from 'jose';

/** Migrates the database of an installation. */
export async function prepare(databaseUrl: string): Promise<void> {
  await install(databaseUrl, subgraphs);
}

/**
 * Each subgraph its part. Without its settings, since keys of an installation are no matter of this.
 * @throws CannotStart with the words of whoever refuses
 */
export async function found(databaseUrl: string, founding: Founding): Promise<void> {
  for (const { settings: _keys, ...subgraph } of subgraphs.filter(({ found }) => found)) {
    const running = await Running.start(subgraph, {
      databaseUrl,
      poolSize: 1,
      asks: new InProcessAsks(),
      log: silent,
      tokens: new TokenReader(createLocalJWKSet({ keys: [] })),
      liveLog: { position: async () => 0 },
      readmitAfterMs: 60_000,
    });
    const actor = { kind: 'service', service: running.name } as const;
    try {
      await subgraph.found?.(running.request({ id: newId(), actor, operation: 'found' }), founding);
    } catch (error) {
      throw error instanceof Refusal ? new CannotStart(error.message) : error;
    } finally {
      await running.close();
    }
  }
}
