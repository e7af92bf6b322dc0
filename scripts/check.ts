import { availableParallelism } from 'node:os';
import { arrows } from './checks/arrows.ts';
import { barrels } from './checks/barrels.ts';
import type { Check, CheckOptions } from './checks/check.ts';
import { clock } from './checks/clock.ts';
import { compose } from './checks/delivery/compose.ts';
import { dockerfile } from './checks/delivery/dockerfile.ts';
import { shell } from './checks/delivery/shell.ts';
import { pipelineRules, workflowSyntax } from './checks/delivery/workflows.ts';
import { descriptions } from './checks/descriptions.ts';
import { lockFile } from './checks/lock-file.ts';
import { bake, envExample, graphs, migrations } from './checks/programs.ts';
import { promises } from './checks/promises.ts';
import { singleCopies } from './checks/single-copies.ts';
import { sizes } from './checks/sizes.ts';
import { strangers } from './checks/strangers.ts';
import { style } from './checks/style.ts';
import { suppressions } from './checks/suppressions.ts';
import { stopTools } from './checks/tools.ts';
import { types } from './checks/types.ts';
import { summarize } from './delivery/lib/github.ts';
import { optionsOf, run } from './lib/program.ts';

const usage = `npm run check [-- name ...] [--fix]    what the repository promises about itself, each promise with its time
  name     checks whose names hold this word: types arrows
  --fix    repairs what a machine can`;

/** The long ones first. */
const checks: readonly Check[] = [
  types,
  migrations,
  graphs,
  envExample,
  bake,
  style,
  promises,
  arrows,
  barrels,
  sizes,
  clock,
  suppressions,
  lockFile,
  singleCopies,
  strangers,
  descriptions,
  workflowSyntax,
  pipelineRules,
  shell,
  dockerfile,
  compose,
];

const outcomes: (readonly [name: string, faults: number, time: string])[] = [];

async function main(): Promise<void> {
  const options = {
    fix: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = optionsOf({ options, allowPositionals: true }, usage);
  if (values.help) return console.log(usage);
  const chosen = checks.filter(
    ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopTools();
      process.exit(130);
    });
  }
  const started = performance.now();
  const failed = await runAll(chosen, values);
  console.log(`${chosen.length} checks in ${seconds(started)}`);
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  await summarize(pageOf());
  process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0;
}

/** As many at a time as there are cores; repairs one after another, since they write the files that others read. */
async function runAll(all: readonly Check[], options: CheckOptions): Promise<number> {
  const waiting = [...all];
  const held: boolean[] = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) held.push(await holds(check, options));
  };
  await Promise.all(Array.from({ length: options.fix ? 1 : availableParallelism() }, work));
  return held.filter((each) => !each).length;
}

async function holds(check: Check, options: CheckOptions): Promise<boolean> {
  const begun = performance.now();
  const faults = await check
    .run(options)
    .catch((error: unknown) => [`the check itself failed: ${String(error)}`]);
  outcomes.push([check.name, faults.length, seconds(begun)]);
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds(begun)})`);
  for (const fault of faults) console.log(fault.replaceAll(/^/gm, '     '));
  return faults.length === 0;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function pageOf(): string {
  const rows = outcomes.map(
    ([name, faults, time]) => `| ${faults === 0 ? '✓' : '✗'} ${name} | ${faults} | ${time} |`,
  );
  return ['## Checks', '', '| | faults | time |', '|---|---|---|', ...rows].join('\n');
}

run(main);
