import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@learnova/platform/ports';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import {
  type Achieved,
  type Served,
  startHive,
  startOurs,
  startStock,
  startSubgraphs,
} from './gateway/contestants.ts';
import { supergraph } from './gateway/graph.ts';
import { installPeers } from './gateway/peers.ts';
import { type Kind, kinds } from './gateway/questions.ts';
import { schoolKinds, schoolSupergraph } from './gateway/school.ts';
import { comparison, interleaved } from './rounds.ts';
import type { Table } from './table.ts';

const metrics = [
  { name: 'op/s', of: ({ perSecond }: Achieved) => perSecond },
  { name: 'p95 ms', of: ({ p95 }: Achieved) => p95 },
  { name: 'CPU ms/op', of: ({ cpu }: Achieved) => cpu },
];
const plain = [{ name: 'MB', of: ({ megabytes }: Achieved) => megabytes }];

/** What an operation costs a gateway, beside what others make of the same graph and the same services. */
export const gateway: Benchmark = {
  name: 'gateway',
  title: 'federated queries, against Apollo Server with @apollo/gateway and Hive Gateway with both planners',
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'learnova-bench-'));
  scope.keep({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) });
  const peers = await installPeers(scope.say);
  const shop = scope.keep(await startSubgraphs());
  const outcomes: Compared[] = [];
  const ofShop = join(folder, 'shop.graphql');
  await writeFile(
    ofShop,
    supergraph((name) => `http://127.0.0.1:${shop.port}/${name}`),
  );
  {
    await using gateways = await Contestants.start(peers, ofShop);
    for (const kind of kinds) outcomes.push(await compared(scope, kind, gateways.all));
  }
  const port = await freePort();
  const ofSchool = join(folder, 'school.graphql');
  await writeFile(ofSchool, await schoolSupergraph(port));
  await using gateways = await Contestants.start(peers, ofSchool);
  for (const kind of await schoolKinds(scope)) {
    await using _services = await kind.serve(port);
    outcomes.push(await compared(scope, kind, gateways.all));
  }
  return {
    tables: outcomes.map(({ table }) => table),
    notes: [
      '20 clients; values vary from request to request; none of them shares requests to services among operations',
      'each gateway is one process, idle while another is measured; services answer from memory, in one process of their own',
      'nobody signs in at a gateway: who asks the school is known to those who answer for it',
    ],
    faults: outcomes.flatMap(({ faults }) => faults),
  };
}

/** A gateway of each kind over one supergraph. */
class Contestants implements AsyncDisposable {
  readonly all: (readonly [string, Served])[] = [];
  readonly #stack = new AsyncDisposableStack();

  static async start(peers: string, file: string): Promise<Contestants> {
    const started = new Contestants();
    const add = async (name: string, starting: Promise<Served>) => {
      started.all.push([name, started.#stack.use(await starting)]);
    };
    try {
      await add('Apollo Server, @apollo/gateway', startStock(peers, file));
      await add("ours, with Apollo's executor", startOurs(file, 'apollo'));
      await add('ours', startOurs(file, 'compiled'));
      await add('Hive Gateway', startHive(peers, file, 'js'));
      await add('Hive Gateway, Rust planner', startHive(peers, file, 'rust'));
      return started;
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

interface Compared {
  readonly table: Table;
  readonly faults: readonly string[];
}

async function compared(scope: Scope, kind: Kind, gateways: Contestants['all']): Promise<Compared> {
  scope.say(`${kind.name} ...`);
  const faults = await differences(kind, gateways);
  const ms = scope.isQuick ? 700 : 3_000;
  for (const [, served] of gateways) await served.load(kind, ms);
  const contestants = gateways.map(([name, served]) => ({ name, run: () => served.load(kind, ms) }));
  const results = await interleaved<Achieved>(scope.rounds, contestants);
  for (const [name, rounds] of results) {
    const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
    if (failed > 0) faults.push(`${name} failed ${failed} times: ${kind.name}`);
  }
  return { table: comparison(kind.name, results, metrics, plain), faults };
}

/** Whether all say the same. */
async function differences(kind: Kind, gateways: readonly (readonly [string, Served])[]): Promise<string[]> {
  const answers = await Promise.all(
    gateways.map(async ([name, served]) => {
      const { data } = JSON.parse(await served.ask(kind.question(1_000_003))) as { data?: unknown };
      return [name, JSON.stringify(data)] as const;
    }),
  );
  const [first] = answers;
  return answers
    .filter(([, text]) => text !== first?.[1])
    .map(([name]) => `${name} answers otherwise: ${kind.name}`);
}
