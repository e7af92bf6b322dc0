import { person } from '@learnova/platform/actor';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { bursary, overseers, registry } from '@learnova/schema/role-groups';
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { tiesOf } from '../person.ties.ts';
import { StudentStub } from '../student.stub.ts';
import { ViewerStub } from '../viewer.stub.ts';
import { leaveOfStudent, leaveWaitingIn, newResultsOfStudent, studentsOnLeave } from './family.reads.ts';
import { officeHomes, runners, studentHomes, teacherHomes } from './home.loader.ts';
import { mayKnow, mayPay } from './home.policy.ts';
import { LessonToAttend, LessonToTake } from './lesson.type.ts';
import { attendanceOfOffice, owedToOffice } from './office.reads.ts';
import { OfficeAttendance, OfficeHome } from './office-home.type.ts';
import { Owed } from './owed.type.ts';
import { attendanceOfStudent, lessonsOfStudent, owedByStudent } from './student.reads.ts';
import { LeaveAhead, NewResult, StudentAttendance, StudentHome } from './student-home.type.ts';
import { lessonsToTake, registersMissing } from './teacher.reads.ts';
import { StudentOnLeave, TeacherHome } from './teacher-home.type.ts';

const mine = 'Seen by that person alone.';

@ObjectType({
  description: `What a person sees first: a part for each thing that they are to the school. ${mine}`,
})
export class Home {
  @Field(() => [OfficeHome], {
    description: `One for each organization in which the person holds an office. ${mine}`,
  })
  offices!: OfficeHome[];

  @Field(() => TeacherHome, { nullable: true, description: `For who teaches; null for others. ${mine}` })
  teacher!: TeacherHome | null;

  @Field(() => [StudentHome], {
    description: `The own one of a student, and one for each child whose records or account a guardian may see now. ${mine}`,
  })
  students!: StudentHome[];
}

@Resolver(() => ViewerStub)
export class HomeResolver {
  @FieldResolver(() => Home, { nullable: true, description: `What the person sees first. ${mine}` })
  async home(@Root() { id }: ViewerStub, @Ctx() request: Request): Promise<Home> {
    const [{ roles }, { children }] = [await request.standing(), await tiesOf(request)];
    const held = roles
      .filter(({ role }) => runners.includes(role))
      .map(({ organizationId }) => organizationId);
    const studentIds = [id, ...children.map(({ studentId }) => studentId)];
    const [offices, teacher, students] = await Promise.all([
      request.loadMany(officeHomes, [...new Set(held)]),
      request.load(teacherHomes, id),
      request.loadMany(studentHomes, studentIds),
    ]);
    return Object.assign(new Home(), {
      offices: offices.filter((one) => one !== null),
      teacher,
      students: students.filter((one) => one !== null),
    });
  }
}

const overseen = 'Seen by who oversees the organization; null with FORBIDDEN for others.';
const kept = 'Seen by who keeps its accounts; null with FORBIDDEN for others.';

@Resolver(() => OfficeHome)
export class OfficeHomeResolver {
  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: 'The organization. Seen by whoever sees the screen.',
  })
  organization(@Root() { id }: OfficeHome): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => OfficeAttendance, {
    nullable: true,
    description: `How its registers stand. ${overseen}`,
  })
  async attendance(@Root() { id }: OfficeHome, @Ctx() request: Request): Promise<OfficeAttendance | null> {
    if (!holdsRole(await request.standing(), overseers, id)) throw forbidden();
    return (await request.load(attendanceOfOffice, id))?.attendance ?? null;
  }

  @FieldResolver(() => [Owed], {
    nullable: true,
    description: `What is owed to it, and to all below it. ${kept}`,
  })
  async owed(@Root() { id }: OfficeHome, @Ctx() request: Request): Promise<readonly Owed[]> {
    if (!holdsRole(await request.standing(), bursary, id)) throw forbidden();
    return (await request.load(owedToOffice, id))?.owed ?? [];
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many requests for leave wait for a decision in it and in all below it. Seen by registrars and administrators of it or above it; null with FORBIDDEN for others.',
  })
  async leaveWaiting(@Root() { id }: OfficeHome, @Ctx() request: Request): Promise<number> {
    if (!holdsRole(await request.standing(), registry, id)) throw forbidden();
    return (await request.load(leaveWaitingIn, id))?.count ?? 0;
  }
}

@Resolver(() => TeacherHome)
export class TeacherHomeResolver {
  @FieldResolver(() => [LessonToTake], {
    description: `The lessons of the day, in the order of time. ${mine}`,
  })
  lessons(@Root() { date }: TeacherHome, @Ctx() request: Request): Promise<LessonToTake[]> {
    person(request);
    return lessonsToTake(request, date);
  }

  @FieldResolver(() => [LessonToTake], {
    description: `Lessons of the last seven days and of today that have ended, and whose register was not taken. ${mine}`,
  })
  missing(@Root() { date }: TeacherHome, @Ctx() request: Request): Promise<LessonToTake[]> {
    person(request);
    return registersMissing(request, date);
  }

  @FieldResolver(() => [StudentOnLeave], {
    description: `Who of the sections that the person teaches now is on leave today, once for each section. ${mine}`,
  })
  onLeave(@Root() { date }: TeacherHome, @Ctx() request: Request): Promise<StudentOnLeave[]> {
    person(request);
    return studentsOnLeave(request, date);
  }
}

const known = 'Seen by the student and by guardians who may see the records; null with FORBIDDEN for others.';

@Resolver(() => StudentHome)
export class StudentHomeResolver {
  @FieldResolver(() => StudentStub, {
    nullable: true,
    description: 'The student. Seen by whoever sees the screen.',
  })
  student(@Root() { id }: StudentHome): StudentStub {
    return { id };
  }

  @FieldResolver(() => [LessonToAttend], {
    nullable: true,
    description: `The lessons of the day, in the order of time. ${known}`,
  })
  async lessons(@Root() { id }: StudentHome, @Ctx() request: Request): Promise<readonly LessonToAttend[]> {
    if (!mayKnow(await tiesOf(request), id)) throw forbidden();
    return (await request.load(lessonsOfStudent, id))?.value ?? [];
  }

  @FieldResolver(() => StudentAttendance, { nullable: true, description: `What registers say. ${known}` })
  async attendance(@Root() { id }: StudentHome, @Ctx() request: Request): Promise<StudentAttendance | null> {
    if (!mayKnow(await tiesOf(request), id)) throw forbidden();
    return (await request.load(attendanceOfStudent, id))?.value ?? null;
  }

  @FieldResolver(() => [NewResult], {
    nullable: true,
    description: `Results that can be seen since the last thirty days, the last first, five at most; none that the office withholds. ${known}`,
  })
  async results(@Root() { id }: StudentHome, @Ctx() request: Request): Promise<readonly NewResult[]> {
    if (!mayKnow(await tiesOf(request), id)) throw forbidden();
    return (await request.load(newResultsOfStudent, id))?.value ?? [];
  }

  @FieldResolver(() => [LeaveAhead], {
    nullable: true,
    description: `Leave that was granted or waits and has not ended, by its days. ${known}`,
  })
  async leave(@Root() { id }: StudentHome, @Ctx() request: Request): Promise<readonly LeaveAhead[]> {
    if (!mayKnow(await tiesOf(request), id)) throw forbidden();
    return (await request.load(leaveOfStudent, id))?.value ?? [];
  }

  @FieldResolver(() => [Owed], {
    nullable: true,
    description:
      'What is owed. Seen by the student and by guardians who pay; null with FORBIDDEN for others.',
  })
  async owed(@Root() { id }: StudentHome, @Ctx() request: Request): Promise<readonly Owed[]> {
    if (!mayPay(await tiesOf(request), id)) throw forbidden();
    return (await request.load(owedByStudent, id))?.value ?? [];
  }
}
