import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bookingsOf, rebook } from '../src/meeting/booking.rules.ts';
import { decideMove, teachersOn } from '../src/meeting/meeting.rules.ts';

const term = { from: '2026-03-02', to: '2026-03-06', timeZone: 'Pacific/Auckland' };
const minute = 60_000;
const before = new Date('2026-03-01T00:00:00Z');

describe('a move', () => {
  test('is accepted exactly when it lies on one wall day of the term', () => {
    const start = Date.parse('2026-03-01T00:00:00Z');
    const instant = fc
      .integer({ min: 0, max: 6 * 24 * 60 })
      .map((minutes) => new Date(start + minutes * minute));
    const meeting = {
      date: '2026-03-03',
      startsAt: new Date('2026-03-02T20:00:00Z'),
      endsAt: new Date('2026-03-02T21:00:00Z'),
    };
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: term.timeZone, dateStyle: 'short' });
    fc.assert(
      fc.property(instant, instant, (startsAt, endsAt) => {
        // The oracle looks at the day of every minute of the lesson.
        const days = new Set<string>();
        for (let at = startsAt.getTime(); at < endsAt.getTime(); at += minute) days.add(wall.format(at));
        const [only] = days;
        const isFine =
          days.size === 1 && ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].includes(only ?? '');
        const move = () => decideMove(meeting, { startsAt, endsAt }, term, before);
        if (isFine) expect(move()).toEqual({ date: only, startsAt, endsAt });
        else expect(move).toThrow();
      }),
    );
  });

  test('keeps what it leaves out', () => {
    const meeting = {
      date: '2026-03-03',
      startsAt: new Date('2026-03-02T20:00:00Z'),
      endsAt: new Date('2026-03-02T21:00:00Z'),
    };
    expect(decideMove(meeting, { roomId: 'another' }, term, before)).toEqual(meeting);
    const endsAt = new Date('2026-03-02T20:30:00Z');
    expect(decideMove(meeting, { endsAt }, term, before)).toEqual({ ...meeting, endsAt });
  });
});

test('a meeting that has begun stays on its day and begun, whatever else of it changes', () => {
  const meeting = {
    date: '2026-03-03',
    startsAt: new Date('2026-03-02T20:00:00Z'),
    endsAt: new Date('2026-03-02T21:00:00Z'),
  };
  const now = new Date('2026-03-02T20:10:00Z');
  const move = (startsAt: string, endsAt: string, at = now) =>
    decideMove(meeting, { startsAt: new Date(startsAt), endsAt: new Date(endsAt) }, term, at);
  const code = expect.objectContaining({ code: 'ACADEMICS_MEETING_BEGUN' });
  for (const at of [meeting.startsAt, now, new Date('2026-03-05T00:00:00Z')])
    expect(() => move('2026-03-03T20:00:00Z', '2026-03-03T21:00:00Z', at)).toThrow(code);
  expect(() => move('2026-03-02T20:11:00Z', '2026-03-02T21:00:00Z')).toThrow(code);
  expect(move('2026-03-02T20:05:00Z', '2026-03-02T21:30:00Z')).toMatchObject({ date: '2026-03-03' });
  expect(decideMove(meeting, { roomId: 'another' }, term, now)).toEqual(meeting);
});

test('after a move exactly the room and the teachers of the new day are held, each once', () => {
  const times = { id: 'meeting', startsAt: new Date(0), endsAt: new Date(1) };
  const staff = fc.subarray(['ann', 'ben', 'cem']);
  const rooms = fc.constantFrom('room', 'another room', null);
  fc.assert(
    fc.property(rooms, staff, rooms, staff, (roomBefore, staffBefore, roomId, staffIds) => {
      const before = bookingsOf({ ...times, roomId: roomBefore }, staffBefore);
      const { kept, added, released } = rebook(before, bookingsOf({ ...times, roomId }, staffIds));
      const held = [...kept, ...added].map(({ resourceId }) => resourceId).sort();
      expect(held).toEqual([...staffIds, ...(roomId ? [roomId] : [])].sort());
      expect(new Set([...kept, ...released])).toEqual(new Set(before));
    }),
  );
});

test('who teaches twice on a day is held once', () => {
  const twice = [
    { staffId: 'ann', from: '2026-03-01', to: null },
    { staffId: 'ann', from: '2026-03-02', to: '2026-03-04' },
    { staffId: 'ben', from: '2026-03-01', to: '2026-03-03' },
  ];
  expect(teachersOn('2026-03-03', twice)).toEqual(['ann']);
});
