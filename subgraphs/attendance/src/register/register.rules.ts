import { addDays, dayOf } from '@learnova/platform/local-time';
import type { AttendanceCode } from '../code/attendance-code.entity.ts';
import { changedStudents, type Mark, type Statement, standing } from '../mark/mark.rules.ts';
import type { MarkLayer } from '../mark/mark-layer.enum.ts';
import {
  closed,
  namedTwice,
  noMinutes,
  noReason,
  notBegun,
  notExpected,
  notNamed,
  notTaken,
  officeHasSpoken,
  officeOnly,
  unknownCode,
} from './register.refusals.ts';

/** A register as a decision sees it. Before it is taken it has version 0, and expects whom the meeting expects. */
export interface RegisterState {
  readonly id: string;
  readonly sectionId: string;
  readonly organizationId: string;
  /** `YYYY-MM-DD` in the school's time zone */
  readonly date: string;
  readonly startsAt: Date;
  /** The beginning that all its rows bear: the one that the meeting had when it was first taken. */
  readonly storedStart: Date;
  readonly version: number;
  readonly expected: readonly string[];
  /** All that was ever said in it. */
  readonly marks: readonly Mark[];
}

/** Who speaks, and with which weight. */
export interface Speaker {
  readonly personId: string;
  readonly layer: MarkLayer;
}

/** What the school has set for its registers. */
export interface SchoolRules {
  readonly timeZone: string;
  readonly codes: readonly AttendanceCode[];
}

/** A decision: the next version of a register, and what it says. */
export interface Entry {
  readonly version: number;
  readonly step: 'SUBMITTED' | 'CORRECTED';
  readonly speaker: Speaker;
  readonly statements: readonly Statement[];
  /** Students of whom something else holds now. */
  readonly changed: readonly string[];
}

/** Days after a meeting's on which its teacher may still take a register that was forgotten. */
const daysToTake = 30;

/** A whole register: each expected student exactly once, none besides, with codes of the school, after it has begun. */
export function decideSubmission(
  register: RegisterState,
  statements: readonly Statement[],
  speaker: Speaker,
  school: SchoolRules,
  now: Date,
): Entry {
  if (now < register.startsAt) throw notBegun(register.startsAt);
  refuseAfter(register.version === 0 ? daysToTake : 0, register, speaker, school, now);
  refuseOtherStudents(register.expected, statements);
  for (const [index, statement] of statements.entries())
    refuseCode(statement, speaker, school, ['input', 'marks', `${index}`]);
  return entry('SUBMITTED', register, statements, speaker);
}

/** One mark of a register that was taken: by a teacher on its day, by the office at any time. */
export function decideCorrection(
  register: RegisterState,
  statement: Statement & { readonly reason: string },
  speaker: Speaker,
  school: SchoolRules,
  now: Date,
): Entry {
  if (register.version === 0) throw notTaken();
  refuseAfter(0, register, speaker, school, now);
  if (!register.expected.includes(statement.studentId))
    throw notExpected(statement.studentId, ['input', 'studentId']);
  const held = standing(register.marks).get(statement.studentId);
  if (held?.layer === 'OFFICE' && speaker.layer === 'TEACHER') throw officeHasSpoken();
  refuseCode(statement, speaker, school, ['input']);
  if (statement.reason.trim().length === 0 || statement.reason.length > 500) throw noReason();
  return entry('CORRECTED', register, [statement], speaker);
}

function entry(
  step: Entry['step'],
  register: RegisterState,
  statements: readonly Statement[],
  speaker: Speaker,
): Entry {
  const version = register.version + 1;
  const said = statements.map((statement) => ({ ...statement, version, layer: speaker.layer }));
  return {
    version,
    step,
    speaker,
    statements,
    changed: changedStudents(register.marks, [...register.marks, ...said]),
  };
}

/** The office may at any time; a teacher on the register's day, and for so many days after it. */
function refuseAfter(
  days: number,
  { date }: RegisterState,
  { layer }: Speaker,
  { timeZone }: SchoolRules,
  now: Date,
): void {
  if (layer === 'TEACHER' && dayOf(now, timeZone) > addDays(date, days)) throw closed(date, days);
}

function refuseOtherStudents(expected: readonly string[], statements: readonly Statement[]): void {
  const named = new Set<string>();
  for (const [index, { studentId }] of statements.entries()) {
    const field = ['input', 'marks', `${index}`, 'studentId'];
    if (!expected.includes(studentId)) throw notExpected(studentId, field);
    if (named.has(studentId)) throw namedTwice(studentId, field);
    named.add(studentId);
  }
  const studentIds = expected.filter((studentId) => !named.has(studentId));
  if (studentIds.length > 0) throw notNamed(studentIds);
}

function refuseCode(
  statement: Statement,
  { layer }: Speaker,
  { codes }: SchoolRules,
  at: readonly string[],
): void {
  const code = codes.find(({ id }) => id === statement.codeId);
  if (!code) throw unknownCode([...at, 'codeId']);
  if (code.officeOnly && layer !== 'OFFICE') throw officeOnly(code.name, [...at, 'codeId']);
  if (statement.minutesLate === null) return;
  const fits = code.category === 'LATE' && statement.minutesLate >= 1 && statement.minutesLate <= 24 * 60;
  if (!fits) throw noMinutes([...at, 'minutesLate']);
}
