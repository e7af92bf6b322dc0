import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { emptyPot, fromBytes, type Pot, potOf, potsFor, put, toBytes } from '../src/ballot/pot.rules.ts';
import { seal, unseal } from '../src/ballot/seal.ts';

const hash = () => randomBytes(32).toString('base64');

describe('a pot', () => {
  test('holds the same in whatever order ballots come, each paper once', () => {
    const votes = fc.array(fc.record({ paper: fc.nat({ max: 8 }), rating: fc.integer({ min: 1, max: 5 }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(votes, (cast) => {
        const firsts = cast.filter(({ paper }, n) => cast.findIndex((one) => one.paper === paper) === n);
        const ids = new Map(firsts.map(({ paper }) => [paper, randomUUID()]));
        const potAfter = (order: typeof cast): Pot =>
          order.reduce(
            (pot, { paper, rating }) =>
              put(pot, `paper ${paper}`, { id: ids.get(paper) ?? '', answers: { q: rating } }),
            emptyPot,
          );
        const pot = potAfter(firsts);
        expect(potAfter(firsts.toReversed())).toEqual(pot);
        expect(potAfter(cast)).toEqual(pot);
        expect(pot.ballots).toHaveLength(new Set(cast.map(({ paper }) => paper)).size);
        expect(fromBytes(toBytes(pot))).toEqual(pot);
      }),
    );
  });

  test('is as long for a long ballot as for a short one', () => {
    const lengthWith = (text: string) =>
      toBytes(put(emptyPot, hash(), { id: randomUUID(), answers: { question: text } })).length;
    expect(lengthWith('x'.repeat(1_900))).toBe(lengthWith('x'));
  });

  test('opens in its own place alone, under its own key, and unchanged; sealed again it looks like another', () => {
    const [key, other] = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))];
    const sealed = seal(key, 'pot a 0', Buffer.from('ballots'));
    expect(unseal(key, 'pot a 0', sealed).toString()).toBe('ballots');
    expect(() => unseal(key, 'pot a 1', sealed)).toThrow();
    expect(() => unseal(other, 'pot a 0', sealed)).toThrow();
    const damaged = Buffer.from(sealed);
    damaged[sealed.length - 1] = (damaged[sealed.length - 1] ?? 0) ^ 1;
    expect(() => unseal(key, 'pot a 0', damaged)).toThrow();
    expect(seal(key, 'pot a 0', Buffer.from('ballots')).equals(sealed)).toBe(false);
  });

  test('is one of a few, evenly: as many voters to each, whoever they are', () => {
    expect([1, 64, 65, 1_000].map(potsFor)).toEqual([1, 1, 2, 16]);
    const counts = Array<number>(4).fill(0);
    for (let n = 0; n < 4_000; n += 1) {
      const no = potOf(hash(), 4);
      counts[no] = (counts[no] ?? 0) + 1;
    }
    // Twelve standard deviations and more.
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(340);
  });
});
