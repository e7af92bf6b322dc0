import type { VisibleKeys } from '@learnova/platform/policy';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { subjectsAs } from '../keeping.policy.ts';
import { seesLeave } from '../leave.policy.ts';
import { tiesOf } from '../person.ties.ts';
import { StaffStub } from '../staff.stub.ts';
import { StudentStub } from '../student.stub.ts';
import type { LeaveAudience } from '../type/leave-audience.enum.ts';
import { LeaveRecord, seen } from './leave-record.type.ts';

@Resolver(() => StudentStub)
export class StudentResolver {
  @FieldResolver(() => LeaveRecord, { nullable: true, description: `The student's leave. ${seen}` })
  leave(@Root() { id: personId }: StudentStub): LeaveRecord {
    return Object.assign(new LeaveRecord(), { personId, audience: 'STUDENT' });
  }
}

@Resolver(() => StaffStub)
export class StaffResolver {
  @FieldResolver(() => LeaveRecord, {
    nullable: true,
    description: `The leave of the member of staff. ${seen}`,
  })
  leave(@Root() { id: personId }: StaffStub): LeaveRecord {
    return Object.assign(new LeaveRecord(), { personId, audience: 'STAFF' });
  }
}

const seesLeaveAs =
  (audience: LeaveAudience): VisibleKeys =>
  async (request, personIds) => {
    if (request.actor.kind !== 'person') return new Set();
    const [subjects, ties] = await Promise.all([subjectsAs(request, personIds, audience), tiesOf(request)]);
    return new Set(subjects.filter((subject) => seesLeave(ties, subject)).map(({ personId }) => personId));
  };

export const seesLeaveOfStudent = seesLeaveAs('STUDENT');
export const seesLeaveOfStaff = seesLeaveAs('STAFF');
