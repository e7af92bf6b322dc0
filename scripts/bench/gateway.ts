import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { comparison, interleaved } from './rounds.ts';

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
  const subgraphs = scope.keep(await startSubgraphs());
  const folder = await mkdtemp(join(tmpdir(), 'learnova-bench-'));
  scope.keep({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) });
  const file = join(folder, 'supergraph.graphql');
  await writeFile(
    file,
    supergraph((name) => `http://127.0.0.1:${subgraphs.port}/${name}`),
  );

  const peers = await installPeers(scope.say);
  const gateways: [string, Served][] = [
    ['Apollo Server, @apollo/gateway', scope.keep(await startStock(peers, file))],
    ["ours, with Apollo's executor", scope.keep(await startOurs(file, 'apollo'))],
    ['ours', scope.keep(await startOurs(file, 'compiled'))],
    ['Hive Gateway', scope.keep(await startHive(peers, file, 'js'))],
    ['Hive Gateway, Rust planner', scope.keep(await startHive(peers, file, 'rust'))],
  ];

  const tables = [];
  const faults: string[] = [];
  for (const kind of kinds) {
    scope.say(`${kind.name} ...`);
    faults.push(...(await differences(kind, gateways)));
    const ms = scope.isQuick ? 700 : 3_000;
    for (const [, served] of gateways) await served.load(kind, ms);
    const contestants = gateways.map(([name, served]) => ({ name, run: () => served.load(kind, ms) }));
    const results = await interleaved<Achieved>(scope.rounds, contestants);
    tables.push(comparison(kind.name, results, metrics, plain));
    for (const [name, rounds] of results) {
      const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
      if (failed > 0) faults.push(`${name} failed ${failed} times: ${kind.name}`);
    }
  }
  return {
    tables,
    notes: [
      '20 clients; values vary from request to request; none of them shares requests to services among operations',
      'each gateway is one process, idle while another is measured; services answer from memory, in one process of their own',
    ],
    faults,
  };
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
