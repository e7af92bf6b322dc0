import { registerEnumType } from 'type-graphql';

export const LeaveState = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  DECLINED: 'DECLINED',
  WITHDRAWN: 'WITHDRAWN',
  CANCELLED: 'CANCELLED',
} as const;
export type LeaveState = keyof typeof LeaveState;

registerEnumType(LeaveState, {
  name: 'LeaveState',
  description: 'Where a request for leave stands.',
  valuesConfig: {
    PENDING: { description: 'Nobody has decided yet. Its days are held back from the balance.' },
    APPROVED: { description: 'It is granted: its days are taken, and a student is excused.' },
    DECLINED: { description: 'It is not granted.' },
    WITHDRAWN: { description: 'It was taken back before anybody had decided.' },
    CANCELLED: { description: 'It was granted, and holds no longer: its days were given back.' },
  },
});

export const LeaveCapacity = {
  SELF: 'SELF',
  GUARDIAN: 'GUARDIAN',
  OFFICE: 'OFFICE',
  MANAGER: 'MANAGER',
  TEACHER: 'TEACHER',
} as const;
export type LeaveCapacity = keyof typeof LeaveCapacity;

registerEnumType(LeaveCapacity, {
  name: 'LeaveCapacity',
  description: 'As what somebody has acted on a leave.',
  valuesConfig: {
    SELF: { description: 'Whose leave it is.' },
    GUARDIAN: { description: "The student's guardian." },
    OFFICE: { description: 'A registrar or an administrator.' },
    MANAGER: { description: 'The head of a department in which the member of staff teaches.' },
    TEACHER: { description: 'A teacher of the student.' },
  },
});
