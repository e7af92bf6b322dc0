import type { MeetingFacts } from '@learnova/schema/asks/academics';
import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AttendanceMark, RegisterVersion } from './register.entity.ts';
import type { RegisterState } from './register.rules.ts';

export const RegisterStatus = { NOT_TAKEN: 'NOT_TAKEN', TAKEN: 'TAKEN' } as const;
export type RegisterStatus = keyof typeof RegisterStatus;

registerEnumType(RegisterStatus, {
  name: 'RegisterStatus',
  description: 'Whether anything has been said of the meeting.',
  valuesConfig: {
    NOT_TAKEN: { description: 'Nothing yet: its students count as neither absent nor present.' },
    TAKEN: { description: 'Every expected student has a mark.' },
  },
});

/** A register is never a row: it follows from its versions and marks or, before it is taken, from the meeting alone. */
@ObjectType({
  description:
    "The roll of one meeting. Who teaches the section and who oversees the organization see all of it; students, guardians with access to records and a student's other teachers see it with the marks of their own students only.",
})
@Directive('@key(fields: "id")')
export class Register implements RegisterState {
  @Field(() => UUID, { description: "The meeting's id. Whoever sees the register may see it." })
  id!: string;

  sectionId!: string;

  organizationId!: string;

  @Field(() => SchoolDay, { description: 'The school day. Whoever sees the register may see it.' })
  date!: string;

  @Field(() => DateTime, { description: 'When the meeting begins. Whoever sees the register may see it.' })
  startsAt!: Date;

  storedStart!: Date;

  @Field(() => Int, {
    description:
      'Grows by one with each submission or correction; 0 before the first. Whoever sees the register may see it.',
  })
  version!: number;

  takenBy!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was first submitted; null before. Whoever sees the register may see it.',
  })
  takenAt!: Date | null;

  /** Of the newest version: who has to be named when somebody else comes too late. */
  changedBy!: string | null;

  changedAt!: Date | null;

  expected!: readonly string[];

  /** Of those expected, who has leave when the meeting begins. */
  onLeave!: ReadonlySet<string>;

  /** All that was said of the students who are shown. */
  marks!: readonly AttendanceMark[];

  /** Whether all of it is shown, with what is only for those who teach it or oversee it. */
  whole!: boolean;
}

/** The register of a meeting of which nothing has been said: derived, no row. */
export function notTakenYet(meeting: MeetingFacts): Register {
  const { meetingId: id, sectionId, organizationId, date, studentIds: expected } = meeting;
  const nobody = { takenBy: null, takenAt: null, changedBy: null, changedAt: null };
  const startsAt = new Date(meeting.startsAt);
  const facts = { id, sectionId, organizationId, date, startsAt, storedStart: startsAt, expected };
  const state = { version: 0, marks: [], whole: true, onLeave: new Set<string>() };
  return Object.assign(new Register(), { ...facts, ...nobody, ...state });
}

/** A register with the leave of its students laid over it. */
export function withLeave(register: Register, onLeave: ReadonlySet<string>): Register {
  const marks = register.marks.map((mark) => Object.assign(mark, { onLeave: onLeave.has(mark.studentId) }));
  return Object.assign(register, { onLeave, marks });
}

/** What is left of a register for those who may see only some of its students. */
export function limitedTo(register: Register, isShown: (studentId: string) => boolean): Register {
  const marks = register.marks.filter((mark) => isShown(mark.studentId));
  return Object.assign(new Register(), register, {
    marks,
    expected: register.expected.filter(isShown),
    onLeave: new Set([...register.onLeave].filter(isShown)),
    whole: false,
  });
}

/** The register as it is after an entry. */
export function withEntry(
  register: Register,
  entry: RegisterVersion,
  marks: readonly AttendanceMark[],
): Register {
  const { version, recordedBy, recordedAt } = entry;
  return Object.assign(new Register(), register, {
    version,
    takenBy: register.takenBy ?? recordedBy,
    takenAt: register.takenAt ?? recordedAt,
    changedBy: recordedBy,
    changedAt: recordedAt,
    marks: [
      ...register.marks,
      ...marks.map((mark) => Object.assign(mark, { onLeave: register.onLeave.has(mark.studentId) })),
    ],
  });
}
