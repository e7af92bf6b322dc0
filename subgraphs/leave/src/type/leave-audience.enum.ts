import { registerEnumType } from 'type-graphql';

export const LeaveAudience = { STUDENT: 'STUDENT', STAFF: 'STAFF' } as const;
export type LeaveAudience = keyof typeof LeaveAudience;

registerEnumType(LeaveAudience, {
  name: 'LeaveAudience',
  description: 'Whose leave it is.',
  valuesConfig: {
    STUDENT: { description: "A student's: it excuses from lessons." },
    STAFF: { description: "A member of staff's: it is valued on their own working days." },
  },
});
