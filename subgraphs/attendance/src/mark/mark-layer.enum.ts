import { registerEnumType } from 'type-graphql';

export const MarkLayer = { TEACHER: 'TEACHER', OFFICE: 'OFFICE' } as const;
export type MarkLayer = keyof typeof MarkLayer;

registerEnumType(MarkLayer, {
  name: 'MarkLayer',
  description: "Whose word a mark is. The office's stands over the teacher's, whichever came later.",
  valuesConfig: {
    TEACHER: { description: 'Said by a teacher of the section.' },
    OFFICE: { description: 'Said by a registrar or an administrator.' },
  },
});
