import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Day,
  endGrace,
  hear,
  type Lesson,
  openDay,
  type Telling,
} from '../src/absence/absence.rules.ts';
import { type Heard, type ToldMail, toldByHand } from './support/told-by-hand.ts';

const grace = 10;
const everybody = () => true;

function lesson(registerId: string, marks: Record<string, boolean>, at = 0, excused: string[] = []): Lesson {
  const knownAt = new Date(at);
  return {
    registerId,
    organizationId: 'school',
    startsAt: '2026-03-12T08:00:00Z',
    marks: new Map(Object.entries(marks)),
    excused: new Set(excused),
    knownAt,
  };
}

function told(...registers: Lesson[]): Day {
  let day = openDay;
  for (const register of registers) day = hear(day, register, everybody, grace).day;
  if (day.state !== 'HELD') throw new Error('nothing is held');
  return endGrace(day, everybody).day;
}

describe('What a guardian is told of a day', () => {
  it('an absence is held for the grace time', () => {
    const { day, tellings } = hear(openDay, lesson('maths', { ada: true }, 5), everybody, grace);
    expect(day).toMatchObject({ state: 'HELD', sendAt: new Date(15) });
    expect(tellings).toEqual([]);
  });

  it('a sibling absent within the grace time joins the message, which does not go out later for it', () => {
    const { day } = hear(openDay, lesson('maths', { ada: true }, 0), everybody, grace);
    const both = hear(day, lesson('music', { ben: true }, 7), everybody, grace).day;
    expect(both).toMatchObject({ state: 'HELD', sendAt: new Date(10) });
    if (both.state !== 'HELD') return;
    const { tellings } = endGrace(both, everybody);
    expect(tellings).toHaveLength(1);
    expect(tellings[0]).toMatchObject({ kind: 'ABSENCE', byMail: true });
    expect(tellings[0]?.statements.map((s) => s.studentId)).toEqual(['ada', 'ben']);
  });

  it('a correction within the grace time cancels the message, and a later absence starts a grace time of its own', () => {
    const held = hear(openDay, lesson('maths', { ada: true }, 0), everybody, grace).day;
    const cancelled = hear(held, lesson('maths', { ada: false }, 4), everybody, grace);
    expect(cancelled).toEqual({ day: openDay, tellings: [] });
    expect(hear(cancelled.day, lesson('music', { ada: true }, 20), everybody, grace).day).toMatchObject({
      sendAt: new Date(30),
    });
  });

  it('once the message is decided, a further lesson of the day adds an inbox entry and no mail', () => {
    const { tellings } = hear(
      told(lesson('maths', { ada: true })),
      lesson('music', { ada: true }),
      everybody,
      grace,
    );
    expect(tellings).toMatchObject([{ kind: 'ABSENCE', byMail: false }]);
  });

  it('what a message said is corrected by one message for all siblings', () => {
    const day = told(lesson('maths', { ada: true, ben: true }));
    const { tellings } = hear(day, lesson('maths', { ada: false, ben: false }), everybody, grace);
    expect(tellings).toMatchObject([{ kind: 'ABSENCE_CORRECTED', byMail: true }]);
    expect(tellings[0]?.statements).toHaveLength(2);
  });

  it('what only the inbox said is corrected in the inbox alone', () => {
    const { day } = hear(
      told(lesson('maths', { ada: true })),
      lesson('music', { ada: true }),
      everybody,
      grace,
    );
    const { tellings } = hear(day, lesson('music', { ada: false }), everybody, grace);
    expect(tellings).toMatchObject([{ kind: 'ABSENCE_CORRECTED', byMail: false }]);
  });

  it('a guardian who may not be told of a child is told of the other one alone', () => {
    const { day } = hear(openDay, lesson('maths', { ada: true, ben: true }), (id) => id === 'ada', grace);
    expect(day.statements.map((s) => s.studentId)).toEqual(['ada']);
  });

  it('a guardian who may no longer know when the grace time ends is told nothing', () => {
    const { day } = hear(openDay, lesson('maths', { ada: true }), everybody, grace);
    if (day.state !== 'HELD') throw new Error('nothing is held');
    expect(endGrace(day, () => false)).toEqual({ day: openDay, tellings: [] });
  });
});

describe('Leave that excuses an absence', () => {
  const [absent, excused] = [lesson('maths', { ada: true }), lesson('maths', { ada: true }, 0, ['ada'])];

  it('is no news, and within the grace time takes the message back', () => {
    expect(hear(openDay, excused, everybody, grace)).toEqual({ day: openDay, tellings: [] });
    const held = hear(openDay, absent, everybody, grace).day;
    expect(hear(held, excused, everybody, grace)).toEqual({ day: openDay, tellings: [] });
  });

  it('is told once to whoever was told of the absence, and so is its cancellation', () => {
    const { day, tellings } = hear(told(absent), excused, everybody, grace);
    expect(tellings).toMatchObject([
      { kind: 'ABSENCE_CORRECTED', byMail: true, statements: [{ absent: true, excused: true }] },
    ]);
    expect(hear(day, excused, everybody, grace)).toEqual({ day, tellings: [] });
    const again = hear(day, absent, everybody, grace);
    expect(again.tellings).toMatchObject([{ kind: 'ABSENCE_CORRECTED', byMail: true }]);
    expect(again.tellings[0]?.statements[0]).not.toHaveProperty('excused');
  });

  it('is an entry of the inbox where the absence was one', () => {
    const { day } = hear(told(absent), lesson('music', { ada: true }), everybody, grace);
    const { tellings } = hear(day, lesson('music', { ada: true }, 0, ['ada']), everybody, grace);
    expect(tellings).toMatchObject([{ kind: 'ABSENCE_CORRECTED', byMail: false }]);
  });
});

const steps = fc.array(
  fc.record({
    gap: fc.integer({ min: 1, max: 14 }),
    register: fc.constantFrom('maths', 'music', 'sport'),
    absent: fc.subarray(['ada', 'ben']),
    heardTwice: fc.boolean(),
  }),
  { maxLength: 14 },
);
const ends = fc.record({
  ada: fc.option(fc.integer({ min: 0, max: 90 }), { nil: Number.POSITIVE_INFINITY }),
  ben: fc.option(fc.integer({ min: 0, max: 90 }), { nil: Number.POSITIVE_INFINITY }),
});

describe('For any interleaving of submissions, corrections, ends of rights and the passing of the grace time', () => {
  it('the mails are those that one would work out by hand from the whole history', () => {
    fc.assert(
      fc.property(steps, ends, (history, rights) => {
        const rightsEnd = new Map(Object.entries(rights));
        let at = 0;
        const heard = history.map((step) => {
          at += step.gap;
          return { at, register: step.register, absent: new Set(step.absent), heardTwice: step.heardTwice };
        });
        expect(toldByRules(heard, rightsEnd)).toEqual(toldByHand(heard, rightsEnd, grace));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Plays the history through the rules, as the reaction and the job would, some of it twice. */
function toldByRules(
  history: readonly (Heard & { heardTwice: boolean })[],
  rightsEnd: ReadonlyMap<string, number>,
): ToldMail[] {
  const mails: ToldMail[] = [];
  let day = openDay;
  const mayBeTold = (at: number) => (studentId: string) => (rightsEnd.get(studentId) ?? 0) > at;
  const keep = (tellings: readonly Telling[]) => mails.push(...tellings.filter((t) => t.byMail).map(mailOf));
  const passTo = (at: number) => {
    if (day.state !== 'HELD' || day.sendAt.getTime() > at) return;
    const end = endGrace(day, mayBeTold(day.sendAt.getTime()));
    keep(end.tellings);
    day = end.day;
  };
  for (const { at, register, absent, heardTwice } of history) {
    passTo(at);
    const marks = { ada: absent.has('ada'), ben: absent.has('ben') };
    const consequence = hear(day, lesson(register, marks, at), mayBeTold(at), grace);
    keep(consequence.tellings);
    day = consequence.day;
    if (heardTwice)
      expect(hear(day, lesson(register, marks, at), mayBeTold(at), grace)).toEqual({ day, tellings: [] });
  }
  passTo(Number.POSITIVE_INFINITY);
  return mails;
}

function mailOf({ kind, statements }: Telling): ToldMail {
  const says = statements
    .map((s) => `${s.registerId} ${s.studentId} ${s.absent ? 'absent' : 'present'}`)
    .sort();
  return { correction: kind === 'ABSENCE_CORRECTED', says };
}
