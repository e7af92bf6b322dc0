import fc from 'fast-check';
import { decideRefresh, normalEmail, throttle, throttledUntil } from '../src/sign-in/sign-in.rules.ts';

const now = new Date('2026-03-02T08:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const failures = fc.array(fc.integer({ min: 0, max: 3600 }).map(before), { maxLength: 40 });

test('an e-mail is closed exactly while ten failures lie within fifteen minutes', () => {
  fc.assert(
    fc.property(failures, (list) => {
      const until = throttledUntil(list, now);
      const recent = (at: Date) =>
        list.filter((one) => at.getTime() - one.getTime() < throttle.windowMs).length;
      expect(until !== null).toBe(recent(now) >= throttle.failures);
      if (until === null) return;
      expect(recent(new Date(until.getTime() - 1))).toBeGreaterThanOrEqual(throttle.failures);
      expect(recent(until)).toBeLessThan(throttle.failures);
    }),
  );
});

test('a refresh token is good once, within its time, while its session stands', () => {
  const token = { used: false, expiresAt: before(-60), sessionEndedAt: null };
  expect(decideRefresh(token, now)).toBe('ROTATE');
  expect(decideRefresh(null, now)).toBe('REFUSE');
  expect(decideRefresh({ ...token, expiresAt: now }, now)).toBe('REFUSE');
  expect(decideRefresh({ ...token, sessionEndedAt: before(5) }, now)).toBe('REFUSE');
});

test('a used refresh token ends the session, however old it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e6, max: 1e6 }), (seconds) => {
      const token = { used: true, expiresAt: before(seconds), sessionEndedAt: null };
      expect(decideRefresh(token, now)).toBe('END_SESSION');
    }),
  );
});

test('capitals and spaces around an e-mail make no difference', () => {
  expect(normalEmail('  Anna.Berg@School.Example ')).toBe('anna.berg@school.example');
});
