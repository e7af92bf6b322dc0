import { person } from '@learnova/platform/actor';
import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import { type Request, roleEnd } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { tiesOf } from '../person.ties.ts';
import { officeHomes, runners, studentHomes, teacherHomes } from './home.loader.ts';
import { officeTopic, studentTopic, teacherTopic } from './home.topics.ts';
import { OfficeHome } from './office-home.type.ts';
import { StudentHome } from './student-home.type.ts';
import { TeacherHome } from './teacher-home.type.ts';

export const officeHomeChanged = defineLive<{ organizationId: string }>({
  field: 'officeHomeChanged',
  key: ['id'],
  topic: ({ organizationId }) => officeTopic(organizationId),
  admit: async (request, { organizationId }) => {
    const end = roleEnd(await request.standing(), runners, organizationId);
    if (end === undefined) throw notFound('screen');
    return end;
  },
});

export const teacherHomeChanged = defineLive<{ personId: string }>({
  field: 'teacherHomeChanged',
  key: ['id'],
  topic: ({ personId }) => teacherTopic(personId),
  admit: async (request, { personId }) => {
    person(request);
    if (!(await request.load(teacherHomes, personId))) throw notFound('screen');
    return null;
  },
});

export const studentHomeChanged = defineLive<{ studentId: string }>({
  field: 'studentHomeChanged',
  key: ['id'],
  topic: ({ studentId }) => studentTopic(studentId),
  admit: async (request, { studentId }) => {
    person(request);
    if (!(await request.load(studentHomes, studentId))) throw notFound('screen');
    const { children } = await tiesOf(request);
    return children.find((child) => child.studentId === studentId)?.until ?? null;
  },
});

/** Each delivery reads the screen anew, under the rights that hold then. */
@Resolver()
export class HomeLiveResolver {
  @Subscription(() => OfficeHome, {
    ...liveField,
    description:
      'The first screen of an organization has changed. For administrators, registrars, heads of department and bursars of it or above it.',
  })
  officeHomeChanged(
    @Root() { key }: Pointer,
    @Arg('organizationId', () => UUID, { description: 'The organization.' }) organizationId: string,
    @Ctx() request: Request,
  ): Promise<OfficeHome | null> {
    return key.id === organizationId ? request.load(officeHomes, organizationId) : Promise.resolve(null);
  }

  @Subscription(() => TeacherHome, {
    ...liveField,
    description: 'The own first screen as a teacher has changed. For who teaches.',
  })
  teacherHomeChanged(
    @Root() { key }: Pointer,
    @Arg('personId', () => UUID, { description: 'The person who asks.' }) personId: string,
    @Ctx() request: Request,
  ): Promise<TeacherHome | null> {
    return key.id === personId ? request.load(teacherHomes, personId) : Promise.resolve(null);
  }

  @Subscription(() => StudentHome, {
    ...liveField,
    description:
      'The first screen about a student has changed. For the student, and for guardians of today who may see the records or pay.',
  })
  studentHomeChanged(
    @Root() { key }: Pointer,
    @Arg('studentId', () => UUID, { description: 'The student.' }) studentId: string,
    @Ctx() request: Request,
  ): Promise<StudentHome | null> {
    return key.id === studentId ? request.load(studentHomes, studentId) : Promise.resolve(null);
  }
}
