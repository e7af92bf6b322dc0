import { describe, expect, test } from '@jest/globals';
import { dayOf, startOfDay, timeOf } from '@learnova/platform/local-time';
import fc from 'fast-check';
import { expandWeekly, type WeeklyPattern } from '../src/meeting/weekly.rules.ts';

/** Zones with every kind of change: half hours, quarters, both hemispheres, at midnight, and a day left out. */
const zones: Record<string, string> = {
  'Europe/Berlin': '2026-03-20',
  'America/New_York': '2026-10-25',
  'America/St_Johns': '2026-03-01',
  'Australia/Lord_Howe': '2026-03-28',
  'Pacific/Chatham': '2026-09-20',
  'Asia/Kathmandu': '2026-05-01',
  'Asia/Tokyo': '2026-04-01',
  'Africa/Cairo': '2026-04-18',
  'Asia/Beirut': '2026-03-22',
  'America/Havana': '2026-10-25',
  'Africa/Casablanca': '2026-02-10',
  'Pacific/Apia': '2011-12-24',
  'Pacific/Kiritimati': '2026-01-10',
  UTC: '2026-01-01',
};
const names = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const quarter = 15 * 60_000;
const dayLength = 86_400_000;

const pattern = fc.record({
  zone: fc.constantFrom(...Object.keys(zones)),
  length: fc.integer({ min: 1, max: 16 }),
  weekdays: fc.subarray(names, { minLength: 1 }),
  quarters: fc
    .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 0, max: 95 }))
    .filter(([a, b]) => a !== b),
  holidays: fc.array(fc.integer({ min: 0, max: 15 })),
});

/** Walks through all instants, a quarter of an hour at a time, and notes when each wall time is first shown. */
const walks = new Map<string, Map<string, number>>();
function firstShown(zone: string): Map<string, number> {
  let shown = walks.get(zone);
  if (!shown) {
    shown = new Map();
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const start = Date.parse(zones[zone] as string);
    for (let at = start - dayLength; at < start + 18 * dayLength; at += quarter) {
      const shows = wall.format(at);
      if (!shown.has(shows)) shown.set(shows, at);
    }
    walks.set(zone, shown);
  }
  return shown;
}

function hoursAndMinutes(quarters: number): string {
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
}

describe('a weekly pattern', () => {
  test('becomes one meeting on each school day of its weekdays, when the wall shows its times', () => {
    fc.assert(
      fc.property(pattern, ({ zone, length, weekdays, quarters, holidays }) => {
        const start = Date.parse(zones[zone] as string);
        const date = (offset: number) => new Date(start + offset * dayLength).toISOString().slice(0, 10);
        const closed = new Set(holidays.map(date));
        const [startTime, endTime] = [...quarters].sort((a, b) => a - b).map(hoursAndMinutes) as [
          string,
          string,
        ];
        const weekly: WeeklyPattern = { weekdays, startTime, endTime, from: date(0), to: date(length) };

        const expected: { date: string; startsAt?: number; endsAt?: number }[] = [];
        for (let offset = 0; offset < length; offset += 1) {
          if (
            closed.has(date(offset)) ||
            !weekdays.includes(names[new Date(start + offset * dayLength).getUTCDay()] as string)
          )
            continue;
          const shown = (time: string) => firstShown(zone).get(`${date(offset)} ${time}`);
          expected.push({ date: date(offset), startsAt: shown(startTime), endsAt: shown(endTime) });
        }

        const expand = () => expandWeekly(weekly, (day) => !closed.has(day), zone);
        if (expected.some((m) => m.startsAt === undefined || m.endsAt === undefined)) {
          expect(expand).toThrow(/clocks are put forward/);
          return;
        }
        const meetings = expand();
        expect(
          meetings.map((m) => ({ date: m.date, startsAt: m.startsAt.getTime(), endsAt: m.endsAt.getTime() })),
        ).toEqual(expected);
        for (const meeting of meetings) {
          expect(meeting.startsAt < meeting.endsAt).toBe(true);
          expect([dayOf(meeting.startsAt, zone), timeOf(meeting.startsAt, zone)]).toEqual([
            meeting.date,
            startTime,
          ]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('keeps its hour on the wall when summer time begins', () => {
    const weekly = {
      weekdays: ['FRIDAY', 'MONDAY'],
      startTime: '09:00',
      endTime: '09:45',
      from: '2026-03-27',
      to: '2026-03-31',
    };
    expect(expandWeekly(weekly, () => true, 'Europe/Berlin').map((m) => m.startsAt.toISOString())).toEqual([
      '2026-03-27T08:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
  });
});

describe('a school day', () => {
  test('begins with its first minute on the wall, also where clocks are put forward over midnight', () => {
    for (const [zone, from] of Object.entries(zones)) {
      for (let offset = 0; offset < 16; offset += 1) {
        const date = new Date(Date.parse(from) + offset * dayLength).toISOString().slice(0, 10);
        const first = [...firstShown(zone)]
          .filter(([shows]) => shows.slice(0, 10) >= date)
          .map(([, at]) => at);
        expect({ zone, date, start: startOfDay(date, zone).getTime() }).toEqual({
          zone,
          date,
          start: Math.min(...first),
        });
      }
    }
  });
});
