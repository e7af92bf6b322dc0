import { availableParallelism } from 'node:os';
import { flowsOf } from '../../k6/rates.ts';
import { percentile, rounded } from '../bench/statistics.ts';
import { rendered } from '../bench/table.ts';
import { type Effort, EffortWatch, effortTable } from './effort.ts';
import { type Figures, type Game, play } from './play.ts';
import type { Scenario } from './scenario.model.ts';
import type { Stage } from './stage.ts';
import { summary, timesTable, told, verdictsOf } from './verdicts.ts';

export interface Steps {
  /** Of the scenario's highest rates, at first. */
  readonly from: number;
  /** Each step is so many times the one before. */
  readonly growth: number;
  readonly seconds: number;
  /** At most. */
  readonly count: number;
}

export const usualSteps: Steps = { from: 0.5, growth: 1.3, seconds: 15, count: 16 };

/** Raises the rates of a scenario until a threshold breaks, and tells which process was the first to have no more to give. */
export async function climb(
  game: Game,
  stage: Stage,
  { scenario, quiet, steps }: { scenario: Scenario; quiet: Figures; steps: Steps },
  say: (text: string) => void,
): Promise<void> {
  const watch = new EffortWatch(stage);
  let last: Step | undefined;
  for (let step = 0; step < steps.count; step += 1) {
    const factor = steps.from * steps.growth ** step;
    let effort: Awaited<ReturnType<EffortWatch['end']>> = { efforts: [], transactions: 0 };
    const onEdge = async (edge: 'begin' | 'end') => {
      if (edge === 'begin') await watch.begin();
      else effort = await watch.end();
    };
    const figures = await play({ ...game, onEdge }, steady(scenario, factor, steps.seconds));
    const broken = verdictsOf(scenario, figures).filter(({ holds }) => !holds);
    const now: Step = { figures, ...effort };
    say(`${lineOf(now, scenario, quiet)}${broken.length > 0 ? '  BROKEN' : ''}`);
    if (broken.length > 0) {
      say(['', ...broken.map(told), ...summary(figures)].join('\n'));
      say(rendered(timesTable(figures, quiet)));
      say(rendered(effortTable(effort.efforts)));
      say(conclusion(last, now, quiet));
      return;
    }
    last = now;
  }
  say(`No threshold broke within ${steps.count} steps: raise --scale.`);
}

interface Step {
  readonly figures: Figures;
  readonly efforts: readonly Effort[];
  readonly transactions: number;
}

/** All actions at a share of their highest rate, all the time. */
function steady(scenario: Scenario, factor: number, seconds: number): Scenario {
  const flows = flowsOf(scenario.actions).map(([name, { from, stages }]) => {
    const rate = Math.max(from, ...stages.map(({ to }) => to)) * factor;
    return [name, { from: rate, stages: [{ seconds, to: rate }] }];
  });
  return { ...scenario, actions: Object.fromEntries(flows) };
}

function lineOf({ figures, efforts, transactions }: Step, { screens }: Scenario, quiet: Figures): string {
  const ratio = (name: 'submit' | 'board') =>
    `${rounded(p95(figures, name) / percentile(quiet.times.get(name) ?? [], 50))} x`;
  const work = efforts.slice(0, 4).map(({ name, cores }) => `${name} ${rounded(cores)}`);
  return [
    `${rounded(figures.submitted / figures.seconds)} submissions/s to ${screens.boards} boards`,
    `p95 submit ${ratio('submit')}, board ${ratio('board')}`,
    `${rounded(transactions / figures.submitted)} transactions each`,
    `cores: ${work.join(', ')}`,
  ].join('; ');
}

function conclusion(last: Step | undefined, broken: Step, quiet: Figures): string {
  const [first] = broken.efforts;
  const all = broken.efforts.reduce((sum, { cores }) => sum + cores, 0);
  const cores = availableParallelism();
  const alone = (name: 'submit' | 'board') => percentile(quiet.times.get(name) ?? [], 50);
  const held = last
    ? `The ceiling lies above ${rounded(last.figures.submitted / last.figures.seconds)} submissions a second ` +
      `(p95: submit ${rounded(p95(last.figures, 'submit') / alone('submit'))} x, ` +
      `board ${rounded(p95(last.figures, 'board') / alone('board'))} x the quiet median)`
    : 'The first step broke already: the ceiling lies below it';
  return (
    `${held}, below ${rounded(broken.figures.due / broken.figures.seconds)}. ` +
    `${first?.name} takes most: ${rounded(first?.cores ?? 0)} of a core, of ${rounded(all)} that all took on ${cores} cores.` +
    (all > 0.9 * cores ? ' The machine has no more to give: it is the sum that is too much.' : '')
  );
}

function p95({ times }: Figures, name: 'submit' | 'board'): number {
  return percentile(times.get(name) ?? [], 95);
}
