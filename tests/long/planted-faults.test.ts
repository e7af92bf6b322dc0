import { faults } from '../faults/faults.ts';
import { failingWithout, missedBy } from '../faults/planting.ts';

/** A test that nothing turns red proves nothing: each fault is planted in turn, and the tests that are to find it must fail. */
test.each(faults)(
  'the suite finds it: $name',
  async (fault) => expect(await missedBy(fault)).toEqual([]),
  180_000,
);

test('without a fault all of these tests pass', async () => {
  expect(await failingWithout(faults)).toEqual([]);
}, 600_000);
