import { connectionOf } from '@learnova/platform/connection';
import { Student } from './student.entity.ts';

export const StudentConnection = connectionOf(
  'Student',
  () => Student,
  'Holds those students whom the viewer may see.',
);
