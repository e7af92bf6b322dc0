import { belowFloor, floor, summaryModel, told } from '../../scripts/delivery/coverage/floor.ts';

const of = (percent: Readonly<Record<keyof typeof floor, number>>) =>
  summaryModel.parse({
    total: Object.fromEntries(Object.entries(percent).map(([kind, pct]) => [kind, { pct }])),
  }).total;

it('what is covered as the floor asks is enough, and a hundredth less of one kind is not', () => {
  expect(belowFloor(of(floor))).toEqual([]);
  expect(belowFloor(of({ ...floor, branches: floor.branches - 0.01 }))).toEqual(['branches']);
  expect(told(of({ ...floor, lines: 95.5 }))).toContain(`| lines | 95.5 % | ${floor.lines} % |`);
});

it('a run that has loaded nothing is no full coverage', () => {
  expect(() => summaryModel.parse({ total: { lines: { pct: 'Unknown' } } })).toThrow();
});
