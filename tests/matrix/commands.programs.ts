import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { roles, unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';
import { programAt } from './scene.programs.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const day = (offset: number) => addDays(dayIn('Europe/Vienna', new Date()), offset);
/** A student of the school for each role who is in no program yet: after those of families. */
const free = ({ scene, role }: Try) => scene.school.school.people[16 + roles.indexOf(role)]?.id ?? unknownId;
const enrollmentOf = (t: Try) =>
  (t.which === 'own' && t.made.get(`enrollInProgram ${t.role}`)) ||
  (t.scene.school.school.programs.enrollments.find((e) => e.studentId === t.student)?.id ?? unknownId);

/** Every mutation about programs, in an order in which the last one finds what the one before it made. */
export const programCommands: readonly Command[] = [
  {
    name: 'createProgram',
    selection: 'program { id code title organization { id } }',
    makes: ({ program }) => program?.id,
    input: ({ organization: organizationId, role, which }) => ({
      ...{ organizationId, code: `${role} ${which}`, title: 'Branch', ...key() },
    }),
  },
  {
    name: 'enrollInProgram',
    selection: 'programEnrollment { id student { id } program { title } }',
    makes: ({ programEnrollment }) => programEnrollment?.id,
    input: (t) => ({
      ...{ programId: programAt(t.scene.school, t.organization), studentId: free(t) },
      ...{ from: day(20), to: day(25), ...key() },
    }),
  },
  {
    name: 'endProgramEnrollment',
    selection: 'programEnrollment { id to program { title } }',
    input: (t) => ({ programEnrollmentId: enrollmentOf(t), to: day(22), expectedVersion: 1, ...key() }),
  },
];
