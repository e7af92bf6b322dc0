import 'reflect-metadata';
import type { Benchmark } from './bench/benchmark.ts';
import { gateway } from './bench/gateway.ts';
import { home } from './bench/home.ts';
import { invoices } from './bench/invoices.ts';
import { list } from './bench/list.ts';
import { live } from './bench/live.ts';
import { machineFacts } from './bench/machine.ts';
import { outage } from './bench/outage.ts';
import { publication } from './bench/publication.ts';
import { start } from './bench/start.ts';
import { submit } from './bench/submit.ts';
import { rendered } from './bench/table.ts';
import { optionsOf, run as runProgram, say } from './lib/program.ts';

const benchmarks: readonly Benchmark[] = [
  submit,
  list,
  home,
  invoices,
  publication,
  live,
  start,
  gateway,
  outage,
];

const usage = `npm run bench -- [name ...] [options]
${benchmarks.map(({ name, title }) => `  ${name.padEnd(13)}${title}`).join('\n')}
  --quick   one round of small sizes, to see that it runs

Each is measured against a baseline in the same run, over interleaved rounds: median (min..max).
It fails when an invariant does not hold, and never for being slow.`;

const options = {
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = optionsOf({ options, allowPositionals: true }, usage);
  const unknown = positionals.filter((wanted) => benchmarks.every(({ name }) => name !== wanted));
  if (values.help || unknown.length > 0) {
    say(usage);
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  const wanted = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  process.exitCode = (await runAll(wanted, values.quick)) ? 0 : 1;
}

/** @returns whether all invariants hold */
async function runAll(wanted: readonly Benchmark[], isQuick: boolean): Promise<boolean> {
  await using kept = new AsyncDisposableStack();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void kept.disposeAsync().finally(() => process.exit(130)));
  }
  for (const fact of machineFacts()) say(fact);
  const faults: string[] = [];
  for (const { name, title, run } of wanted) {
    say(`\n== ${name}: ${title}\n`);
    await using own = new AsyncDisposableStack();
    // An interruption disposes of everything, and whoever ends in an orderly way of its own things; both may come.
    kept.defer(() => own.disposeAsync());
    const outcome = await run({
      rounds: isQuick ? 1 : 5,
      isQuick,
      keep: (resource) => own.use(resource),
      say,
    });
    for (const table of outcome.tables) say(rendered(table));
    for (const note of outcome.notes) say(`- ${note}`);
    faults.push(...outcome.faults.map((fault) => `${name}: ${fault}`));
  }
  for (const fault of faults) say(`\nFAULT ${fault}`);
  return faults.length === 0;
}

runProgram(main);
