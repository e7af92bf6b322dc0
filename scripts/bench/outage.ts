import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import { cpuOf } from '../lib/process.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { type Served, startOurs, startSubgraphs } from './gateway/contestants.ts';
import { supergraph } from './gateway/graph.ts';
import { comparison, interleaved } from './rounds.ts';
import { percentile } from './statistics.ts';

/** Beginnings a second: well below what the gateway can do, so that whoever is not answered does not make room for others. */
const rates = { others: 60, both: 12 } as const;
type Kind = keyof typeof rates;

/** Longer than the gateway waits for a service (10 s), after which it spares one that hangs. */
const untilSparedMs = 12_000;

const fields: Readonly<Record<Kind, string>> = { others: '', both: 'inStock shippingEstimate' };
const queryOf = (kind: Kind) => `query ${kind}($first: Int!, $upc: ID!) {
  topProducts(first: $first) { upc name price ${fields[kind]} reviews { id body author { username } } }
  product(upc: $upc) { name ${fields[kind]} }
}`;

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] }[];
}

/** What was seen in a stretch of time. */
interface Stretch {
  /** Milliseconds of each query, from when it was due. */
  readonly times: Readonly<Record<Kind, readonly number[]>>;
  /** Milliseconds of processor time of the gateway, a query. */
  readonly cpu: number;
  /** Answers that were not what they had to be. */
  readonly wrong: readonly string[];
}

/** One service is away: what becomes of queries that do not need it, and of what others know in those that do. */
export const outage: Benchmark = {
  name: 'outage',
  title:
    'one service killed, and one that hangs: queries of the others, against the same with all of them up',
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const rest = scope.keep(await startSubgraphs());
  await using inventory = await Away.start();
  const folder = await mkdtemp(join(tmpdir(), 'learnova-bench-'));
  scope.keep({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) });
  const file = join(folder, 'supergraph.graphql');
  const portOf = (name: string) => (name === 'inventory' ? inventory.port : rest.port);
  await writeFile(
    file,
    supergraph((name) => `http://127.0.0.1:${portOf(name)}/${name}`),
  );
  await using clients = await Clients.open(scope.keep(await startOurs(file, 'compiled')));
  const ms = scope.isQuick ? 1_500 : 6_000;
  await clients.play(ms, 'up');
  const back = async () => {
    await inventory.back();
    await clients.whole();
  };
  const results = await interleaved<Stretch>(scope.rounds, [
    { name: 'all up', run: () => clients.play(ms, 'up') },
    {
      name: 'one killed',
      run: async () => {
        await inventory.kill();
        const seen = await clients.play(ms, 'away');
        await back();
        return seen;
      },
    },
    {
      name: 'one hangs, not spared yet',
      run: () => {
        inventory.hang();
        return clients.play(untilSparedMs, 'away');
      },
    },
    {
      name: 'one hangs',
      run: async () => {
        const seen = await clients.play(ms, 'away');
        await back();
        return seen;
      },
    },
  ]);
  const figure = (kind: Kind, percent: number) => ({
    name: `${kind === 'both' ? 'with its fields, ' : ''}p${percent} ms`,
    of: ({ times }: Stretch) => percentile(times[kind], percent),
  });
  const cpu = { name: 'CPU ms/query', of: (seen: Stretch) => seen.cpu };
  const metrics = [...[50, 95].map((percent) => figure('others', percent)), cpu];
  const plain = [50, 95].map((percent) => figure('both', percent));
  const wrong = [...results].flatMap(([name, rounds]) =>
    rounds.flatMap((one) => one.wrong.map((text) => `${name}: ${text}`)),
  );
  return {
    tables: [comparison('queries of the services that are there', results, metrics, plain)],
    notes: [
      `${rates.others} queries a second of the others' fields and ${rates.both} that want its fields as well, begun when they are due; values vary`,
      'each answer is compared: all that the others know is there, and an error at each place of what is missing, nowhere else',
    ],
    faults: wrong.slice(0, 5),
  };
}

/** A service that can go, and come back where it was. */
class Away implements AsyncDisposable {
  readonly port: number;
  #served: Served;

  private constructor(served: Served) {
    this.#served = served;
    this.port = served.port;
  }

  static async start(): Promise<Away> {
    return new Away(await startSubgraphs());
  }

  async kill(): Promise<void> {
    process.kill(this.#served.pid, 'SIGKILL');
    await this.#served[Symbol.asyncDispose]();
  }

  /** It takes connections, and answers nothing. */
  hang(): void {
    process.kill(this.#served.pid, 'SIGSTOP');
  }

  async back(): Promise<void> {
    if (isGone(this.#served.pid)) this.#served = await startSubgraphs(this.port);
    else process.kill(this.#served.pid, 'SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!isGone(this.#served.pid)) process.kill(this.#served.pid, 'SIGCONT');
    await this.#served[Symbol.asyncDispose]();
  }
}

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}

/** Those who ask: of each kind over connections of its own, as many as wait at a time. */
class Clients implements AsyncDisposable {
  readonly #gateway: Served;
  readonly #pools: Readonly<Record<Kind, Pool>>;
  /** What is answered when all are up, by what is asked. */
  readonly #whole = new Map<string, Answer>();
  #next = 0;

  private constructor(gateway: Served) {
    this.#gateway = gateway;
    const pool = () => new Pool(`http://127.0.0.1:${gateway.port}`, { connections: 1_000 });
    this.#pools = { others: pool(), both: pool() };
  }

  /** All must be up. */
  static async open(gateway: Served): Promise<Clients> {
    const clients = new Clients(gateway);
    for (const kind of ['others', 'both'] as const) {
      for (let n = 0; n < variants; n += 1) {
        const answer = await clients.#ask(kind, n);
        if (answer.errors || !answer.data)
          throw new Error(`not all are up: ${JSON.stringify(answer.errors)}`);
        clients.#whole.set(`${kind} ${n % variants}`, answer);
      }
    }
    return clients;
  }

  async play(ms: number, state: 'up' | 'away'): Promise<Stretch> {
    const times: Record<Kind, number[]> = { others: [], both: [] };
    const wrong: string[] = [];
    const cpu = cpuOf(this.#gateway.pid);
    const began = performance.now();
    const one = async (kind: Kind, due: number) => {
      await pause(Math.max(0, due - performance.now()));
      const n = this.#next++;
      const answer = await this.#ask(kind, n);
      times[kind].push(performance.now() - due);
      const whole = this.#whole.get(`${kind} ${n % variants}`);
      if (!isDeepStrictEqual(sorted(answer), sorted(state === 'up' ? whole : withoutInventory(whole))))
        wrong.push(`${kind} is answered by ${JSON.stringify(answer).slice(0, 2_000)}`);
    };
    const all = (['others', 'both'] as const).flatMap((kind) =>
      Array.from({ length: (rates[kind] * ms) / 1_000 }, (_, n) =>
        one(kind, began + (n * 1_000) / rates[kind]),
      ),
    );
    await Promise.all(all);
    return { times, cpu: ((cpuOf(this.#gateway.pid) - cpu) * 1_000) / all.length, wrong };
  }

  /** Resolves when what was away is told again. */
  async whole(): Promise<void> {
    const tooLate = performance.now() + 30_000;
    // Some, one after the other: the last that waited for what hung are answered by then.
    for (let seen = 0; seen < 5; ) {
      seen = (await this.#ask('both', 0)).errors ? 0 : seen + 1;
      if (performance.now() > tooLate) throw new Error('what is back is never told again');
      await pause(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#pools.others.destroy(), this.#pools.both.destroy()]);
  }

  async #ask(kind: Kind, n: number): Promise<Answer> {
    const variables = { first: 3 + (n % 5), upc: `p${n % 29}` };
    const { body } = await this.#pools[kind].request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: queryOf(kind), variables }),
    });
    const { data, errors } = (await body.json()) as Answer;
    return errors ? { data, errors: errors.map(({ path }) => ({ path })) } : { data };
  }
}

/** Different questions: five lengths and twenty-nine products. */
const variants = 145;

const missing = new Set(['inStock', 'shippingEstimate']);

/** The same answer when nobody tells what inventory knows. */
function withoutInventory(answer: Answer | undefined): Answer | undefined {
  const errors: { path: (string | number)[] }[] = [];
  const shorn = (value: unknown, trail: (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((entry, index) => shorn(entry, [...trail, index]));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => {
      const path = [...trail, key];
      if (missing.has(key)) errors.push({ path });
      return [key, missing.has(key) ? null : shorn(inner, path)];
    });
    return Object.fromEntries(entries);
  };
  const data = shorn(answer?.data, []) as Answer['data'];
  return errors.length > 0 ? { data, errors } : { data };
}

function sorted(answer: Answer | undefined): unknown {
  const errors = answer?.errors?.map(({ path }) => JSON.stringify(path)).sort();
  return { data: answer?.data, errors };
}
