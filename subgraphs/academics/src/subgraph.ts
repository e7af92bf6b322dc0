import 'reflect-metadata';
import { defineSubgraph } from '@learnova/platform/manifest';
import { own, signedIn } from '@learnova/platform/policy';
import { seedAcademics } from './academics.seed.ts';
import { ChangeCourseResolver } from './course/change-course.resolver.ts';
import { Course } from './course/course.entity.ts';
import { CourseResolver, OrganizationCoursesResolver } from './course/course.resolver.ts';
import { CreateCourseResolver } from './course/create-course.resolver.ts';
import { answerCohort } from './enrollment/cohort.asks.ts';
import { EnrollResolver } from './enrollment/enroll.resolver.ts';
import { EnrollInSchoolResolver } from './enrollment/enroll-in-school.resolver.ts';
import { SectionEnrollmentResolver } from './enrollment/enrollment.resolver.ts';
import { seesEnrollmentsOf } from './enrollment/enrollment.ties.ts';
import { answerRosters } from './enrollment/roster.asks.ts';
import { SchoolEnrollment } from './enrollment/school-enrollment.entity.ts';
import { SchoolEnrollmentResolver, StudentSchoolsResolver } from './enrollment/school-enrollment.resolver.ts';
import { SectionEnrollment } from './enrollment/section-enrollment.entity.ts';
import { answerSchoolsOf, answerStudentsTaught } from './enrollment/student.asks.ts';
import { StudentResolver, StudentStub } from './enrollment/student.stub.ts';
import { Booking } from './meeting/booking.entity.ts';
import { answerMeetingDays, answerMeetings, answerMeetingsOn } from './meeting/meeting.asks.ts';
import { Meeting } from './meeting/meeting.entity.ts';
import { meetings } from './meeting/meeting.loader.ts';
import { MeetingResolver } from './meeting/meeting.resolver.ts';
import { MeetingPattern } from './meeting/meeting-pattern.entity.ts';
import { MoveResolver } from './meeting/move.resolver.ts';
import { ScheduleResolver } from './meeting/schedule.resolver.ts';
import { ViewerResolver, ViewerStub } from './meeting/viewer.stub.ts';
import { Migration20261123231329_initial } from './migrations/Migration20261123231329_initial.ts';
import { Migration20261126070331_credits } from './migrations/Migration20261126070331_credits.ts';
import { Migration20261126113000_found_by_title } from './migrations/Migration20261126113000_found_by_title.ts';
import { Migration20261127020157_programs } from './migrations/Migration20261127020157_programs.ts';
import { Migration20261127083653_structure } from './migrations/Migration20261127083653_structure.ts';
import { Migration20261127085031_school_enrollment_version } from './migrations/Migration20261127085031_school_enrollment_version.ts';
import { seesOffersOf } from './offered.ties.ts';
import { ChangeProgramResolver } from './program/change-program.resolver.ts';
import { CreateProgramResolver } from './program/create-program.resolver.ts';
import { EnrollInProgramResolver } from './program/enroll-in-program.resolver.ts';
import { OrganizationProgramsResolver } from './program/organization.resolver.ts';
import { answerPrograms } from './program/program.asks.ts';
import { Program } from './program/program.entity.ts';
import { programs } from './program/program.loader.ts';
import { ProgramEnrollmentResolver, ProgramResolver } from './program/program.resolver.ts';
import { seesProgramsOf } from './program/program.ties.ts';
import { ProgramEnrollment } from './program/program-enrollment.entity.ts';
import { StudentProgramsResolver } from './program/student.resolver.ts';
import { ChangeRoomResolver } from './room/change-room.resolver.ts';
import { CreateRoomResolver } from './room/create-room.resolver.ts';
import { Room } from './room/room.entity.ts';
import { OrganizationRoomsResolver, RoomResolver } from './room/room.resolver.ts';
import { ChangeSectionResolver } from './section/change-section.resolver.ts';
import { CreateSectionResolver } from './section/create-section.resolver.ts';
import { FindSectionsResolver } from './section/find-sections.resolver.ts';
import { answerSections, answerTeaches } from './section/section.asks.ts';
import { Section } from './section/section.entity.ts';
import { sections } from './section/section.loader.ts';
import { SectionResolver } from './section/section.resolver.ts';
import { answerSectionsOf } from './section/sections-of.asks.ts';
import { StaffResolver, seesSectionsOfStaff } from './section/staff.resolver.ts';
import { StaffStub } from './section/staff.stub.ts';
import { answerTeachersOf, answerTeachingPlaces } from './section/teaching.asks.ts';
import { answerTermRosters } from './section/term-roster.asks.ts';
import { AssignStaffResolver } from './section-staff/assign-staff.resolver.ts';
import { EndStaffResolver } from './section-staff/end-staff.resolver.ts';
import { SectionStaff } from './section-staff/section-staff.entity.ts';
import { SectionAssignmentsResolver, SectionStaffResolver } from './section-staff/section-staff.resolver.ts';
import { AcademicSession } from './session/academic-session.entity.ts';
import { AcademicSessionResolver } from './session/academic-session.resolver.ts';
import { CalendarDay } from './session/calendar-day.entity.ts';
import { ChangeSessionResolver } from './session/change-session.resolver.ts';
import { CreateSessionResolver } from './session/create-session.resolver.ts';
import { OrganizationResolver, OrganizationStub, seesAcademicSessions } from './session/organization.stub.ts';
import { OrganizationCalendarResolver } from './session/organization-calendar.resolver.ts';
import { answerSchoolDays } from './session/school-days.asks.ts';
import { answerSessions } from './session/session.asks.ts';
import { SetSchoolDaysResolver } from './session/set-school-days.resolver.ts';

export const academics = defineSubgraph({
  name: 'academics',
  entities: [
    AcademicSession,
    CalendarDay,
    Course,
    Section,
    SectionStaff,
    SchoolEnrollment,
    SectionEnrollment,
    Program,
    ProgramEnrollment,
    Room,
    Meeting,
    Booking,
  ],
  facts: [MeetingPattern],
  migrations: [
    { name: 'Migration20261123231329_initial', class: Migration20261123231329_initial },
    { name: 'Migration20261126070331_credits', class: Migration20261126070331_credits },
    { name: 'Migration20261126113000_found_by_title', class: Migration20261126113000_found_by_title },
    { name: 'Migration20261127020157_programs', class: Migration20261127020157_programs },
    { name: 'Migration20261127083653_structure', class: Migration20261127083653_structure },
    {
      name: 'Migration20261127085031_school_enrollment_version',
      class: Migration20261127085031_school_enrollment_version,
    },
  ],
  resolvers: [
    AcademicSessionResolver,
    OrganizationResolver,
    OrganizationCalendarResolver,
    CreateSessionResolver,
    ChangeSessionResolver,
    SetSchoolDaysResolver,
    CourseResolver,
    OrganizationCoursesResolver,
    CreateCourseResolver,
    ChangeCourseResolver,
    RoomResolver,
    OrganizationRoomsResolver,
    CreateRoomResolver,
    ChangeRoomResolver,
    SectionResolver,
    CreateSectionResolver,
    ChangeSectionResolver,
    SectionStaffResolver,
    SectionAssignmentsResolver,
    AssignStaffResolver,
    EndStaffResolver,
    FindSectionsResolver,
    StaffResolver,
    SectionEnrollmentResolver,
    StudentResolver,
    EnrollResolver,
    SchoolEnrollmentResolver,
    StudentSchoolsResolver,
    EnrollInSchoolResolver,
    ProgramResolver,
    OrganizationProgramsResolver,
    CreateProgramResolver,
    ChangeProgramResolver,
    ProgramEnrollmentResolver,
    StudentProgramsResolver,
    EnrollInProgramResolver,
    MeetingResolver,
    ScheduleResolver,
    MoveResolver,
    ViewerResolver,
  ],
  types: [OrganizationStub, StaffStub, StudentStub, ViewerStub, Section, Meeting],
  loaders: [sections, meetings, programs],
  policies: {
    roots: {
      'Query.section': signedIn,
      'Query.meeting': signedIn,
      'Mutation.createAcademicSession': signedIn,
      'Mutation.changeAcademicSession': signedIn,
      'Mutation.setSchoolDays': signedIn,
      'Mutation.createCourse': signedIn,
      'Mutation.changeCourse': signedIn,
      'Mutation.createRoom': signedIn,
      'Mutation.changeRoom': signedIn,
      'Mutation.createSection': signedIn,
      'Mutation.changeSection': signedIn,
      'Mutation.assignSectionStaff': signedIn,
      'Mutation.endSectionStaff': signedIn,
      'Mutation.scheduleMeetings': signedIn,
      'Mutation.moveMeeting': signedIn,
      'Mutation.enrollInSection': signedIn,
      'Mutation.endSectionEnrollment': signedIn,
      'Mutation.enrollInSchool': signedIn,
      'Mutation.endSchoolEnrollment': signedIn,
      'Mutation.createProgram': signedIn,
      'Mutation.changeProgram': signedIn,
      'Mutation.enrollInProgram': signedIn,
      'Mutation.endProgramEnrollment': signedIn,
    },
    fields: {
      'Organization.academicSessions': seesAcademicSessions,
      'Organization.courses': seesOffersOf,
      'Organization.programs': seesProgramsOf,
      'Organization.rooms': seesOffersOf,
      'Organization.schoolDays': seesAcademicSessions,
      'Staff.sections': seesSectionsOfStaff,
      'Student.enrollments': seesEnrollmentsOf,
      'Student.programEnrollments': seesEnrollmentsOf,
      'Student.schoolEnrollments': seesEnrollmentsOf,
      'Viewer.findSections': own,
      'Viewer.meetings': own,
    },
  },
  lives: [],
  answers: [
    answerSessions,
    answerPrograms,
    answerCohort,
    answerMeetingDays,
    answerMeetings,
    answerMeetingsOn,
    answerTeaches,
    answerStudentsTaught,
    answerSections,
    answerRosters,
    answerSectionsOf,
    answerSchoolsOf,
    answerTeachersOf,
    answerTeachingPlaces,
    answerSchoolDays,
    answerTermRosters,
  ],
  reactions: [],
  jobs: [],
  schedules: [],
  routes: [],
  seed: seedAcademics,
});
