import { Supergraph } from '@apollo/federation-internals';
import { parse, validate } from 'graphql';
import * as documents from '../../k6/documents.ts';
import { arrivals, scaled } from '../../k6/rates.ts';
import { Tally } from '../../k6/tally.ts';
import { scenariosModel } from '../../scripts/load/scenario.model.ts';
import * as story from '../../scripts/story/documents.ts';
import { jsonOf, textOf } from '../shape/repository.ts';

const scenarios = scenariosModel.parse(jsonOf('k6/scenarios.json'));

test('every operation of the story and of the scenarios fits the graph', () => {
  const schema = Supergraph.build(textOf('schema/supergraph.graphql')).apiSchema().toGraphQLJSSchema();
  const faults = Object.entries({ ...story, ...documents }).flatMap(([name, text]) =>
    validate(schema, parse(text)).map(({ message }) => `${name}: ${message}`),
  );
  expect(faults).toEqual([]);
});

test('a threshold is set only for what a scenario does', () => {
  const idle = Object.entries(scenarios).flatMap(([name, { actions, screens, thresholds }]) => {
    const done = [...Object.keys(actions), 'lesson', 'board', ...(screens.children > 0 ? ['child'] : [])];
    return Object.keys(thresholds.p95)
      .filter((measure) => !done.includes(measure))
      .map((measure) => `${name}: ${measure}`);
  });
  expect(idle).toEqual([]);
});

test('things are due as often as the rate says, also while it rises and falls', () => {
  const even = arrivals({ from: 4, stages: [{ seconds: 2, to: 4 }] }, 0.5);
  expect(even).toEqual([125, 375, 625, 875, 1125, 1375, 1625, 1875]);
  const hill = arrivals(
    {
      from: 0,
      stages: [
        { seconds: 4, to: 10 },
        { seconds: 4, to: 0 },
      ],
    },
    0.5,
  );
  expect(hill).toHaveLength(40);
  expect(hill).toEqual(hill.toSorted((one, other) => one - other));
  // Half of the way up a quarter of what comes has come.
  expect(hill.filter((at) => at < 2_000)).toHaveLength(5);
  expect(hill.filter((at) => at > 6_000)).toHaveLength(5);
});

test('a tenth of a scenario has a tenth of the rates and of the screens, at least one of each', () => {
  const { screens, actions } = scaled(scenarios['roll-call-storm']!, { scale: 0.1, seconds: 10 });
  expect(screens).toEqual({ boards: 1, children: 2 });
  expect(actions.submit?.stages.map(({ to }) => to)).toEqual([0.4, 0.4, 0]);
  expect(actions.submit?.stages.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(10);
});

test('a board is told to have lost what it did not show, and doubled what it showed again', () => {
  const tally = new Tally();
  const [before, after] = [
    new Map([['maths', 1]]),
    new Map([
      ['maths', 3],
      ['biology', 1],
    ]),
  ];
  tally.see('maths', '7');
  expect(tally.verdict(before, after)).toEqual({ lost: 2, doubled: 0 });
  tally.see('maths', '8');
  tally.see('biology', '9');
  expect(tally.verdict(before, after)).toEqual({ lost: 0, doubled: 0 });
  tally.see('biology', '9');
  tally.see('maths', '10');
  expect(tally.verdict(before, after)).toEqual({ lost: 0, doubled: 2 });
});
