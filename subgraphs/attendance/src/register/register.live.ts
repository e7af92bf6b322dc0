import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import { type Request, roleEnd } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { UUID } from '@learnova/schema/scalars';
import { topic } from '@learnova/schema/topics';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { standing } from '../mark/mark.rules.ts';
import { sectionsSeen, studentsFollowed } from '../person.ties.ts';
import { AttendanceMark } from './register.entity.ts';
import { registerLoader } from './register.loader.ts';
import type { Entry, RegisterState } from './register.rules.ts';
import { Register } from './register.type.ts';

const sectionTopic = (sectionId: string) => topic('attendance.section', sectionId);
const boardTopic = (organizationId: string) => topic('attendance.board', organizationId);
const studentTopic = (studentId: string) => topic('attendance.student', studentId);

/** What an entry tells: the event's content, and a pointer for the section, each board that shows it and each student. */
export function tell(
  register: RegisterState,
  { version, changed }: Pick<Entry, 'version' | 'changed'>,
  path: readonly string[],
) {
  const { id: registerId, sectionId, organizationId, date } = register;
  const roll = { typename: 'Register', key: { id: registerId }, version };
  const live: Pointer[] = [
    { topic: sectionTopic(sectionId), ...roll },
    ...path.map((ancestorId) => ({ topic: boardTopic(ancestorId), ...roll })),
    ...changed.map((studentId) => ({
      topic: studentTopic(studentId),
      typename: 'AttendanceMark',
      key: { registerId, studentId },
      version,
    })),
  ];
  const payload = { registerId, sectionId, date, studentIds: [...changed] };
  return { aggregateId: registerId, version, organizationId, payload, live };
}

/** Teachers of the section and those who oversee it. */
export const registerChanged = defineLive<{ sectionId: string }>({
  field: 'registerChanged',
  key: ['id'],
  topic: ({ sectionId }) => sectionTopic(sectionId),
  admit: async (request, { sectionId }) => {
    const end = (await sectionsSeen(request, [sectionId])).get(sectionId);
    if (end === undefined) throw notFound('section');
    return end;
  },
});

/** Those who oversee the organization. */
export const attendanceBoardChanged = defineLive<{ organizationId: string }>({
  field: 'attendanceBoardChanged',
  key: ['id'],
  topic: ({ organizationId }) => boardTopic(organizationId),
  admit: async (request, { organizationId }) => {
    const end = roleEnd(await request.standing(), overseers, organizationId);
    if (end === undefined) throw notFound('attendance board');
    return end;
  },
});

/** The student, guardians with access to records, who teaches the student, and who oversees the student's school. */
export const studentAttendanceChanged = defineLive<{ studentId: string }>({
  field: 'studentAttendanceChanged',
  key: ['registerId', 'studentId'],
  topic: ({ studentId }) => studentTopic(studentId),
  admit: async (request, { studentId }) => {
    const end = (await studentsFollowed(request, [studentId])).get(studentId);
    if (end === undefined) throw notFound('student');
    return end;
  },
});

/** What each delivery rereads under the subscriber's own rights. */
@Resolver()
export class RegisterLiveResolver {
  @Subscription(() => Register, {
    ...liveField,
    description:
      'A register of the section was submitted or corrected. For its teachers and for who oversees it.',
  })
  registerChanged(
    @Root() { key }: Pointer,
    @Arg('sectionId', () => UUID, { description: 'The section.' }) _sectionId: string,
    @Ctx() request: Request,
  ): Promise<Register | null> {
    return request.load(registerLoader, String(key.id));
  }

  @Subscription(() => Register, {
    ...liveField,
    description:
      'A register in the organization or below it was submitted or corrected. For who oversees it.',
  })
  attendanceBoardChanged(
    @Root() { key }: Pointer,
    @Arg('organizationId', () => UUID, { description: 'The institution, school, campus or department.' })
    _id: string,
    @Ctx() request: Request,
  ): Promise<Register | null> {
    return request.load(registerLoader, String(key.id));
  }

  @Subscription(() => AttendanceMark, {
    ...liveField,
    description:
      "What holds of the student in a register has changed. For the student, guardians with access to records, the student's teachers and who oversees the school.",
  })
  async studentAttendanceChanged(
    @Root() { key }: Pointer,
    @Arg('studentId', () => UUID, { description: 'The student.' }) studentId: string,
    @Ctx() request: Request,
  ): Promise<AttendanceMark | null> {
    const register = await request.load(registerLoader, String(key.registerId));
    return (register && standing(register.marks).get(studentId)) ?? null;
  }
}
