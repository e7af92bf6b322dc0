import { newId } from '@learnova/platform/ids';
import { EffortWatch, type Stretch } from '../../load/effort.ts';
import type { Stage } from '../../load/stage.ts';
import type { Visitor } from '../../story/client.ts';
import type { Class } from '../school.ts';
import { percentile, rounded } from '../statistics.ts';
import { type Submissions, submitDocument, submitInput } from '../submissions.ts';
import type { Table } from '../table.ts';
import type { Screens } from './screens.ts';

/** Who submits the registers of one class, and the topic that tells of them. */
export interface Desk {
  readonly of: Class;
  readonly topic: string;
  readonly submissions: Submissions;
  readonly teacher: Visitor;
}

/** What teachers achieved who submit the next register as soon as the last one is where it has to be. */
interface Step {
  readonly lanes: number;
  readonly perSecond: number;
  /** Milliseconds to the answer, and until the last board shows it. */
  readonly answered: readonly number[];
  readonly shown: readonly number[];
  readonly effort: Stretch;
}

/** Teachers at a time. */
const lanes = [1, 2, 4, 8, 16, 32];

/** As many teachers at a time as bring more: what bounds it is who took most then. @param screens which have to show each register */
export async function climbed(
  stage: Stage,
  desks: readonly Desk[],
  screens: Screens | null,
  seconds: number,
): Promise<Step[]> {
  const steps: Step[] = [];
  const turns = desks.map((desk) => desk);
  for (const count of lanes) {
    const step = await played(stage, turns, screens, { count, seconds });
    const best = Math.max(0, ...steps.map(({ perSecond }) => perSecond));
    steps.push(step);
    if (step.perSecond < best * 1.05) break;
  }
  return steps;
}

/** @param turns is taken from at its beginning and put back at its end: nobody submits for a class for which another does */
async function played(
  stage: Stage,
  turns: Desk[],
  screens: Screens | null,
  { count, seconds }: { count: number; seconds: number },
): Promise<Step> {
  const answered: number[] = [];
  const shown: number[] = [];
  const watch = new EffortWatch(stage);
  await watch.begin();
  const began = performance.now();
  const lane = async () => {
    while (performance.now() < began + seconds * 1_000) {
      const desk = turns.shift();
      if (!desk) throw new Error('there are fewer classes than teachers');
      const { topic, submissions, teacher } = desk;
      const input = submitInput(submissions.next(), newId());
      const sent = performance.now();
      const submit = async () => {
        await teacher.data(submitDocument, input);
        answered.push(performance.now() - sent);
      };
      if (screens) await screens.told([topic], submit);
      else await submit();
      shown.push(performance.now() - sent);
      turns.push(desk);
    }
  };
  await Promise.all(Array.from({ length: count }, lane));
  const perSecond = (shown.length * 1_000) / (performance.now() - began);
  return { lanes: count, perSecond, answered, shown, effort: await watch.end() };
}

export function climbTable(title: string, steps: readonly Step[]): Table {
  return {
    title,
    columns: [
      'a second',
      'answered, p50 ms',
      'p95 ms',
      'shown by all, p50 ms',
      'p95 ms',
      'cores',
      'of others',
    ],
    rows: steps.map(({ lanes: count, perSecond, answered, shown, effort }) => [
      `${count} at a time`,
      rounded(perSecond),
      ...[answered, shown].flatMap((times) => [50, 95].map((percent) => rounded(percentile(times, percent)))),
      rounded(effort.own),
      rounded(effort.others),
    ]),
  };
}

/** The most a second, and who worked for it. */
export function bestOf(steps: readonly Step[]): Step {
  const [best] = steps.toSorted((one, other) => other.perSecond - one.perSecond);
  if (!best) throw new Error('nothing was played');
  return best;
}

/** A row a process: cores without and with the boards, and milliseconds of processor time a submission. */
export function workTable(without: Step, withBoards: Step): Table {
  const coresOf = ({ effort }: Step, name: string) =>
    effort.efforts.find((one) => one.name === name)?.cores ?? 0;
  const each = (step: Step, cores: number) => rounded((cores * 1_000) / step.perSecond);
  const row = (name: string, before: number, during: number) => [
    name,
    ...[rounded(before), each(without, before), rounded(during), each(withBoards, during)],
  ];
  return {
    title: 'who works at the most that is achieved, without boards and with them',
    columns: ['cores', 'ms each', 'cores, boards', 'ms each, boards'],
    rows: [
      ...withBoards.effort.efforts.map(({ name, cores }) => row(name, coresOf(without, name), cores)),
      row('(all of these)', without.effort.own, withBoards.effort.own),
    ],
  };
}
