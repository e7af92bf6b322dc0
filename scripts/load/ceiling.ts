import { availableParallelism } from 'node:os';
import { flowsOf } from '../../k6/rates.ts';
import { percentile, rounded } from '../bench/statistics.ts';
import { rendered } from '../bench/table.ts';
import { EffortWatch, effortTable, type Stretch } from './effort.ts';
import { type Figures, type Game, play } from './play.ts';
import type { Scenario } from './scenario.model.ts';
import type { Stage } from './stage.ts';
import { summary, timesTable, told, type Verdict, verdictsOf } from './verdicts.ts';

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
  const take = async (factor: number): Promise<Step> => {
    let effort: Stretch | undefined;
    const onEdge = async (edge: 'begin' | 'end') => {
      if (edge === 'begin') await watch.begin();
      else effort = await watch.end();
    };
    const figures = await play({ ...game, onEdge }, steady(scenario, factor, steps.seconds));
    if (!effort) throw new Error('a game ended without its end');
    const step = { figures, effort, broken: verdictsOf(scenario, figures).filter(({ holds }) => !holds) };
    say(lineOf(step, scenario, quiet));
    return step;
  };
  let last: Step | undefined;
  for (let n = 0; n < steps.count; n += 1) {
    const factor = steps.from * steps.growth ** n;
    let step = await take(factor);
    // Once may be chance: something else has used the machine.
    if (step.broken.length > 0) step = await take(factor);
    if (step.broken.length > 0) {
      say(['', ...step.broken.map(told), ...summary(step.figures), ''].join('\n'));
      say(rendered(timesTable(step.figures, quiet)));
      say(rendered(effortTable(step.effort)));
      say(conclusion(last, step, quiet));
      return;
    }
    last = step;
  }
  say(`No threshold broke within ${steps.count} steps: raise --scale.`);
}

interface Step {
  readonly figures: Figures;
  readonly effort: Stretch;
  readonly broken: readonly Verdict[];
}

/** All actions at a share of their highest rate, all the time. */
function steady(scenario: Scenario, factor: number, seconds: number): Scenario {
  const flows = flowsOf(scenario.actions).map(([name, { from, stages }]) => {
    const rate = Math.max(from, ...stages.map(({ to }) => to)) * factor;
    return [name, { from: rate, stages: [{ seconds, to: rate }] }];
  });
  return { ...scenario, actions: Object.fromEntries(flows) };
}

function lineOf({ figures, effort, broken }: Step, { screens }: Scenario, quiet: Figures): string {
  const work = effort.efforts.slice(0, 3).map(({ name, cores }) => `${name} ${rounded(cores)}`);
  return [
    `${perSecond(figures)} submissions/s to ${screens.boards} boards`,
    `p95 submit ${ratio(figures, quiet, 'submit')}, board ${ratio(figures, quiet, 'board')}`,
    `${rounded(effort.transactions / figures.submitted)} transactions each`,
    `cores: ${work.join(', ')}, all ${rounded(effort.own)}, others here ${rounded(effort.others)}`,
    ...(broken.length > 0 ? ['BROKEN'] : []),
  ].join('; ');
}

function conclusion(last: Step | undefined, { figures, effort }: Step, quiet: Figures): string {
  const { own, others } = effort;
  const [first] = effort.efforts;
  const cores = availableParallelism();
  const held = last
    ? `The ceiling lies between ${perSecond(last.figures)} submissions a second, with a p95 of ` +
      `${ratio(last.figures, quiet, 'submit')} (submit) and ${ratio(last.figures, quiet, 'board')} (board) the quiet median, and ` +
      rounded(figures.due / figures.seconds)
    : `The first step broke already: the ceiling lies below ${rounded(figures.due / figures.seconds)} submissions a second`;
  return [
    `${held}.`,
    `${first?.name} takes most: ${rounded(first?.cores ?? 0)} of a core, of ${rounded(own)} that the system took on ${cores} cores.`,
    ...(own + others > 0.9 * cores ? ['The machine has no more to give: what is too much is the sum.'] : []),
    ...(others > 0.1 * cores ? [`Others took ${rounded(others)}: alone, the system would go higher.`] : []),
  ].join(' ');
}

function perSecond({ submitted, seconds }: Figures): string {
  return rounded(submitted / seconds);
}

function ratio({ times }: Figures, quiet: Figures, name: 'submit' | 'board'): string {
  const alone = percentile(quiet.times.get(name) ?? [], 50);
  return `${rounded(percentile(times.get(name) ?? [], 95) / alone)} x`;
}
