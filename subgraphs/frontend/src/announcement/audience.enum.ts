import { registerEnumType } from 'type-graphql';

export const Audience = { STUDENTS: 'STUDENTS', GUARDIANS: 'GUARDIANS', STAFF: 'STAFF' } as const;
export type Audience = keyof typeof Audience;

registerEnumType(Audience, {
  name: 'AnnouncementAudience',
  description: 'Whom an announcement is for, among those who belong to its organization or section.',
  valuesConfig: {
    STUDENTS: { description: 'Who learns there now.' },
    GUARDIANS: {
      description:
        'Guardians of today of who learns there now; of a section, those who may see the records of the child.',
    },
    STAFF: { description: 'Who holds a role there, or below it, and who teaches the section now.' },
  },
});
