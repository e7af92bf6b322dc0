import fc from 'fast-check';
import { canBeSent, canBeUsed, decideReset, linkExpiry } from '../src/password-link/password-link.rules.ts';

const minute = 60_000;

interface Asked {
  readonly purpose: 'RESET' | 'INVITATION';
  readonly at: number;
  expiresAt: Date | null;
  endedAt: Date | null;
  /** The mail that was written last. */
  token: string | null;
}

/** What happens to one person's links, with minutes between. */
const happening = fc.record({
  what: fc.constantFrom('ask', 'invite', 'write', 'write the one before', 'use', 'change the e-mail'),
  after: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(24 * 60, 7 * 24 * 60 - 1, 7 * 24 * 60)),
});

test('of all tokens that were ever written only the last one of the newest link holds, once, and for its time', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (day) => {
      const links: Asked[] = [];
      let now = Date.parse('2026-03-12T08:00:00Z');
      let isTheirEmail = true;
      /** The one token that may hold, said without the rules. */
      let good: { token: string; until: number } | null = null;
      let written = 0;
      const factsOf = (link: Asked) => ({
        ...link,
        ...{ personId: 'somebody', requestedAt: new Date(link.at), isTheirEmail },
        isOvertaken: links.indexOf(link) < links.length - 1,
      });
      const holding = () =>
        links.filter((link) => canBeUsed(factsOf(link), new Date(now))).map(({ token }) => token);
      for (const { what, after } of day) {
        now += after * minute;
        if (what === 'ask' || what === 'invite') {
          const purpose = what === 'ask' ? ('RESET' as const) : ('INVITATION' as const);
          links.push({ purpose, at: now, expiresAt: null, endedAt: null, token: null });
          isTheirEmail = true;
          good = null;
        }
        if (what === 'write' || what === 'write the one before') {
          const link = links.at(what === 'write' ? -1 : -2);
          const isWritten = link !== undefined && canBeSent(factsOf(link), new Date(now));
          const isNewest = what === 'write' && link?.endedAt === null && isTheirEmail;
          expect(isWritten).toBe(isNewest && now - link.at < 24 * 60 * minute);
          if (isWritten) {
            written += 1;
            const until = now + (link.purpose === 'RESET' ? 30 : 7 * 24 * 60) * minute;
            Object.assign(link, {
              token: `token ${written}`,
              expiresAt: linkExpiry(link.purpose, new Date(now)),
            });
            good = { token: `token ${written}`, until };
          }
        }
        if (what === 'change the e-mail') {
          isTheirEmail = false;
          good = null;
        }
        expect(holding()).toEqual(good && now < good.until ? [good.token] : []);
        if (what === 'use' && holding().length > 0) {
          for (const link of links) link.endedAt ??= new Date(now);
          good = null;
          expect(holding()).toEqual([]);
        }
      }
    }),
  );
});

test('a link of nobody is neither sent nor used', () => {
  const now = new Date();
  const link = { purpose: 'RESET', personId: null, requestedAt: now, endedAt: null } as const;
  const facts = { ...link, expiresAt: linkExpiry('RESET', now), isOvertaken: false, isTheirEmail: false };
  expect([canBeSent(facts, now), canBeUsed(facts, now)]).toEqual([false, false]);
});

test('links are asked for as long as fewer than five were within the hour, and the refusal says until when they are not', () => {
  const times = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 12 });
  fc.assert(
    fc.property(times, (minutesAgo) => {
      const now = new Date('2026-03-12T08:00:00Z');
      const earlier = minutesAgo.map((minutes) => new Date(now.getTime() - minutes * minute));
      const within = minutesAgo.filter((minutes) => minutes < 60).toSorted((a, b) => a - b);
      const fifth = within[4];
      let retryAfter: unknown = null;
      try {
        decideReset(earlier, now);
      } catch (error) {
        const { code, extensions } = error as { code: string; extensions: { retryAfterSeconds: number } };
        expect(code).toBe('PASSWORD_RESET_THROTTLED');
        retryAfter = extensions.retryAfterSeconds;
      }
      expect(retryAfter).toBe(fifth === undefined ? null : (60 - fifth) * 60);
    }),
  );
});
