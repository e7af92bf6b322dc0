import { readFile } from 'node:fs/promises';
import { type ServiceName, services } from '@learnova/schema/services';
import { createRemoteJWKSet, customFetch, type JWK } from 'jose';
import { z } from 'zod';
import { TokenReader } from './actor.ts';
import { HttpAsks, InProcessAsks } from './ask/asks.ts';
import { SignedCredentials } from './ask/service-credentials.ts';
import { isOperators } from './cannot-start.ts';
import { type Environment, readConfig, urlList, wholeNumber } from './config.ts';
import { drainOnSignal } from './drain.ts';
import { keySetOptions } from './key-set.ts';
import { createLog, type Logger } from './log.ts';
import type { Subgraph } from './manifest.ts';
import { createMetrics } from './metrics.ts';
import { type Installation, installation, Profile } from './profile.ts';
import { Reach } from './reach.ts';
import { requireInstalled } from './require-installed.ts';
import { Running } from './running.ts';
import { httpServer } from './serve.ts';

/** What a process of one subgraph reads, besides the installation and the subgraph's own settings. */
export const subgraphModel = installation.extend({
  HOST: z.string().default('0.0.0.0').describe('Address to listen at.'),
  PORT: wholeNumber(0, "Port to listen at; the service's own of the plan if left out."),
  POOL_SIZE: wholeNumber(8, 'Connections to PostgreSQL at most.'),
  SERVICE_KEYS_FOLDER: z
    .string()
    .describe('Folder with the private keys of the services that run here: `<service>.jwk.json`.'),
});

/** Starts a subgraph as a process of its own, until a signal ends it. */
export async function serve(subgraph: Subgraph): Promise<void> {
  try {
    const settings = readConfig(subgraphModel);
    const log = createLog(subgraph.name, settings.LOG_LEVEL);
    const profile = new Profile(settings, log);
    const running = await startOverHttp(subgraph, profile, {
      keys: settings.SERVICE_KEYS_FOLDER,
      poolSize: settings.POOL_SIZE,
      log,
    });
    const server = httpServer(running, createMetrics());
    const url = await server.listen({
      port: settings.PORT || services[subgraph.name].port,
      host: settings.HOST,
    });
    log.info({ url }, 'the subgraph listens');
    drainOnSignal(async () => {
      await server.close();
      await running.close();
      await profile.close();
    }, log);
  } catch (error) {
    if (!isOperators(error)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

interface Parts {
  readonly keys: string;
  readonly poolSize: number;
  readonly log: Logger;
  readonly environment?: Environment;
}

/** A running subgraph whose neighbours are reached over HTTP: in a process of its own, or beside others in the workers'. */
export async function startOverHttp(subgraph: Subgraph, profile: Profile, parts: Parts): Promise<Running> {
  const { settings } = profile;
  const others = servicesAt(parts.environment);
  await requireInstalled(settings.DATABASE_URL, subgraph);
  const file = `${parts.keys}/${subgraph.name}.jwk.json`;
  const readKey = async () => JSON.parse(await readFile(file, 'utf8')) as JWK;
  // Missing, it is told at the start.
  await readKey();
  const asks = new InProcessAsks(
    new HttpAsks(others, new SignedCredentials(subgraph.name, readKey, others.users)),
  );
  const running = await Running.start(subgraph, {
    ...resourcesOf(settings, parts),
    asks,
    tokens: new TokenReader(
      createRemoteJWKSet(new URL('http://users/routes/jwks'), {
        ...keySetOptions(settings.JWKS_MAX_AGE_MS),
        [customFetch]: (_url, init) => others.users.fetch('/routes/jwks', init),
      }),
    ),
    liveLog: profile.liveLog,
  });
  asks.register(subgraph.name, running);
  return running;
}

function resourcesOf(settings: Installation, { poolSize, log, environment }: Parts) {
  return {
    databaseUrl: settings.DATABASE_URL,
    readmitAfterMs: settings.READMIT_AFTER_MS,
    poolSize,
    log,
    environment,
  };
}

/**
 * Where each service listens: `SUBGRAPH_URL_<NAME>`, several separated by commas, else its port of the plan on this machine. Their
 * paths do not count.
 */
export function servicesAt(environment?: Environment): Record<ServiceName, Reach> {
  const names = Object.keys(services) as ServiceName[];
  const variable = (name: ServiceName) => `SUBGRAPH_URL_${name.toUpperCase()}`;
  const model = z.object(Object.fromEntries(names.map((name) => [variable(name), urlList])));
  const given = readConfig(model, environment);
  const reach = (name: ServiceName) => {
    const urls = given[variable(name)] ?? [];
    const planned = `http://127.0.0.1:${services[name].port}`;
    return new Reach(urls.length > 0 ? urls.map((url) => new URL(url).origin) : [planned]);
  };
  return Object.fromEntries(names.map((name) => [name, reach(name)])) as Record<ServiceName, Reach>;
}
