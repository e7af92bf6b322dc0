import { registerEnumType } from 'type-graphql';

export const FeedbackCategory = {
  TEACHING: 'TEACHING',
  FACILITIES: 'FACILITIES',
  SERVICES: 'SERVICES',
  TECHNOLOGY: 'TECHNOLOGY',
  ADMINISTRATION: 'ADMINISTRATION',
  SAFETY: 'SAFETY',
  SUGGESTION: 'SUGGESTION',
  PRAISE: 'PRAISE',
  OTHER: 'OTHER',
} as const;
export type FeedbackCategory = keyof typeof FeedbackCategory;

registerEnumType(FeedbackCategory, {
  name: 'FeedbackCategory',
  description: 'What feedback to the school is about.',
  valuesConfig: {
    TEACHING: { description: 'Lessons, material, how they are taught.' },
    FACILITIES: { description: 'Buildings, rooms, grounds, equipment.' },
    SERVICES: { description: 'Canteen, library, transport, counselling.' },
    TECHNOLOGY: { description: 'Devices, network, software.' },
    ADMINISTRATION: { description: 'The office, and how things are done there.' },
    SAFETY: { description: 'Something that is dangerous, or that frightens somebody.' },
    SUGGESTION: { description: 'An idea.' },
    PRAISE: { description: 'What should stay as it is.' },
    OTHER: { description: 'Anything else.' },
  },
});
