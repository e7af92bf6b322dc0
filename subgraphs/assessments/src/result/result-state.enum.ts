import { registerEnumType } from 'type-graphql';

export const ResultState = {
  SCHEDULED: 'SCHEDULED',
  PUBLISHED: 'PUBLISHED',
  WITHHELD: 'WITHHELD',
  ON_HOLD: 'ON_HOLD',
  UNCONFIRMED: 'UNCONFIRMED',
} as const;
export type ResultState = keyof typeof ResultState;

registerEnumType(ResultState, {
  name: 'ResultState',
  description:
    'Whether a result can be seen by the student and their guardians with access. In each state but PUBLISHED they learn that there is one, or nothing at all, and never what it is.',
  valuesConfig: {
    SCHEDULED: { description: 'Its instant has not come. For students and guardians it does not exist.' },
    PUBLISHED: { description: 'It can be seen.' },
    WITHHELD: { description: 'The office holds it back. Ask there.' },
    ON_HOLD: {
      description:
        'Overdue fees hold it back, by the rule of the school: it shows when they are paid. Of what staff sees, this is never said.',
    },
    UNCONFIRMED: {
      description:
        'Whether fees hold it back cannot be found out now, so it is not shown. Try again in a moment.',
    },
  },
});
