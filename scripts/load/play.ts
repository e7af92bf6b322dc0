import { setTimeout as pause } from 'node:timers/promises';
import { arrivals, flowsOf } from '../../k6/rates.ts';
import { act, mostAtOnce, type School, versionsOf } from '../../k6/school.ts';
import type { Verdict } from '../../k6/tally.ts';
import { Crowd, Refused } from './crowd.ts';
import type { Action, Measure, Scenario } from './scenario.model.ts';
import { Screens } from './screens.ts';

export interface Figures extends Verdict {
  /** Milliseconds. */
  readonly times: ReadonlyMap<Measure, readonly number[]>;
  /** How often by code. */
  readonly errors: ReadonlyMap<string, number>;
  readonly requests: number;
  /** What was to begin, and what of it did not for want of room. */
  readonly due: number;
  readonly dropped: number;
  /** New versions of registers, and how long it took to make them. */
  readonly submitted: number;
  readonly seconds: number;
}

export interface Game {
  readonly url: string;
  readonly school: School;
  /** How many of each action were begun before, so that the next game goes on from there. */
  readonly turns: Map<Action, number>;
  /** Called when the screens are open, and when what was begun has ended. */
  readonly onEdge?: (edge: 'begin' | 'end') => Promise<void>;
}

/** Plays a scenario: everything begins when it is due, however long the answers take. */
export async function play(game: Game, { screens, actions }: Scenario): Promise<Figures> {
  const { url, school, turns, onEdge } = game;
  await using crowd = new Crowd(url, school.people);
  const before = await versionsOf(crowd.asking(), school);
  const open = await Screens.open(crowd, school, screens);
  await onEdge?.('begin');
  const began = performance.now();
  let [due, underWay, dropped] = [0, 0, 0];
  const begin = async (action: Action, at: number) => {
    await pause(at - performance.now());
    due += 1;
    if (underWay >= mostAtOnce) {
      dropped += 1;
      return;
    }
    underWay += 1;
    const turn = turns.get(action) ?? 0;
    turns.set(action, turn + 1);
    await act(action, crowd.asking(at), school, turn).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
    underWay -= 1;
  };
  const flows = flowsOf(actions);
  await Promise.all(
    flows.flatMap(([action, flow], n) =>
      arrivals(flow, (n + 0.5) / flows.length).map((at) => begin(action, began + at)),
    ),
  );
  const seconds = (performance.now() - began) / 1_000;
  await onEdge?.('end');
  const after = await versionsOf(crowd.asking(), school);
  const { lost, doubled } = await open.settled(before, after);
  const submitted = [...after].reduce((sum, [id, version]) => sum + version - (before.get(id) ?? 0), 0);
  return {
    ...{ times: crowd.times, errors: crowd.errors, requests: crowd.requests },
    ...{ due, dropped, lost, doubled, submitted, seconds },
  };
}
