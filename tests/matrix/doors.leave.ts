import { type Case, type Door, entity, gateway, organization, section, student } from './door.ts';

/** What hangs on the leave of the student. */
const leave = (c: Case, steps: readonly string[] = []): Door[] => [
  gateway([student(c), 'leave', ...steps]),
  entity('leave', 'Student', c.student, ['leave', ...steps]),
];
/** What hangs on that of the member of staff. */
const staffLeave = (c: Case, steps: readonly string[]): Door[] => [
  gateway([section(c), 'staff', 'leave', ...steps]),
  entity('leave', 'Staff', c.staff, ['leave', ...steps]),
];
/** A day on which a student of each school is away. */
const away = (c: Case, steps: readonly string[]): Door[] => {
  const [request] = c.scene.school.school.leave.requests;
  const on = `away(date: "${request?.firstDay ?? '2026-01-01'}")`;
  return [
    gateway([organization(c), on, ...steps]),
    entity('leave', 'Organization', c.organization, [on, ...steps]),
  ];
};
const requests = ['requests', 'nodes'];

/** Every way to each type of leave. */
export const leaveDoors: Readonly<Record<string, (c: Case) => Door[]>> = {
  LeaveRecord: (c) => leave(c),
  LeaveRequestConnection: (c) => leave(c, ['requests']),
  LeaveRequestEdge: (c) => leave(c, ['requests', 'edges']),
  LeaveRequest: (c) => leave(c, requests),
  LeaveSlot: (c) => leave(c, [...requests, 'slots']),
  LeaveStep: (c) => leave(c, [...requests, 'history']),
  LeaveBalance: (c) => leave(c, ['balances']),
  LeaveEntry: (c) => leave(c, ['entries']),
  LeaveType: (c) => [
    { ...gateway([`leaveTypes(organizationId: "${c.organization}")`]), isAlone: true },
    ...leave(c, [...requests, 'leaveType']),
  ],
  WorkPattern: (c) => staffLeave(c, ['workPatterns']),
  WorkingDay: (c) => staffLeave(c, ['workPatterns', 'days']),
  LeaveAbsenceConnection: (c) => away(c, []),
  LeaveAbsenceEdge: (c) => away(c, ['edges']),
  LeaveAbsence: (c) => away(c, ['nodes']),
};
