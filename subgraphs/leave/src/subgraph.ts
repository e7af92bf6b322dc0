import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { LeaveAbsenceResolver, OrganizationResolver, seesAway } from './away/away.resolver.ts';
import { LeaveBalanceResolver, LeaveEntryResolver } from './balance/balance.resolver.ts';
import { GrantLeave } from './balance/grant-leave.mutation.ts';
import { LeaveEntry } from './balance/leave-entry.entity.ts';
import { SetWorkPattern } from './calendar/set-work-pattern.mutation.ts';
import { WorkPattern } from './calendar/work-pattern.entity.ts';
import { seedLeave } from './leave.seed.ts';
import { Migration20261126071643_initial } from './migrations/Migration20261126071643_initial.ts';
import { PersonStub } from './person.stub.ts';
import { LeaveRecordResolver } from './record/leave-record.resolver.ts';
import {
  StaffResolver,
  StudentResolver,
  seesLeaveOfStaff,
  seesLeaveOfStudent,
} from './record/student.resolver.ts';
import { ViewerResolver } from './record/viewer.resolver.ts';
import { LeaveReminder } from './reminder/leave-reminder.entity.ts';
import { remindApprovers } from './reminder/reminder.schedule.ts';
import { ActMutations } from './request/act.mutations.ts';
import { LeaveNote } from './request/leave-note.entity.ts';
import { LeaveRequest } from './request/leave-request.entity.ts';
import { LeaveSlot } from './request/leave-slot.entity.ts';
import { LeaveStep } from './request/leave-step.entity.ts';
import { answerLeaveRequests } from './request/request.asks.ts';
import { LeaveLiveResolver, leaveApprovalsChanged, leaveChanged } from './request/request.live.ts';
import { LeaveRequestResolver, LeaveStepResolver } from './request/request.resolver.ts';
import { RequestLeave } from './request/request-leave.mutation.ts';
import { answerStandingLeave } from './request/standing-leave.asks.ts';
import { StaffStub } from './staff.stub.ts';
import { StudentStub } from './student.stub.ts';
import { LeaveType } from './type/leave-type.entity.ts';
import { LeaveTypeMutations } from './type/leave-type.mutations.ts';
import { LeaveTypeResolver } from './type/leave-type.resolver.ts';
import { ViewerStub } from './viewer.stub.ts';

export const leave = defineSubgraph({
  name: 'leave',
  entities: [LeaveType, LeaveRequest, LeaveNote],
  facts: [WorkPattern, LeaveSlot, LeaveStep, LeaveEntry, LeaveReminder],
  migrations: [{ name: 'Migration20261126071643_initial', class: Migration20261126071643_initial }],
  resolvers: [
    ...[
      LeaveTypeMutations,
      LeaveTypeResolver,
      SetWorkPattern,
      GrantLeave,
      LeaveBalanceResolver,
      LeaveEntryResolver,
    ],
    ...[RequestLeave, ActMutations, LeaveRequestResolver, LeaveStepResolver, LeaveLiveResolver],
    ...[LeaveRecordResolver, StudentResolver, StaffResolver, ViewerResolver],
    ...[OrganizationResolver, LeaveAbsenceResolver],
  ],
  types: [PersonStub, StudentStub, StaffStub, ViewerStub],
  loaders: [],
  policies: {
    roots: {
      'Query.leaveTypes': signedIn,
      'Mutation.createLeaveType': signedIn,
      'Mutation.changeLeaveType': signedIn,
      'Mutation.setWorkPattern': signedIn,
      'Mutation.grantLeave': signedIn,
      'Mutation.requestLeave': signedIn,
      'Mutation.approveLeave': signedIn,
      'Mutation.declineLeave': signedIn,
      'Mutation.withdrawLeave': signedIn,
      'Mutation.cancelLeave': signedIn,
    },
    fields: {
      'Student.leave': seesLeaveOfStudent,
      'Staff.leave': seesLeaveOfStaff,
      'Viewer.leaveRequests': own,
      'Viewer.leaveBalances': own,
      'Viewer.leaveApprovals': own,
      'Organization.away': seesAway,
    },
  },
  lives: [leaveChanged, leaveApprovalsChanged],
  answers: [answerLeaveRequests, answerStandingLeave],
  reactions: [],
  jobs: [],
  schedules: [remindApprovers],
  routes: [],
  seed: seedLeave,
});
