import type { Action, Flow, Scenario } from '../scripts/load/scenario.model.ts';

/** How large a scenario is played. */
export interface Size {
  /** What rates and screens are multiplied by. */
  readonly scale: number;
  /** How long it takes in all, in seconds; the stages keep their proportions. As long as the file says if left out. */
  readonly seconds?: number;
}

export function scaled({ actions, screens, ...same }: Scenario, { scale, seconds }: Size): Scenario {
  const stretch = seconds === undefined ? 1 : seconds / lengthOf(actions);
  const some = (count: number) => Math.ceil(count * Math.min(1, scale));
  const flows = Object.entries(actions).map(([name, { from, stages }]) => [
    name,
    {
      from: from * scale,
      stages: stages.map((stage) => ({ seconds: stage.seconds * stretch, to: stage.to * scale })),
    },
  ]);
  return {
    ...same,
    screens: { boards: some(screens.boards), children: some(screens.children) },
    actions: Object.fromEntries(flows),
  };
}

/** Seconds from the first to the last that begins. */
export function lengthOf(actions: Scenario['actions']): number {
  return Math.max(...flowsOf(actions).map(([, { stages }]) => sum(stages.map(({ seconds }) => seconds))));
}

export function flowsOf(actions: Scenario['actions']): [Action, Flow][] {
  return Object.entries(actions) as [Action, Flow][];
}

/**
 * Milliseconds after the beginning at which something is due: whenever the rate, summed up, passes another whole number.
 * @param phase between 0 and 1, so that equal flows need not fall together
 */
export function arrivals({ from, stages }: Flow, phase: number): number[] {
  const due: number[] = [];
  let [rate, begin, total, next] = [from, 0, 0, phase];
  for (const { seconds, to } of stages) {
    const slope = (to - rate) / seconds;
    const end = total + ((rate + to) / 2) * seconds;
    for (; next < end; next += 1) {
      const missing = next - total;
      const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * missing));
      due.push((begin + (slope === 0 ? missing / rate : (root - rate) / slope)) * 1_000);
    }
    [rate, begin, total] = [to, begin + seconds, end];
  }
  return due;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
