import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import {
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { studentsFollowed } from '../person.ties.ts';
import { AttendanceMark } from '../register/register.entity.ts';
import { loadStudentMarks, placeOf } from './student-marks.loader.ts';

const seen =
  "Seen by the student, guardians with access to the student's records, own teachers, and who oversees the student's school.";

@ObjectType('Student', { description: sharedTypes.Student.type })
@Directive('@key(fields: "id")')
export class StudentStub {
  @Field(() => UUID, { description: sharedTypes.Student.id })
  id!: string;
}

@ArgsType()
class AttendanceArgs extends PageArgs {
  @Field(() => SchoolDay, { nullable: true, description: 'The first day; from the beginning if left out.' })
  from?: string | null;

  @Field(() => SchoolDay, { nullable: true, description: 'The first day no more; to the end if left out.' })
  to?: string | null;
}

const AttendanceMarkConnection = connectionOf('AttendanceMark', () => AttendanceMark, seen);

@Resolver(() => StudentStub)
export class StudentResolver {
  @FieldResolver(() => AttendanceMarkConnection, {
    nullable: true,
    description: `What holds of the student in each register that was taken, newest meeting first. ${seen}`,
  })
  async attendance(
    @Root() { id }: StudentStub,
    @Args(() => AttendanceArgs) { from = null, to = null, ...args }: AttendanceArgs,
    @Ctx() request: Request,
  ): Promise<Connection<AttendanceMark>> {
    const page = pageOf(args, 2);
    return toConnection(await loadStudentMarks(request, id, { from, to, ...page }), page, placeOf);
  }
}

/** The student, guardians with access to records, who teaches the student, and who oversees the student's school. */
export const seesAttendance: VisibleKeys = async (request, studentIds) =>
  new Set((await studentsFollowed(request, studentIds)).keys());
