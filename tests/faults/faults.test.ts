import { textOf } from '../shape/repository.ts';
import { faults } from './faults.ts';
import { missedBy } from './planting.ts';

/** Here one of each kind that is quick; `tests/long/planted-faults.test.ts` plants all. */
const quick = [
  'an idempotency key ignored: it is not stored with the command',
  'an ask is answered to the bearer of a person',
];

const edits = faults.flatMap(({ name, edits }) => edits.map((edit) => ({ name, ...edit })));

test.each(edits)('$name: its place in $file is still there', ({ file, text, instead }) => {
  expect(textOf(file).split(text)).toHaveLength(2);
  expect(instead).not.toBe(text);
});

test('each fault has a name of its own, and a test that is to find it', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(faults.filter(({ found }) => found.length === 0)).toEqual([]);
});

test.each(quick)(
  'the suite finds it: %s',
  async (name) => {
    const fault = faults.find((candidate) => candidate.name === name);
    expect(fault && (await missedBy(fault))).toEqual([]);
  },
  60_000,
);
