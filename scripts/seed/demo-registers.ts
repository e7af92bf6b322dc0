import { addDays } from '@learnova/platform/local-time';
import type { SchoolAttendanceCode, SchoolRegister } from '@learnova/schema/school';
import type { SchoolLeave } from '@learnova/schema/school-leave';
import { weekday } from './days.ts';
import type { DemoStudent } from './demo-people.ts';
import type { DemoMeeting } from './demo-school.ts';
import type { Random } from './random.ts';

interface Parts {
  readonly meetings: readonly DemoMeeting[];
  readonly codes: readonly SchoolAttendanceCode[];
  readonly anchor: string;
  readonly term: { readonly from: string };
  readonly leave: SchoolLeave;
}

/**
 * The registers of all days before the anchor. Absence is of whole days more often than not and clusters by person, is higher
 * on Mondays and Fridays and in one fortnight of flu; 1.5 % come late; 3 % of the registers were never taken.
 */
export function* registersOf(
  random: Random,
  { meetings, codes, anchor, term, leave }: Parts,
): Generator<SchoolRegister> {
  const byCode = new Map(codes.map((code) => [code.code, code.id]));
  const code = (name: string) => byCode.get(name) ?? '';
  const flu = { from: addDays(term.from, 50), to: addDays(term.from, 64) };
  let day = '';
  let away = new Set<string>();
  for (const meeting of meetings) {
    if (meeting.date >= anchor) return;
    if (meeting.date !== day) {
      day = meeting.date;
      away = absentees(random, meetings, day, factorOf(day, flu));
      for (const studentId of onLeave(leave, day)) away.add(studentId);
    }
    if (random.chance(0.03)) continue;
    const takenAt = new Date(Date.parse(meeting.startsAt) + (2 + random.below(8)) * 60_000).toISOString();
    const marks = meeting.section.students
      .filter((student) => enrolled(student, day, term.from))
      .map((student) => {
        const absent = away.has(student.id) ? !random.chance(0.1) : random.chance(0.004);
        const late = !absent && random.chance(0.015);
        return {
          id: random.id(),
          studentId: student.id,
          codeId: code(absent ? 'A' : late ? 'L' : 'P'),
          minutesLate: late ? 1 + random.below(20) : null,
        };
      });
    if (marks.length === 0) continue;
    yield { meetingId: meeting.id, takenBy: meeting.section.section.staff[0]?.staffId ?? '', takenAt, marks };
  }
}

function factorOf(day: string, flu: { from: string; to: string }): number {
  const atEnds = weekday(day) === 1 || weekday(day) === 5 ? 1.3 : 0.85;
  return atEnds * (day >= flu.from && day < flu.to ? 2.2 : 0.9);
}

/** Who misses this day: each student once, however many sections they take. */
function absentees(
  random: Random,
  meetings: readonly DemoMeeting[],
  day: string,
  factor: number,
): Set<string> {
  const first = meetings.find((meeting) => meeting.date === day);
  const students = new Map<string, DemoStudent>();
  for (const meeting of meetings) {
    if (meeting.section.period !== 0 || meeting.date !== first?.date) continue;
    for (const student of meeting.section.students) students.set(student.id, student);
  }
  return new Set([...students.values()].filter((s) => random.chance(s.absence * factor)).map((s) => s.id));
}

function enrolled(student: DemoStudent, day: string, termFrom: string): boolean {
  if (student.from !== null && day < addDays(termFrom, student.from)) return false;
  return student.to === null || day < addDays(termFrom, student.to);
}

/** Whoever has leave that was granted misses the day, as a rule. */
function onLeave({ requests }: SchoolLeave, day: string): string[] {
  return requests
    .filter(
      ({ ended, firstDay, lastDay }) => ended?.state === 'APPROVED' && firstDay <= day && day <= lastDay,
    )
    .map(({ personId }) => personId);
}
