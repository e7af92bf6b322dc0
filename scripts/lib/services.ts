import { fileURLToPath } from 'node:url';
import { TokenReader } from '@learnova/platform/actor';
import { InProcessAsks } from '@learnova/platform/ask/asks';
import { CannotStart } from '@learnova/platform/cannot-start';
import { type Environment, readConfig, withOwn } from '@learnova/platform/config';
import { install } from '@learnova/platform/install';
import { silent } from '@learnova/platform/log';
import { freePort } from '@learnova/platform/ports';
import { installation } from '@learnova/platform/profile';
import { Running } from '@learnova/platform/running';
import { audience, issuer } from '@learnova/schema/claims';
import {
  gatewayPort,
  type ServiceName,
  serviceNames,
  services,
  workersPort,
} from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { createLocalJWKSet } from 'jose';
import { type Program, startProgram } from './process.ts';

export type ProcessName = ServiceName | 'workers' | 'gateway';

export interface Services {
  /** Where the gateway listens. */
  readonly url: string;
  readonly ports: Readonly<Record<ProcessName, number>>;
  readonly programs: ReadonlyMap<ProcessName, Program>;
  /** Starts one of them again that has ended, on its own port. @param more settings over those of all */
  restart(name: ProcessName, more?: Environment): Promise<void>;
  /** Starts one process more of this name, which is ready then. Whoever asked for it stops it. */
  another(name: ProcessName, more?: Environment, port?: number): Promise<Another>;
  stop(): Promise<void>;
}

/** A process beside the one that `Services` counts by its name. */
export interface Another {
  readonly port: number;
  readonly program: Program;
}

export interface ServicesOptions {
  /** Besides `DATABASE_URL` and `REDIS_URL`: the files of keys, waits, channels. */
  readonly environment: Environment;
  /** Runs after the migrations, before the processes start. */
  readonly prepare?: (running: readonly Running[]) => Promise<unknown>;
  /** Those of the plan, or free ones. */
  readonly ports: 'planned' | 'free';
  readonly onLine?: (line: string) => void;
}

/** Where the plan has each of them listen. */
export const plannedPorts: Readonly<Record<ProcessName, number>> = {
  gateway: gatewayPort,
  ...(Object.fromEntries(serviceNames.map((name) => [name, services[name].port])) as Record<
    ServiceName,
    number
  >),
  workers: workersPort,
};

const root = new URL('../../', import.meta.url);
const path = (file: string) => fileURLToPath(new URL(file, root));

/** The whole system as separate processes: each subgraph, the workers, the gateway. Migrates the database first. */
export async function startServices({
  environment,
  prepare,
  ports: choice,
  onLine,
}: ServicesOptions): Promise<Services> {
  const { DATABASE_URL } = readConfig(installation, environment);
  await install(DATABASE_URL, subgraphs);
  if (prepare) await withRunning(DATABASE_URL, environment, prepare);
  const ports = await portsFor(choice);
  const addresses = serviceNames.map((name) => [
    `SUBGRAPH_URL_${name.toUpperCase()}`,
    `http://127.0.0.1:${ports[name]}/graphql`,
  ]);
  const own = { HOST: '127.0.0.1', ...Object.fromEntries(addresses), ...environment };
  const common = withOwn(process.env, own);
  const programs = new Map<ProcessName, Program>();
  const begin = (name: ProcessName, port: number, more: Environment = {}) => {
    const own = name === 'gateway' ? gatewayEnvironment(ports, environment) : {};
    return startProgram(
      fileOf(name),
      [],
      withOwn(common, { ...own, ...more, PORT: String(port) }),
      onLine ?? (() => undefined),
    );
  };
  const start = (name: ProcessName, more?: Environment) => {
    const program = begin(name, ports[name], more);
    programs.set(name, program);
    return program;
  };
  for (const name of serviceNames) start(name);
  start('workers');
  start('gateway');
  const url = `http://127.0.0.1:${ports.gateway}`;
  const stop = async () => {
    await Promise.all([...programs.values()].map((program) => program.stop(20_000)));
  };
  try {
    for (const [name, program] of programs) await untilReady(name, ports[name], program);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    ports,
    programs,
    restart: (name, more) => untilReady(name, ports[name], start(name, more)),
    another: async (name, more, port) => {
      const at = port ?? (await freePort());
      const program = begin(name, at, more);
      try {
        await untilReady(name, at, program);
      } catch (error) {
        await program.stop(20_000);
        throw error;
      }
      return { port: at, program };
    },
    stop,
  };
}

function fileOf(name: ProcessName): string {
  const folder = name === 'gateway' || name === 'workers' ? name : `subgraphs/${name}`;
  return path(`${folder}/src/main.ts`);
}

function gatewayEnvironment(
  ports: Readonly<Record<ProcessName, number>>,
  { SUPERGRAPH = path('schema/supergraph.graphql') }: Environment,
): Record<string, string> {
  return {
    SUPERGRAPH,
    ROUTES: path('schema/routes.json'),
    JWKS_URL: `http://127.0.0.1:${ports.users}/routes/jwks`,
    TOKEN_ISSUER: issuer,
    TOKEN_AUDIENCE: audience.graph,
    WORKERS_URL: `http://127.0.0.1:${ports.workers}`,
  };
}

async function portsFor(choice: 'planned' | 'free'): Promise<Services['ports']> {
  if (choice === 'planned') return plannedPorts;
  const free = { ...plannedPorts };
  for (const name of Object.keys(free) as ProcessName[]) free[name] = await freePort();
  return free;
}

async function untilReady(name: ProcessName, port: number, program: Program): Promise<void> {
  let ended = false;
  void program.exited.then(() => {
    ended = true;
  });
  const tooLate = performance.now() + 60_000;
  while (performance.now() < tooLate) {
    const ready = await isReady(port);
    // Asked first and looked at afterwards: where it has ended, somebody else has answered at its port.
    if (ended) throw new CannotStart(`${name} ended instead of starting.`);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new CannotStart(`${name} is not ready after a minute.`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(2_000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch (error) {
    // By name: under jest `fetch` throws the errors of another realm.
    if (['TypeError', 'TimeoutError'].includes((error as Error).name)) return false;
    throw error;
  }
}

/** The subgraphs in this process for as long as the work takes: to write a school. */
export async function withRunning(
  databaseUrl: string,
  environment: Environment,
  work: (running: readonly Running[]) => Promise<unknown>,
) {
  const asks = new InProcessAsks();
  const running = await Promise.all(
    subgraphs.map((subgraph) =>
      Running.start(subgraph, {
        databaseUrl,
        environment,
        asks,
        log: silent,
        tokens: new TokenReader(createLocalJWKSet({ keys: [] })),
        liveLog: { position: async () => 0 },
        readmitAfterMs: 60_000,
      }),
    ),
  );
  try {
    await work(running);
  } finally {
    await Promise.all(running.map((service) => service.close()));
  }
}
