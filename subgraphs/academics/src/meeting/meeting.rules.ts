import { covers, holdsOn, type Interval } from '@learnova/platform/interval';
import { dayOf } from '@learnova/platform/local-time';
import { badInput, refusal } from '@learnova/platform/refusal';
import { checkPattern, expandWeekly, type MeetingTime, type WeeklyPattern } from './weekly.rules.ts';

export interface Term {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** Refuses a pattern that is none, or that does not lie within the term: before its days are looked up. */
export function checkSchedule(pattern: WeeklyPattern, term: Term): void {
  checkPattern(pattern);
  if (!covers(term, pattern)) throw outsideTerm(term, pattern.from < term.from ? 'from' : 'to');
}

/** Decides the meetings of a weekly pattern: one on each school day of its weekdays, and at least one. */
export function decideSchedule(
  pattern: WeeklyPattern,
  term: Term,
  schoolDays: ReadonlySet<string>,
): MeetingTime[] {
  const times = expandWeekly(pattern, (date) => schoolDays.has(date), term.timeZone);
  if (times.length > 0) return times;
  const sentence =
    'None of these days is a school day on one of these weekdays. Choose other weekdays or other dates.';
  throw refusal('ACADEMICS_NO_SCHOOL_DAY', sentence, { field: ['input', 'weekdays'] });
}

export interface Move {
  readonly startsAt?: Date | null;
  readonly endsAt?: Date | null;
  readonly roomId?: string | null;
}

/**
 * Decides when a meeting takes place after a move: on one day of its term. What the move leaves out stays as it is. What has begun
 * stays on its day and begun, since its register may have been taken.
 */
export function decideMove(meeting: MeetingTime, move: Move, term: Term, now: Date): MeetingTime {
  if (!move.startsAt && !move.endsAt && !move.roomId) {
    throw badInput(['input'], 'Say what changes: `startsAt`, `endsAt` or `roomId`.');
  }
  const [startsAt, endsAt] = [move.startsAt ?? meeting.startsAt, move.endsAt ?? meeting.endsAt];
  if (endsAt <= startsAt) throw badInput(['input', 'endsAt'], 'A meeting ends later than it begins.');
  const date = dayOf(startsAt, term.timeZone);
  if (dayOf(new Date(endsAt.getTime() - 1), term.timeZone) !== date) {
    throw badInput(
      ['input', 'endsAt'],
      "A meeting ends on the day on which it begins, in the school's time zone.",
    );
  }
  if (!holdsOn(term, date)) throw outsideTerm(term, 'startsAt');
  if (meeting.startsAt <= now && (date !== meeting.date || startsAt > now)) throw begun(meeting);
  return { date, startsAt, endsAt };
}

/** Refuses a move to a day on which the school is closed. */
export function checkSchoolDay(date: string, schoolDays: ReadonlySet<string>): void {
  if (schoolDays.has(date)) return;
  const sentence = `${date} is not a school day. Choose another day.`;
  throw refusal('ACADEMICS_NO_SCHOOL_DAY', sentence, { field: ['input', 'startsAt'], date });
}

/** Who teaches on a day. */
export function teachersOn(
  date: string,
  teachers: readonly (Interval<string> & { readonly staffId: string })[],
): string[] {
  return [...new Set(teachers.filter((teacher) => holdsOn(teacher, date)).map((teacher) => teacher.staffId))];
}

function begun({ date, startsAt }: MeetingTime) {
  const sentence = `This meeting began on ${date}, and its register is that day's. Schedule another meeting instead.`;
  const field = ['input', 'startsAt'];
  return refusal('ACADEMICS_MEETING_BEGUN', sentence, { field, date, startsAt: startsAt.toISOString() });
}

function outsideTerm({ from, to }: Term, field: string) {
  const sentence = `The term runs from ${from} to the day before ${to}. Choose days in it.`;
  return refusal('ACADEMICS_OUTSIDE_TERM', sentence, { field: ['input', field], term: { from, to } });
}
