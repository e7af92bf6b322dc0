import 'reflect-metadata';
import type { People } from '../k6/people.ts';
import { flowsOf, lengthOf } from '../k6/rates.ts';
import { lookAround } from '../k6/school.ts';
import { machineFacts } from './bench/machine.ts';
import { rendered } from './bench/table.ts';
import { summarize } from './delivery/lib/github.ts';
import { run, say } from './lib/program.ts';
import { climb, usualSteps } from './load/ceiling.ts';
import { Crowd } from './load/crowd.ts';
import { EffortWatch, effortTable, type Stretch } from './load/effort.ts';
import { countOf, usage, wishOf } from './load/options.ts';
import { type Game, play } from './load/play.ts';
import type { Scenario } from './load/scenario.model.ts';
import type { Stage } from './load/stage.ts';
import { summary, timesTable, told, verdictsOf } from './load/verdicts.ts';

/** `npm run load`: plays a scenario of k6/scenarios.json without k6, and fails when a threshold is broken. */
async function main(): Promise<void> {
  const wish = await wishOf(process.argv.slice(2));
  if (!wish) return say(usage);
  const { scenario, people, url, profile, ceiling } = wish;
  for (const fact of machineFacts()) say(fact);
  await using stack = new AsyncDisposableStack();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stack.disposeAsync().finally(() => process.exit(130)));
  const stage = url ? null : await (await import('./load/stage.ts')).openStage(profile, say, stack);
  await measure({ url: url ?? stage?.url ?? '', people, ceiling }, stage, scenario);
}

/** For a climb, which ends nobody knows where: when all were taken once, the office takes them again. */
const mostRegisters = 1_500;

async function measure(
  { url, people, ceiling }: { url: string; people: People; ceiling: boolean },
  stage: Stage | null,
  scenario: Scenario,
): Promise<void> {
  await using crowd = new Crowd(url, people);
  const submissions = ceiling ? mostRegisters : countOf(scenario);
  const school = await lookAround(crowd.asking(), people, submissions, new Date());
  const game: Game = { url, school, turns: new Map() };
  say(`\n${scenario.tells}\n\nOne at a time, for the baseline ...`);
  const quiet = await play(game, quietOf(scenario));
  if (stage && ceiling) return await climb(game, stage, { scenario, quiet, steps: usualSteps }, say);
  say(`All together, for ${lengthOf(scenario.actions).toFixed(0)} s ...`);
  const watch = stage && new EffortWatch(stage);
  let effort: Stretch | undefined;
  const onEdge = async (edge: 'begin' | 'end') => {
    if (edge === 'begin') await watch?.begin();
    else effort = await watch?.end();
  };
  const figures = await play({ ...game, onEdge }, scenario);
  const verdicts = verdictsOf(scenario, figures);
  const report = [
    ...['', ...summary(figures), '', rendered(timesTable(figures, quiet))],
    ...(effort ? [rendered(effortTable(effort))] : []),
    ...verdicts.map(told),
  ].join('\n');
  say(report);
  await summarize(`## Load\n\n\`\`\`\n${report.trim()}\n\`\`\``);
  if (verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
}

/** One board, one child, and each action once a second, never two together. */
function quietOf(scenario: Scenario): Scenario {
  const { screens, actions } = scenario;
  const seconds = Math.min(15, lengthOf(actions));
  const once = flowsOf(actions).map(([name]) => [name, { from: 1, stages: [{ seconds, to: 1 }] }]);
  return {
    ...scenario,
    screens: { boards: 1, children: Math.min(1, screens.children) },
    actions: Object.fromEntries(once),
  };
}

run(main);
