import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from '../cannot-start.ts';
import { freePort, portFault } from '../ports.ts';
import { databaseName, initialise, passwordOf } from './initialise.ts';
import { type Binaries, forgetLost, homeOf, type Place, removePlace, settle } from './place.ts';
import { endOrphan, owning, postmasterOf } from './postmaster.ts';
import { hasEnded, identity, signal } from './processes.ts';
import { settingsFor } from './settings.ts';
import { startTied, type Tied } from './tied.ts';

export interface PostgresOptions {
  /** Holds the database, and nothing else of the operator's. Made when it is missing; kept when PostgreSQL stops. */
  readonly dataDir: string;
  /** Of 127.0.0.1; a free one if left out. */
  readonly port?: number;
  /** Gets what PostgreSQL says, line by line. */
  readonly log: (line: string) => void;
  /** Settings of postgresql.conf, over those chosen for a small machine. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** With the password: of a login that owns the database and may make roles and databases, and is no superuser. */
  readonly url: string;
  readonly port: number;
  /** The postmaster's. */
  readonly pid: number;
  /** Resolves when it has ended, whether it was stopped or died. */
  readonly ended: Promise<void>;
  /** Resolves when no process is left. Open transactions are rolled back. */
  stop(): Promise<void>;
}

/** How long connections that stay open may hold up a stop. */
const farewellMs = 500;

/**
 * Starts PostgreSQL over a data folder, after ending one that a killed process left behind there.
 * It ends at the latest together with this process.
 * @throws CannotStart when the folder or the port is in use, or the machine does not allow it.
 */
export async function startCluster(binaries: Binaries, options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  if (options.port !== undefined) await checkPort(options.port);
  const place = await settle(binaries, dataDir);
  if (place.home !== dataDir) options.log(`the database of ${dataDir} lies in ${place.home}`);
  await endOrphan(place.data, dataDir, options.log);
  await initialise(place, options.settings?.fsync !== 'off');
  const password = await passwordOf(place);
  const { port, pid, server } = await launch(place, dataDir, options);
  return {
    url: `postgresql://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`,
    port,
    pid,
    ended: server.ended.then(() => undefined),
    async stop() {
      // First those who are just leaving: pools count as closed before their connections are.
      signal(pid, 'SIGTERM');
      await hasEnded(pid, farewellMs);
      server.end();
      if (!(await hasEnded(pid, 30_000))) signal(pid, 'SIGQUIT');
      await server.ended;
    },
  };
}

/** Removes the database of a data folder for good. @throws CannotStart while another process uses it. */
export async function eraseCluster(folder: string, log: (line: string) => void): Promise<void> {
  const dataDir = resolve(folder);
  if (!existsSync(dataDir)) return;
  await forgetLost(dataDir);
  await endOrphan(`${await homeOf(dataDir)}/cluster/data`, dataDir, log);
  await removePlace(dataDir);
}

async function checkPort(port: number): Promise<void> {
  const fault = await portFault(port);
  if (fault)
    throw new CannotStart(`Port ${port} of 127.0.0.1, meant for PostgreSQL, is ${fault}: choose another.`);
}

interface Launched {
  readonly port: number;
  readonly pid: number;
  readonly server: Tied;
}

async function launch(place: Place, dataDir: string, options: PostgresOptions): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const said: string[] = [];
    const log = (line: string) => {
      said.splice(0, said.length - 19, ...said.slice(-19), line);
      options.log(line);
    };
    const owner = `${identity(process.pid)}/${randomBytes(6).toString('hex')}`;
    const settings = {
      ...settingsFor(place.major),
      ...options.settings,
      port: String(port),
      ...owning(owner),
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = startTied(`${place.bin}/postgres`, ['-D', place.data, ...flags], {
      account: place.account,
      signal: 'INT',
      log,
    });
    const pid = await untilReady(place.data, owner, server);
    if (pid !== null) return { port, pid, server };
    const text = said.join('\n');
    // Another start of the same moment was faster.
    const locked = text.includes('lock file "postmaster.pid" already exists');
    if (locked) await endOrphan(place.data, dataDir, options.log);
    // Sessions of a killed postmaster take a moment to see that it is gone.
    const lingering = text.includes('shared memory block');
    const overtaken = text.includes('Address already in use') && options.port === undefined;
    if (attempt === 25 || !(locked || lingering || overtaken))
      throw new Error(`PostgreSQL did not start:\n${text}`);
    if (locked || lingering) await pause(200);
  }
}

/** The number of the postmaster once it takes connections, or null when it ended before. */
async function untilReady(data: string, owner: string, server: Tied): Promise<number | null> {
  let ended = false;
  const end = server.ended.finally(() => {
    ended = true;
  });
  while (!ended) {
    const found = postmasterOf(data);
    if (found?.owner === owner && found.ready) return found.pid;
    await Promise.race([end, pause(10)]);
  }
  return null;
}
