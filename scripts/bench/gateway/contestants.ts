import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@learnova/platform/ports';
import { Pool } from 'undici';
import { cpuOf, memoryOf, type Program, startProgram } from '../../lib/process.ts';
import { percentile } from '../statistics.ts';
import type { Kind, Question } from './questions.ts';

/** What a gateway made of the load of some seconds. */
export interface Achieved {
  readonly perSecond: number;
  readonly p95: number;
  /** Milliseconds of processor time of the gateway, an operation. */
  readonly cpu: number;
  readonly megabytes: number;
  readonly failed: number;
}

/** Clients that ask at a time, each again as soon as it has its answer. */
const clients = 20;

/** A program that prints `listening <port>` and serves there. */
export class Served implements AsyncDisposable {
  readonly port: number;
  readonly #program: Program;
  readonly #pool: Pool;
  /** Which question comes next; all gateways are asked the same ones. */
  #next = 0;

  private constructor(program: Program, port: number) {
    this.port = port;
    this.#program = program;
    this.#pool = new Pool(`http://127.0.0.1:${port}`, { connections: clients });
  }

  static start(file: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Served> {
    const { PATH, HOME } = process.env;
    const environment = { PATH, HOME, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...more };
    return new Promise((resolve, reject) => {
      const lines: string[] = [];
      const program = startProgram(file, args, environment, (line) => {
        lines.push(line);
        const port = /^listening (\d+)$/.exec(line)?.[1] ?? /"url":"http:\/\/[^:]+:(\d+)"/.exec(line)?.[1];
        if (port) resolve(new Served(program, Number(port)));
      });
      program.exited.then(
        (code) => reject(new Error(`${file} ended (${code}): ${lines.join('\n')}`)),
        reject,
      );
    });
  }

  get pid(): number {
    return this.#program.pid;
  }

  async ask(question: Question): Promise<string> {
    const { body } = await this.#pool.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    return body.text();
  }

  /** Loads it for so many milliseconds. */
  async load(kind: Kind, ms: number): Promise<Achieved> {
    const times: number[] = [];
    let failed = 0;
    const cpu = cpuOf(this.#program.pid);
    const began = performance.now();
    const client = async () => {
      while (performance.now() < began + ms) {
        const sent = performance.now();
        this.#next += 1;
        const text = await this.ask(kind.question(this.#next));
        times.push(performance.now() - sent);
        if (!text.startsWith('{"data":{')) failed += 1;
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    const seconds = (performance.now() - began) / 1_000;
    return {
      perSecond: times.length / seconds,
      p95: percentile(times, 95),
      cpu: ((cpuOf(this.#program.pid) - cpu) * 1_000) / times.length,
      megabytes: memoryOf(this.#program.pid).reduce((sum, { pss }) => sum + pss, 0) / 2 ** 20,
      failed,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
    await this.#program.stop(2_000);
  }
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** @param port any if left out */
export const startSubgraphs = (port = 0) => Served.start(here('shop.main.ts'), [String(port)]);

/** This gateway, as `npm run start:services` runs it, but for how much one address may ask: here it asks for all the world. */
export async function startOurs(file: string, executor: 'compiled' | 'apollo'): Promise<Served> {
  const own = { HOST: '127.0.0.1', DRAIN_MS: '0', RATE_COST: '0' };
  const environment = { SUPERGRAPH: file, EXECUTOR: executor, ...own };
  const port = String(await freePort());
  return Served.start(here('../../../gateway/src/main.ts'), [], { ...environment, PORT: port });
}

export const startStock = (folder: string, file: string) =>
  Served.start(join(folder, 'stock.peer.mjs'), [file]);

export const startHive = (folder: string, file: string, planner: 'js' | 'rust') =>
  Served.start(join(folder, 'hive.peer.mjs'), [file, planner]);
