import { registerEnumType } from 'type-graphql';

export const DayPart = { MORNING: 'MORNING', AFTERNOON: 'AFTERNOON' } as const;
export type DayPart = keyof typeof DayPart;

registerEnumType(DayPart, {
  name: 'DayPart',
  description:
    'Half of a school day, by the clock of the school. A lesson belongs to the half in which it begins.',
  valuesConfig: {
    MORNING: { description: 'Until noon.' },
    AFTERNOON: { description: 'From noon on.' },
  },
});
