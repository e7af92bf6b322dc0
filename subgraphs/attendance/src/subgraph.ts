import { defineSubgraph } from '@learnova/platform/manifest';
import { signedIn } from '@learnova/platform/policy';
import { seedAttendance } from './attendance.seed.ts';
import { boardLoader } from './board/board.loader.ts';
import { seesBoard } from './board/board.policy.ts';
import { BoardResolver } from './board/board.resolver.ts';
import { OrganizationResolver } from './board/organization.stub.ts';
import { AttendanceCode } from './code/attendance-code.entity.ts';
import { CodeResolver } from './code/code.resolver.ts';
import { SetAttendanceCodes } from './code/set-codes.mutation.ts';
import { Excusal } from './excusal/excusal.entity.ts';
import { excuseLeave, unexcuseLeave } from './excusal/leave.reactions.ts';
import { CorrectMark } from './mark/correct-mark.mutation.ts';
import { CorrectionReason } from './mark/correction-reason.entity.ts';
import { MarkResolver } from './mark/mark.resolver.ts';
import { Migration20261123230525_initial } from './migrations/Migration20261123230525_initial.ts';
import { Migration20261126081310_excusal } from './migrations/Migration20261126081310_excusal.ts';
import { Migration20261127013801_moved_meeting } from './migrations/Migration20261127013801_moved_meeting.ts';
import { Migration20261127090200_retired_code } from './migrations/Migration20261127090200_retired_code.ts';
import { answerRegisterCounts, answerStudentDays } from './register/count.asks.ts';
import { MeetingResolver, seesRegister } from './register/meeting.stub.ts';
import { followMove } from './register/move.reactions.ts';
import { MovedMeeting } from './register/moved-meeting.entity.ts';
import { registerMarks } from './register/register.asks.ts';
import { AttendanceMark, RegisterVersion } from './register/register.entity.ts';
import {
  attendanceBoardChanged,
  RegisterLiveResolver,
  registerChanged,
  studentAttendanceChanged,
} from './register/register.live.ts';
import { registerLoader } from './register/register.loader.ts';
import { RegisterResolver } from './register/register.resolver.ts';
import { SectionResolver, seesRegisters } from './register/section.stub.ts';
import { answerRegisterSheets } from './register/sheet.asks.ts';
import { SubmitRegister } from './register/submit-register.mutation.ts';
import { StudentResolver, seesAttendance } from './student/student.stub.ts';

export const attendance = defineSubgraph({
  name: 'attendance',
  entities: [AttendanceCode, CorrectionReason, Excusal, MovedMeeting],
  facts: [RegisterVersion, AttendanceMark],
  migrations: [
    { name: 'Migration20261123230525_initial', class: Migration20261123230525_initial },
    { name: 'Migration20261126081310_excusal', class: Migration20261126081310_excusal },
    { name: 'Migration20261127013801_moved_meeting', class: Migration20261127013801_moved_meeting },
    { name: 'Migration20261127090200_retired_code', class: Migration20261127090200_retired_code },
  ],
  resolvers: [
    SubmitRegister,
    CorrectMark,
    SetAttendanceCodes,
    RegisterResolver,
    MarkResolver,
    CodeResolver,
    BoardResolver,
    MeetingResolver,
    SectionResolver,
    OrganizationResolver,
    StudentResolver,
    RegisterLiveResolver,
  ],
  types: [],
  loaders: [registerLoader, boardLoader],
  policies: {
    roots: {
      'Query.attendanceBoard': signedIn,
      'Query.attendanceCodes': signedIn,
      'Mutation.submitRegister': signedIn,
      'Mutation.correctMark': signedIn,
      'Mutation.setAttendanceCodes': signedIn,
    },
    fields: {
      'Meeting.register': seesRegister,
      'Section.registers': seesRegisters,
      'Organization.attendanceBoard': seesBoard,
      'Student.attendance': seesAttendance,
    },
  },
  lives: [registerChanged, attendanceBoardChanged, studentAttendanceChanged],
  answers: [registerMarks, answerRegisterCounts, answerStudentDays, answerRegisterSheets],
  reactions: [excuseLeave, unexcuseLeave, followMove],
  jobs: [],
  schedules: [],
  routes: [],
  seed: seedAttendance,
});
