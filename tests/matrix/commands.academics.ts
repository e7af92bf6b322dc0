import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';
import { programAt } from './scene.programs.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const day = (offset: number) => addDays(dayIn('Europe/Vienna', new Date()), offset);
/** What this role has made; for who cannot make any, or asks about somebody else's, what was there before. */
const madeOr = (t: Try, command: string, otherwise: string) =>
  (t.which === 'own' && t.made.get(`${command} ${t.role}`)) || otherwise;
const change = (t: Try) => ({ title: `${t.role} ${t.which} again`, expectedVersion: 1, ...key() });
const courseOf = ({ scene, section }: Try) =>
  scene.school.school.sections.find(({ id }) => id === section)?.courseId ?? unknownId;
/** Nobody is a teacher of the whole institution: its administrator assigns one to a section of a school. */
const sectionOf = (t: Try) => (t.role === 'admin' ? t.section : madeOr(t, 'createSection', t.section));

/** As the administrator sees it: an assignment that is there before has an id that only the database knows. */
async function assignmentOf(t: Try): Promise<string> {
  if (t.section === unknownId) return unknownId;
  const { section } = await t.scene.players.admin.visitor.data<{
    section: { staffAssignments: { id: string }[] };
  }>(`{ section(id: "${t.section}") { staffAssignments { id } } }`);
  return section.staffAssignments[0]?.id ?? unknownId;
}

/** Every mutation about the year of a school, its courses, rooms and sections, in an order in which later ones find what is made. */
export const academicsCommands: readonly Command[] = [
  {
    name: 'createAcademicSession',
    selection: 'academicSession { id title from to timeZone }',
    makes: ({ academicSession }) => academicSession?.id,
    input: ({ organization: organizationId, role, which }) => ({
      ...{ organizationId, title: `${role} ${which}`, from: '2101-09-01', to: '2102-08-01', ...key() },
    }),
  },
  {
    name: 'changeAcademicSession',
    selection: 'academicSession { id title version }',
    input: (t) => {
      const term = t.which === 'none' ? unknownId : t.scene.school.ids.term;
      return { academicSessionId: madeOr(t, 'createAcademicSession', term), ...change(t) };
    },
  },
  {
    name: 'setSchoolDays',
    selection: 'schoolDays',
    input: ({ organization: organizationId }) => ({
      ...{ organizationId, from: day(40), to: day(42), isSchoolDay: true, ...key() },
    }),
  },
  {
    name: 'createCourse',
    selection: 'course { id code title credits isRetired organization { id } }',
    makes: ({ course }) => course?.id,
    input: ({ organization: organizationId, role, which }) => ({
      ...{ organizationId, code: `${role} ${which}`, title: 'Course', credits: '1', ...key() },
    }),
  },
  {
    name: 'changeCourse',
    selection: 'course { id title version }',
    input: (t) => ({ courseId: madeOr(t, 'createCourse', courseOf(t)), ...change(t) }),
  },
  {
    name: 'createRoom',
    selection: 'room { id name isRetired organization { id } }',
    makes: ({ room }) => room?.id,
    input: ({ organization: organizationId, role, which }) => ({
      ...{ organizationId, name: `${role} ${which}`, ...key() },
    }),
  },
  {
    name: 'changeRoom',
    selection: 'room { id name isRetired version }',
    input: (t) => {
      const roomId = madeOr(t, 'createRoom', t.scene.meetingOf(t.section).roomId ?? unknownId);
      return { roomId, isRetired: true, expectedVersion: 1, ...key() };
    },
  },
  {
    name: 'createSection',
    selection: 'section { id title course { title } academicSession { title } organization { id } }',
    makes: ({ section }) => section?.id,
    input: (t) => ({
      ...{
        organizationId: t.organization,
        courseId: courseOf(t),
        academicSessionId: t.scene.school.ids.term,
      },
      ...{ title: `${t.role} ${t.which}`, ...key() },
    }),
  },
  {
    name: 'changeSection',
    selection: 'section { id title isClosed version }',
    input: (t) => ({ sectionId: madeOr(t, 'createSection', t.section), ...change(t) }),
  },
  {
    name: 'assignSectionStaff',
    selection: 'sectionStaff { id from to staff { id } }',
    makes: ({ sectionStaff }) => sectionStaff?.id,
    input: (t) => ({
      ...{ sectionId: sectionOf(t), staffId: t.scene.school.ids.otherTeacher },
      ...{ from: day(40), to: day(45), ...key() },
    }),
  },
  {
    name: 'endSectionStaff',
    selection: 'sectionStaff { id to staff { id } }',
    input: async (t) => ({
      sectionStaffId: madeOr(t, 'assignSectionStaff', await assignmentOf(t)),
      ...{ to: day(42), expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'changeProgram',
    selection: 'program { id title isRetired version }',
    input: (t) => ({
      programId: madeOr(t, 'createProgram', programAt(t.scene.school, t.organization)),
      ...change(t),
    }),
  },
];
