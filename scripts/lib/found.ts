import { TokenReader } from '@learnova/platform/actor';
import { InProcessAsks } from '@learnova/platform/ask/asks';
import { CannotStart } from '@learnova/platform/cannot-start';
import { newId } from '@learnova/platform/ids';
import { install } from '@learnova/platform/install';
import { silent } from '@learnova/platform/log';
import type { Subgraph } from '@learnova/platform/manifest';
import { Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Running } from '@learnova/platform/running';
import type { Founding, Recovery } from '@learnova/schema/founding';
import { subgraphs } from '@learnova/workers/subgraphs';
import { createLocalJWKSet } from 'jose';

/** Migrates the database of an installation. */
export async function prepare(databaseUrl: string): Promise<void> {
  await install(databaseUrl, subgraphs);
}

/** Each subgraph its part of a new installation. @throws CannotStart with the words of whoever refuses */
export async function found(databaseUrl: string, founding: Founding): Promise<void> {
  const founds = subgraphs.filter((subgraph) => subgraph.found);
  await each(databaseUrl, founds, 'found', async ({ found }, request) => found?.(request, founding));
}

/** Another password for an administrator. @throws CannotStart with the words of whoever refuses */
export async function recover(databaseUrl: string, recovery: Recovery): Promise<void> {
  const recovers = subgraphs.filter((subgraph) => subgraph.recover);
  await each(databaseUrl, recovers, 'recover', async ({ recover }, request) => recover?.(request, recovery));
}

/** Without their settings, since keys of an installation are no matter of this. */
async function each(
  databaseUrl: string,
  concerned: readonly Subgraph[],
  operation: string,
  work: (subgraph: Subgraph, request: Request) => Promise<void>,
): Promise<void> {
  for (const { settings: _keys, ...subgraph } of concerned) {
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
      await work(subgraph, running.request({ id: newId(), actor, operation }));
    } catch (error) {
      throw error instanceof Refusal ? new CannotStart(error.message) : error;
    } finally {
      await running.close();
    }
  }
}
