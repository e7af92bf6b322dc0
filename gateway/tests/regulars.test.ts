import fc from 'fast-check';
import { Regulars } from '../src/regulars.ts';

/** As who asks uses it: looked up, and put there where it is not. */
function ask(cache: Regulars<string>, key: string, size = 1): 'known' | 'new' {
  if (cache.get(key) !== undefined) return 'known';
  cache.set(key, key.toUpperCase(), size);
  return 'new';
}

test('what is asked again is not pushed out by any number of things that are asked once', () => {
  const cache = new Regulars<string>(100);
  for (const round of ['new', 'known'])
    for (let n = 0; n < 5; n += 1) expect(ask(cache, `screen ${n}`)).toBe(round);
  for (let n = 0; n < 10_000; n += 1) expect(ask(cache, `once ${n}`)).toBe('new');
  for (let n = 0; n < 5; n += 1) expect(ask(cache, `screen ${n}`)).toBe('known');
});

test('of what was asked once a few are known still, and no more', () => {
  const cache = new Regulars<string>(100);
  for (let n = 0; n < 50; n += 1) ask(cache, `${n}`);
  const known = Array.from({ length: 50 }, (_, n) => n).filter((n) => cache.has(`${n}`));
  expect(known).toEqual([45, 46, 47, 48, 49]);
});

test('what is foreseen, or too large to wait, is kept from the first time on', () => {
  const cache = new Regulars<string>(100);
  cache.set('foreseen', 'FORESEEN', 1, true);
  expect(ask(cache, 'large', 60)).toBe('new');
  for (let n = 0; n < 100; n += 1) ask(cache, `${n}`);
  expect(['foreseen', 'large'].map((key) => cache.get(key))).toEqual(['FORESEEN', 'LARGE']);
});

test('it never gives another value than was put there, and holds no more than it may', () => {
  const asked = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 200 }), (all) => {
      const cache = new Regulars<string>(100);
      const sizes = new Map<string, number>();
      for (const [n, size] of all) {
        const key = `key ${n}`;
        if (ask(cache, key, size) === 'new') sizes.set(key, size);
        else expect(cache.get(key)).toBe(key.toUpperCase());
        const held = [...sizes].filter(([one]) => cache.has(one)).reduce((sum, [, bytes]) => sum + bytes, 0);
        expect(held).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test('of many that come round and round, more than there is room for those of once, all are known from the third time on', () => {
  const cache = new Regulars<string>(1_000);
  const round = () => Array.from({ length: 90 }, (_, n) => ask(cache, `${n}`, 10));
  round();
  round();
  expect(new Set(round())).toEqual(new Set(['known']));
});
