import { lifetime } from '@learnova/schema/claims';
import {
  keySetAge,
  publishedAfter,
  publishedBefore,
  publishedKeys,
  signingKey,
  waitingKey,
} from '@learnova/schema/signing-keys';
import fc from 'fast-check';

interface Key {
  readonly kid: string;
  readonly nbf?: number;
}

const at = (seconds: number) => new Date(seconds * 1000);

/** What stands in the file from which second on, when somebody tries to rotate at these seconds. */
function history(tries: readonly number[]): { from: number; keys: Key[] }[] {
  const states = [{ from: 0, keys: [{ kid: 'first' }] as Key[] }];
  for (const second of tries) {
    const { keys } = states.at(-1) ?? { keys: [] };
    if (waitingKey(keys, at(second))) continue;
    const key = { kid: `made-${second}`, nbf: second + publishedBefore };
    states.push({ from: second, keys: [key, ...publishedKeys(keys, at(second))] });
  }
  return states;
}

const tries = fc
  .array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 12 })
  .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)));

test('whoever fetched the keys within their greatest age knows the key that signs, however often they are rotated', () => {
  fc.assert(
    fc.property(
      tries,
      fc.integer({ min: 0, max: 40_000 }),
      fc.integer({ min: 0, max: keySetAge }),
      (all, now, age) => {
        const states = history(all);
        const fileAt = (second: number) => states.findLast(({ from }) => from <= second)?.keys ?? [];
        const signs = signingKey(fileAt(now), at(now));
        const fetched = Math.max(0, now - age);
        expect(publishedKeys(fileAt(fetched), at(fetched))).toContainEqual(signs);
      },
    ),
  );
});

test('a key is published for as long as any token lives that it has signed', () => {
  fc.assert(
    fc.property(
      tries,
      fc.integer({ min: 0, max: 40_000 }),
      fc.integer({ min: 0, max: lifetime.access }),
      (all, now, age) => {
        const states = history(all);
        const fileAt = (second: number) => states.findLast(({ from }) => from <= second)?.keys ?? [];
        const signed = signingKey(fileAt(now), at(now));
        expect(publishedKeys(fileAt(now + age), at(now + age))).toContainEqual(signed);
      },
    ),
  );
});

test('a key goes when its last token has expired, and only where another took its place', () => {
  const [old, next] = [{ kid: 'old' }, { kid: 'next', nbf: 10_000 }];
  expect(publishedKeys([next, old], at(10_000 + publishedAfter - 1))).toEqual([next, old]);
  expect(publishedKeys([next, old], at(10_000 + publishedAfter))).toEqual([next]);
  expect(publishedKeys([old, { kid: 'by hand' }], at(1e9))).toHaveLength(2);
});
