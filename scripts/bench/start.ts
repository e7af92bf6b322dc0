import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@learnova/platform/ports';
import { redisProgram } from '@learnova/platform/testing/redis';
import { ensureDemoSchool } from '../lib/demo.ts';
import { memoryOf, startProgram } from '../lib/process.ts';
import { startServices } from '../lib/services.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { type Ground, openGround } from './ground.ts';
import { type Contestant, comparison, interleaved, type Results } from './rounds.ts';

interface Started {
  /** From nothing until it says that it is ready. */
  readonly seconds: number;
  /** PSS of all its processes, servers included, when it has been left alone for a while. */
  readonly megabytes: number;
}

/** What the embedded profile may take. */
const mostMegabytes = 600;

const embedded = 'embedded, npm start';
const metrics = [
  { name: 's until ready', of: ({ seconds }: Started) => seconds },
  { name: 'MB', of: ({ megabytes }: Started) => megabytes },
];

/** How long a person waits, and what the machine is left with. */
export const start: Benchmark = {
  name: 'start',
  title: 'time and memory of both profiles, against a bare Node that listens and PostgreSQL alone',
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const aloneMs = scope.isQuick ? 2_000 : 30_000;
  const bare = (folder: string) => program('bare-start.ts', [join(folder, 'postgres')], aloneMs);
  const ours = async (folder: string) =>
    program('../start.ts', ['--data', folder, '--port', String(await freePort())], aloneMs);

  scope.say('the first start, with a school to write ...');
  const first = await interleaved<Started>(scope.rounds, [
    { name: 'Node and PostgreSQL', run: () => inNewFolder(bare) },
    { name: embedded, run: () => inNewFolder(ours) },
  ]);

  const [empty, school] = [scope.keep(await newFolder()), scope.keep(await newFolder())];
  const contestants: Contestant<Started>[] = [
    { name: 'Node and PostgreSQL', run: () => bare(empty.folder) },
    { name: embedded, run: () => ours(school.folder) },
  ];
  if (redisProgram()) {
    const ground = scope.keep(await openGround({ redis: true }));
    await ensureDemoSchool({ DATABASE_URL: ground.databaseUrl, ...ground.environment }, () => undefined);
    contestants.push({ name: 'services, with Redis', run: () => services(ground, aloneMs) });
  }
  for (const { run } of contestants.slice(0, 2)) await run();
  scope.say('later starts, over a school that stands ...');
  const later = await interleaved(scope.rounds, contestants);

  return {
    tables: [
      comparison(`the first start; memory after ${aloneMs / 1_000} s`, first, metrics),
      comparison(`later starts; memory after ${aloneMs / 1_000} s`, later, metrics),
    ],
    notes: [
      'npm and the launcher, some 50 MB, are left out; so is the process that starts the services, whose servers run before',
      ...(redisProgram() ? [] : ['there is no redis-server on the PATH: the services were not measured']),
    ],
    faults: [...faultsOf('first', first), ...faultsOf('later', later)],
  };
}

function faultsOf(which: string, results: Results<Started>): string[] {
  const most = Math.max(...(results.get(embedded) ?? []).map(({ megabytes }) => megabytes));
  return most > mostMegabytes ? [`a ${which} start takes ${most.toFixed(0)} MB, not ${mostMegabytes}`] : [];
}

/** Starts a program, leaves it alone for a while, and ends it. */
async function program(file: string, args: readonly string[], aloneMs: number): Promise<Started> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const said: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<number>();
  const began = performance.now();
  const { pid, exited, stop } = startProgram(path, args, process.env, (line) => {
    said.push(line);
    if (/\bready\b/.test(line)) resolve(performance.now());
  });
  const ended = exited.then((code) => {
    throw new Error(`${file} ended with ${code}:\n${said.join('\n')}`);
  });
  try {
    const seconds = ((await Promise.race([ready, ended])) - began) / 1_000;
    await pause(aloneMs);
    return { seconds, megabytes: megabytesOf([pid]) };
  } finally {
    await stop(20_000);
  }
}

async function services(ground: Ground, aloneMs: number): Promise<Started> {
  const began = performance.now();
  const running = await startServices({ environment: ground.environment, ports: 'free' });
  try {
    const seconds = (performance.now() - began) / 1_000;
    await pause(aloneMs);
    const pids = [...running.programs.values()].map(({ pid }) => pid);
    return { seconds, megabytes: megabytesOf([...pids, ...ground.pids]) };
  } finally {
    await running.stop();
  }
}

function megabytesOf(roots: readonly number[]): number {
  return roots.flatMap(memoryOf).reduce((sum, { pss }) => sum + pss, 0) / 2 ** 20;
}

async function inNewFolder(run: (folder: string) => Promise<Started>): Promise<Started> {
  await using made = await newFolder();
  return await run(made.folder);
}

/** Another user may pass through: root's PostgreSQL is one. */
async function newFolder(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'learnova-bench-'));
  await chmod(folder, 0o711);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
