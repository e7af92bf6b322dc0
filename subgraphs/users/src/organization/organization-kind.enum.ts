import { registerEnumType } from 'type-graphql';

export const OrganizationKind = {
  INSTITUTION: 'INSTITUTION',
  CAMPUS: 'CAMPUS',
  SCHOOL: 'SCHOOL',
  DEPARTMENT: 'DEPARTMENT',
} as const;
export type OrganizationKind = keyof typeof OrganizationKind;

registerEnumType(OrganizationKind, {
  name: 'OrganizationKind',
  description: 'What an organization is in the tree.',
  valuesConfig: {
    INSTITUTION: { description: 'The root: the whole that this graph serves.' },
    CAMPUS: { description: 'A place of an institution, with schools or departments of its own.' },
    SCHOOL: { description: 'What admits students and employs staff.' },
    DEPARTMENT: { description: 'A part of a school or campus that teaches.' },
  },
});
