import { addDays, daysBetween } from '@learnova/platform/local-time';
import { intervalOf, isSpan, overlap, type Span, workingSlots } from '../src/calendar/half-days.rules.ts';

const parts = ['MORNING', 'AFTERNOON'] as const;
const first = '2026-03-27';
const days = daysBetween(first, addDays(first, 4));
const bounds = days.flatMap((day) => parts.map((part) => ({ day, part })));

/** Every span of four days, and spans that end before they begin. */
const all: Span[] = bounds.flatMap((from) =>
  bounds.map((to) => ({ firstDay: from.day, firstPart: from.part, lastDay: to.day, lastPart: to.part })),
);
const spans = all.filter(isSpan);

/** The oracle: the half days of a span as words in a list, by walking along the calendar and not by arithmetic. */
function walk({ firstDay, firstPart, lastDay, lastPart }: Span): Set<string> {
  const walked = new Set<string>();
  let isInside = false;
  for (const day of days) {
    for (const part of parts) {
      if (day === firstDay && part === firstPart) isInside = true;
      if (isInside) walked.add(`${day} ${part}`);
      if (day === lastDay && part === lastPart) isInside = false;
    }
  }
  return walked;
}

test('of the spans of four days those that end where or after they begin are taken', () => {
  expect(all).toHaveLength(64);
  expect(spans).toHaveLength(36);
});

test('two spans overlap where they share a half day: in all cases', () => {
  for (const one of spans) {
    for (const other of spans) {
      const shared = [...walk(one)].some((slot) => walk(other).has(slot));
      expect([one, other, overlap(one, other)]).toEqual([one, other, shared]);
    }
  }
});

test('what a span takes is what is worked of it, whichever days the school is open and whichever week is in force', () => {
  const week = [
    { weekday: 'FRIDAY' as const, parts: ['AFTERNOON' as const] },
    { weekday: 'SUNDAY' as const, parts: ['MORNING' as const, 'AFTERNOON' as const] },
  ];
  for (const span of spans) {
    for (let open = 0; open < 16; open += 1) {
      const isOpen = (day: string) => (open & (1 << days.indexOf(day))) !== 0;
      const taken = (weeks: Parameters<typeof workingSlots>[2]) =>
        workingSlots(span, isOpen, weeks).map(({ date, part }) => `${date} ${part}`);
      const walked = [...walk(span)].filter((slot) => isOpen(slot.slice(0, 10)));
      expect(taken([])).toEqual(walked);
      const worked = ['2026-03-27 AFTERNOON', '2026-03-29 MORNING', '2026-03-29 AFTERNOON'];
      const inForce = walked.filter((slot) => slot >= '2026-03-30' || worked.includes(slot));
      const later = { from: '2026-03-30', days: [{ weekday: 'MONDAY' as const, parts }] };
      expect(taken([later, { from: '2026-01-01', days: week }])).toEqual(inForce);
    }
  }
});

test('the halves of a day meet at noon and fill it, on the day too on which the clocks change', () => {
  for (const date of days) {
    const [morning, afternoon] = parts.map((part) => intervalOf({ date, part }, 'Europe/Vienna'));
    expect(morning?.to).toEqual(afternoon?.from);
    const hours = ((afternoon?.to.getTime() ?? 0) - (morning?.from.getTime() ?? 0)) / 3_600_000;
    expect([date, hours]).toEqual([date, date === '2026-03-29' ? 23 : 24]);
  }
  expect(intervalOf({ date: '2026-03-30', part: 'AFTERNOON' }, 'Europe/Vienna')).toEqual({
    from: new Date('2026-03-30T10:00:00Z'),
    to: new Date('2026-03-30T22:00:00Z'),
  });
});
