import {
  type Case,
  type Door,
  entity,
  type Found,
  gateway,
  organization,
  section,
  student,
  viewer,
} from './door.ts';
import { assessmentsDoors } from './doors.assessments.ts';
import { feedbackDoors } from './doors.feedback.ts';
import { frontendDoors } from './doors.frontend.ts';
import { leaveDoors } from './doors.leave.ts';
import { programAt } from './scene.programs.ts';

const meetingId = ({ scene, section: id }: Case) => scene.meetingOf(id).id;
const meeting = (c: Case) => `meeting(id: "${meetingId(c)}")`;
const onDay = ({ scene, section: id }: Case) => `date: "${scene.meetingOf(id).date}"`;
const board = (c: Case) => `attendanceBoard(organizationId: "${c.organization}", ${onDay(c)})`;
/** The register in which the student stands. */
const rollId = ({ scene, student: id }: Case) => scene.meetingOf(scene.sectionOf(id)).id;
const ofStudent = (c: Case) => (found: Found) => (found.student as Found | null)?.id === c.student;
const enrollmentId = ({ scene, student: id }: Case) =>
  scene.school.school.sectionEnrollments.find((e) => e.studentId === id)?.id ?? '';
/** The program that students of the organization may be admitted to: its own, or one from above it. */
const programId = ({ scene, organization: id }: Case) => programAt(scene.school, id);
const programEnrollmentId = ({ scene, student: id }: Case) =>
  scene.school.school.programs.enrollments.find((e) => e.studentId === id)?.id ?? '';
const courseId = ({ scene, section: id }: Case) =>
  scene.school.school.sections.find((one) => one.id === id)?.courseId ?? '';
const schoolEnrollmentId = ({ scene, student: id }: Case) =>
  scene.school.school.schoolEnrollments.find((e) => e.studentId === id)?.id ?? '';
const wardOf = ({ scene, guardianship }: Case) =>
  `student(id: "${scene.school.school.guardianships.find(({ id }) => id === guardianship)?.studentId ?? guardianship}")`;

/** Whom a viewer finds by the name that all share, as one of the things that they are. */
const found = (as: readonly string[] = [], id?: string): Door =>
  gateway(['viewer', 'findPeople(text: "example", first: 50)', ...as], id);
/** What hangs on the account of the student. */
const account = (c: Case, steps: readonly string[] = []): Door[] => [
  gateway([student(c), 'account', ...steps]),
  entity('finance', 'Student', c.student, ['account', ...steps]),
  ...(steps.length > 0 ? [entity('finance', 'StudentAccount', c.student, steps)] : []),
];
/** What hangs on what the guardian has paid. */
const paid = (c: Case, steps: readonly string[]): Door[] => [
  gateway([`person(id: "${c.guardian}")`, 'payments', ...steps]),
  entity('finance', 'Person', c.guardian, ['payments', ...steps]),
];
/** What hangs on the books of the organization. */
const billing = (c: Case, steps: readonly string[] = []): Door[] => [
  gateway([organization(c), 'billing', ...steps]),
  entity('finance', 'Organization', c.organization, ['billing', ...steps]),
];
const invoiced = ['invoices', 'nodes'];
const runs = ['invoiceRuns', 'problems'];

/** Every way to each type. A way that is missing here leaves a leak unseen; one that is here costs milliseconds. */
export const doors: Readonly<Record<string, (c: Case) => Door[]>> = {
  Viewer: (c) => [
    gateway(['viewer'], c.viewer),
    ...(['users', 'academics', 'notifications', 'leave', 'feedback', 'finance', 'frontend'] as const).map(
      (at) => entity(at, 'Viewer', c.viewer),
    ),
  ],
  SignInSession: (c) => viewer(c, 'users', ['sessions']),
  RoleAssignment: (c) => viewer(c, 'users', ['roles']),
  Person: (c) => [
    gateway([`person(id: "${c.person}")`]),
    gateway([student(c), 'person'], c.person),
    gateway([section(c), 'staff', 'person'], c.person),
    gateway([meeting(c), 'register', 'marks', 'recordedBy'], c.person),
    found(['person'], c.person),
    entity('users', 'Person', c.person),
    entity('finance', 'Person', c.person),
  ],
  Student: (c) => [
    gateway([student(c)]),
    gateway([`organization(id: "${c.scene.school.ids.institution}")`, 'students', 'nodes'], c.student),
    gateway(['viewer', 'children', 'student'], c.student),
    gateway(['viewer', 'inbox(first: 10)', 'nodes', 'students'], c.student),
    gateway([meeting(c), 'register', 'marks', 'student'], c.student),
    found(['student'], c.student),
    ...(['users', 'academics', 'attendance', 'leave', 'assessments', 'finance'] as const).map((at) =>
      entity(at, 'Student', c.student),
    ),
  ],
  Staff: (c) => [
    gateway([section(c), 'staff'], c.staff),
    gateway([meeting(c), 'staff'], c.staff),
    found(['staff'], c.staff),
    entity('users', 'Staff', c.staff),
    entity('academics', 'Staff', c.staff),
    entity('leave', 'Staff', c.staff),
  ],
  FoundPerson: () => [found()],
  Guardian: (c) => [
    gateway([student(c), 'guardianships', 'guardian'], c.guardian),
    gateway(['viewer', 'children', 'guardian'], c.guardian),
    entity('users', 'Guardian', c.guardian),
  ],
  Guardianship: (c) => [
    gateway([wardOf(c), 'guardianships'], c.guardianship),
    gateway(['viewer', 'children'], c.guardianship),
    gateway([section(c), 'organization', 'students', 'nodes', 'guardianships'], c.guardianship),
  ],
  Organization: (c) => [
    gateway([organization(c)]),
    gateway([section(c), 'organization'], c.organization),
    ...(
      [
        ...(['users', 'academics', 'attendance', 'leave'] as const),
        ...(['feedback', 'assessments', 'finance', 'frontend'] as const),
      ] as const
    ).map((at) => entity(at, 'Organization', c.organization)),
  ],
  StudentConnection: (c) => [
    gateway([organization(c), 'students']),
    entity('users', 'Organization', c.organization, ['students']),
  ],
  StudentEdge: (c) => [
    gateway([organization(c), 'students', 'edges']),
    entity('users', 'Organization', c.organization, ['students', 'edges']),
  ],
  Section: (c) => [
    gateway([section(c)]),
    gateway([meeting(c), 'section'], c.section),
    gateway([student(c), 'enrollments', 'section'], c.section),
    gateway([meeting(c), 'register', 'section'], c.section),
    gateway([board(c), 'registers', 'section'], c.section),
    gateway(['viewer', 'findSections(text: "course", first: 50)'], c.section),
    entity('academics', 'Section', c.section),
    entity('attendance', 'Section', c.section),
    entity('feedback', 'Section', c.section),
    entity('assessments', 'Section', c.section),
  ],
  Course: (c) => [
    gateway([section(c), 'course']),
    gateway([organization(c), 'courses'], courseId(c)),
    entity('academics', 'Section', c.section, ['course']),
    entity('academics', 'Organization', c.organization, ['courses']),
  ],
  SectionStaff: (c) => [
    gateway([section(c), 'staffAssignments']),
    gateway([meeting(c), 'section', 'staffAssignments']),
    entity('academics', 'Section', c.section, ['staffAssignments']),
  ],
  AcademicSession: (c) => [
    gateway([organization(c), 'academicSessions', 'children']),
    entity('academics', 'Organization', c.organization, ['academicSessions', 'children']),
  ],
  SectionEnrollment: (c) => [
    gateway([student(c), 'enrollments'], enrollmentId(c)),
    gateway([board(c), 'registers', 'expected', 'enrollments'], enrollmentId(c)),
    gateway([meeting(c), 'register', 'marks', 'student', 'enrollments'], enrollmentId(c)),
    entity('academics', 'Student', c.student, ['enrollments']),
  ],
  Program: (c) => [
    gateway([organization(c), 'programs']),
    gateway([student(c), 'programEnrollments', 'program']),
    ...billing(c, ['feeStructures', 'program']),
    entity('academics', 'Organization', c.organization, ['programs']),
    entity('academics', 'Program', programId(c)),
  ],
  ProgramEnrollment: (c) => [
    gateway([student(c), 'programEnrollments'], programEnrollmentId(c)),
    gateway([meeting(c), 'register', 'marks', 'student', 'programEnrollments'], programEnrollmentId(c)),
    entity('academics', 'Student', c.student, ['programEnrollments']),
  ],
  SchoolEnrollment: (c) => [
    gateway([student(c), 'schoolEnrollments']),
    gateway([meeting(c), 'register', 'marks', 'student', 'schoolEnrollments'], schoolEnrollmentId(c)),
    entity('academics', 'Student', c.student, ['schoolEnrollments']),
  ],
  Meeting: (c) => [
    gateway([meeting(c)]),
    gateway([`viewer`, `meetings(${onDay(c)})`], meetingId(c)),
    gateway([student(c), 'attendance', 'nodes', 'register', 'meeting'], meetingId(c)),
    entity('academics', 'Meeting', meetingId(c)),
    entity('attendance', 'Meeting', meetingId(c)),
  ],
  Room: (c) => [
    gateway([meeting(c), 'room']),
    gateway([organization(c), 'rooms'], c.scene.meetingOf(c.section).roomId ?? ''),
    entity('academics', 'Meeting', meetingId(c), ['room']),
    entity('academics', 'Organization', c.organization, ['rooms']),
  ],
  Register: (c) => [
    gateway([meeting(c), 'register']),
    gateway([section(c), `registers(${onDay(c)})`], meetingId(c)),
    gateway([student(c), 'attendance', 'nodes', 'register'], meetingId(c)),
    gateway([board(c), 'registers'], meetingId(c)),
    entity('attendance', 'Register', meetingId(c)),
    entity('attendance', 'Meeting', meetingId(c), ['register']),
  ],
  RegisterCounts: (c) => [
    gateway([meeting(c), 'register', 'counts']),
    gateway([board(c), 'counts']),
    entity('attendance', 'Register', meetingId(c), ['counts']),
  ],
  AttendanceMark: (c) => [
    { ...gateway([student(c), 'attendance', 'nodes']), isMeant: ofStudent(c) },
    { ...gateway([student(c), 'attendance', 'nodes', 'history']), isMeant: ofStudent(c) },
    { ...gateway([`meeting(id: "${rollId(c)}")`, 'register', 'marks']), isMeant: ofStudent(c) },
    { ...entity('attendance', 'Register', rollId(c), ['marks']), isMeant: ofStudent(c) },
    { ...entity('attendance', 'Register', rollId(c), ['marks', 'history']), isMeant: ofStudent(c) },
  ],
  AttendanceMarkConnection: (c) => [
    gateway([student(c), 'attendance']),
    entity('attendance', 'Student', c.student, ['attendance']),
  ],
  AttendanceMarkEdge: (c) => [
    gateway([student(c), 'attendance', 'edges']),
    entity('attendance', 'Student', c.student, ['attendance', 'edges']),
  ],
  PageInfo: (c) => [
    gateway([student(c), 'attendance', 'pageInfo']),
    entity('attendance', 'Student', c.student, ['attendance', 'pageInfo']),
  ],
  AttendanceBoard: (c) => [
    gateway([board(c)]),
    gateway([organization(c), `attendanceBoard(${onDay(c)})`]),
    {
      ...{ at: 'attendance', steps: [] },
      reference: {
        ...{ __typename: 'AttendanceBoard', organizationId: c.organization },
        date: c.scene.meetingOf(c.section).date,
      },
    },
  ],
  AttendanceCode: (c) => [
    { ...gateway([`attendanceCodes(organizationId: "${c.organization}")`]), isAlone: true },
    gateway([student(c), 'attendance', 'nodes', 'code']),
  ],
  Notification: (c) => viewer(c, 'notifications', ['inbox', 'nodes']),
  NotificationConnection: (c) => viewer(c, 'notifications', ['inbox']),
  NotificationEdge: (c) => viewer(c, 'notifications', ['inbox', 'edges']),
  ...feedbackDoors,
  MessageDelivery: (c) => viewer(c, 'notifications', ['inbox', 'nodes', 'deliveries']),
  NotificationPreferences: (c) => viewer(c, 'notifications', ['notificationPreferences']),
  MessageChoice: (c) => viewer(c, 'notifications', ['notificationPreferences', 'choices']),
  QuietHours: (c) => viewer(c, 'notifications', ['notificationPreferences', 'quietHours']),
  StudentAccount: (c) => [...account(c), entity('finance', 'StudentAccount', c.student)],
  InvoiceConnection: (c) => account(c, ['invoices']),
  InvoiceEdge: (c) => account(c, ['invoices', 'edges']),
  Invoice: (c) => account(c, invoiced),
  Charge: (c) => account(c, [...invoiced, 'charges']),
  Reversal: (c) => account(c, [...invoiced, 'reversal']),
  Allocation: (c) => [...account(c, [...invoiced, 'allocations']), ...paid(c, ['nodes', 'allocations'])],
  Statement: (c) => account(c, ['statements']),
  StatementLine: (c) => account(c, ['statements', 'lines']),
  Ageing: (c) => account(c, ['ageing']),
  Money: (c) => account(c, ['balances']),
  Hold: (c) => account(c, ['holds']),
  PaymentConnection: (c) => paid(c, []),
  PaymentEdge: (c) => paid(c, ['edges']),
  Payment: (c) => paid(c, ['nodes']),
  Refund: (c) => paid(c, ['nodes', 'refunds']),
  Billing: (c) => billing(c),
  FeeItem: (c) => billing(c, ['feeItems']),
  FeeStructure: (c) => billing(c, ['feeStructures']),
  HoldRule: (c) => billing(c, ['holdRule']),
  InvoiceRun: (c) => billing(c, ['invoiceRuns']),
  InvoiceRunProblemConnection: (c) => billing(c, runs),
  InvoiceRunProblemEdge: (c) => billing(c, [...runs, 'edges']),
  InvoiceRunProblem: (c) => billing(c, [...runs, 'nodes']),
  ...frontendDoors,
  ...assessmentsDoors,
  ...leaveDoors,
  Query: (c) =>
    [
      'viewer',
      ...[`person(id: "${c.person}")`, student(c), organization(c), section(c), meeting(c)],
      ...[board(c), `attendanceCodes(organizationId: "${c.organization}")`],
      ...[`leaveTypes(organizationId: "${c.organization}")`],
      `gradingScales(organizationId: "${c.organization}")`,
    ].map((field) => ({ ...gateway([]), field, isAlone: true })),
};
