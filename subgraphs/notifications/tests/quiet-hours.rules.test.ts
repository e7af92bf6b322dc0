import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quietUntil } from '../src/preference/quiet-hours.rules.ts';

const minute = 60_000;
const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Sao_Paulo',
];
/** Around the nights on which clocks are changed somewhere in these zones, and an usual one. */
const nights = [
  '2026-03-07',
  '2026-03-28',
  '2026-04-04',
  '2026-10-03',
  '2026-10-24',
  '2026-10-31',
  '2018-11-03',
  '2026-06-01',
];

const time = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);

/** What the wall shows, by the formatter alone. */
function wall(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** The rule written out: walk on, minute by minute, until the wall shows a time outside. */
function walked(now: number, from: string, to: string, timeZone: string): number | null {
  const quiet = (at: number) => {
    const shown = wall(at, timeZone);
    return from < to ? from <= shown && shown < to : from <= shown || shown < to;
  };
  if (!quiet(now)) return null;
  let at = Math.floor(now / minute) * minute;
  while (quiet(at)) at += minute;
  return at;
}

it('quiet ends at the first minute that the wall shows outside of it, also on nights on which clocks are changed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...nights),
      fc.integer({ min: 0, max: 48 * 60 * 60 }),
      time,
      time,
      (timeZone, night, seconds, from, to) => {
        fc.pre(from !== to);
        const now = Date.parse(`${night}T00:00:00Z`) + seconds * 1_000;
        const until = quietUntil(new Date(now), { from, to }, timeZone);
        expect(until?.getTime() ?? null).toBe(walked(now, from, to, timeZone));
      },
    ),
    { numRuns: 60 },
  );
});

it('an hour that is jumped over ends quiet when clocks are put forward, and one that comes twice is quiet twice', () => {
  const night = { from: '21:00', to: '02:30' };
  const vienna = (iso: string) => quietUntil(new Date(iso), night, 'Europe/Vienna')?.toISOString();
  expect(vienna('2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00:00.000Z');
  expect(vienna('2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
  expect(vienna('2026-10-25T00:45:00Z')).toBeUndefined();
  expect(vienna('2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00.000Z');
});
