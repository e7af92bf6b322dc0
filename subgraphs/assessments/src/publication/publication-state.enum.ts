import { registerEnumType } from 'type-graphql';

export const PublicationState = {
  PREPARING: 'PREPARING',
  SCHEDULED: 'SCHEDULED',
  CANCELLED: 'CANCELLED',
  PUBLISHED: 'PUBLISHED',
} as const;
export type PublicationState = keyof typeof PublicationState;

registerEnumType(PublicationState, {
  name: 'PublicationState',
  description:
    "How far a publication is. By the database's clock alone: nothing has to run for it to be PUBLISHED.",
  valuesConfig: {
    PREPARING: { description: 'It takes the results as they stand. Nobody but staff sees any of them.' },
    SCHEDULED: {
      description: 'It has all its results, and waits for its instant. Nobody but staff sees any of them.',
    },
    CANCELLED: { description: 'It was called off before its instant. Its results were never seen.' },
    PUBLISHED: { description: 'Its instant has come: its results can be seen.' },
  },
});
