import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { linkIn, type Mailbox } from '../kit/mailbox.ts';

interface Founded {
  readonly url: string;
  readonly administrator: Visitor;
  readonly mailbox: Mailbox;
  /** Of the institution: it is about noon there. */
  readonly timeZone: string;
}

/** Who enters a school, step by step: each is a command that front ends send. */
class Entering {
  readonly #by: Visitor;
  readonly #url: string;
  readonly #mailbox: Mailbox;

  constructor({ url, administrator, mailbox }: Founded) {
    this.#by = administrator;
    this.#url = url;
    this.#mailbox = mailbox;
  }

  /** Sends a command, and answers the ids of what it made. */
  async make(command: string, what: string, input: object): Promise<string[]> {
    const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
    const data = await this.#by.data<Record<string, { it: { id: string } | { id: string }[] }>>(
      `mutation ($input: ${type}!) { ${command}(input: $input) { it: ${what} { id } } }`,
      { input: { ...input, idempotencyKey: randomUUID() } },
    );
    return [data[command]?.it ?? []].flat().map(({ id }) => id);
  }

  async one(command: string, what: string, input: object): Promise<string> {
    const [id = ''] = await this.make(command, what, input);
    return id;
  }

  /** Somebody is invited by mail, chooses a password by its link, and signs in for the first time. */
  async arrives(personId: string, email: string): Promise<Visitor> {
    await this.make('invitePerson', 'person', { personId });
    const nobody = new Visitor(this.#url);
    const mail = await this.#mailbox.newest(email, 'Choose a password for your sign-in');
    const password = `small boats of ${email}`;
    await nobody.data(
      'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { endedSessions } }',
      { input: { token: linkIn(mail).hash.slice(1), password } },
    );
    return nobody.signIn(email, password);
  }
}

const terms = { recordsAccess: true, notifyAttendance: true, livesWith: true, legal: true, pays: true };

/**
 * From an installation that has its administrator and nobody else to the first register: a school with its codes, its year, what is taught
 * and where, its people, who arrive by mail, and a guardian who is told that a child is not there.
 */
export async function enterSchool(founded: Founded): Promise<void> {
  const { administrator, mailbox, timeZone } = founded;
  const entering = new Entering(founded);
  const today = dayIn(timeZone, new Date());
  const year = Number(today.slice(0, 4));
  const { viewer } = await administrator.data<{ viewer: { roles: { organization: { id: string } }[] } }>(
    '{ viewer { roles { organization { id } } } }',
  );
  const parentId = viewer.roles[0]?.organization.id ?? '';

  const organizationId = await entering.one('createOrganization', 'organization', {
    ...{ parentId, kind: 'SCHOOL', name: 'Gymnasium am Teich' },
  });
  const [absent = '', present = ''] = await entering.make('setAttendanceCodes', 'attendanceCodes', {
    organizationId: parentId,
    codes: [
      { code: 'A', name: 'Absent', category: 'ABSENT' },
      { code: 'P', name: 'Present', category: 'PRESENT', isDefault: true },
    ],
    expectedCodeIds: [],
  });
  const days = { from: `${year}-01-01`, to: `${year + 1}-02-01` };
  const schoolYear = await entering.one('createAcademicSession', 'academicSession', {
    ...{ organizationId, title: 'This year', ...days },
  });
  const academicSessionId = await entering.one('createAcademicSession', 'academicSession', {
    ...{ organizationId, parentId: schoolYear, title: 'This term', ...days },
  });
  await administrator.data(
    'mutation ($input: SetSchoolDaysInput!) { setSchoolDays(input: $input) { schoolDays } }',
    { input: { organizationId, ...days, isSchoolDay: true, idempotencyKey: randomUUID() } },
  );
  const courseId = await entering.one('createCourse', 'course', {
    ...{ organizationId, code: 'MAT-5', title: 'Mathematics', credits: '4' },
  });
  const roomId = await entering.one('createRoom', 'room', { organizationId, name: '1.07' });
  const sectionId = await entering.one('createSection', 'section', {
    ...{ organizationId, courseId, academicSessionId, title: 'Mathematics 5a' },
  });

  const teacherEmail = 'marta@school.example';
  const staffId = await entering.one('createStaff', 'staff', {
    ...{ organizationId: parentId, person: { name: 'Marta Wels', email: teacherEmail } },
  });
  await entering.make('assignRole', 'roleAssignment', {
    ...{ personId: staffId, role: 'TEACHER', organizationId, from: today },
  });
  await entering.make('assignSectionStaff', 'sectionStaff', { sectionId, staffId, from: today });
  const studentIds = await entering.make('importStudents', 'students', {
    organizationId,
    students: [
      { number: '1', person: { name: 'Ida Brandt', sortName: 'Brandt, Ida' } },
      { number: '2', person: { name: 'Otto Krall', sortName: 'Krall, Otto' } },
    ],
  });
  await entering.make('enrollInSchool', 'schoolEnrollments', {
    ...{ organizationId, studentIds, grade: '5', from: today },
  });
  for (const studentId of studentIds)
    await entering.make('enrollInSection', 'sectionEnrollment', { sectionId, studentId, from: today });
  const [child = '', other = ''] = studentIds;
  const guardianEmail = 'karl@school.example';
  const guardianId = await entering.one('createGuardian', 'guardian', {
    ...{ studentId: child, person: { name: 'Karl Brandt', email: guardianEmail } },
    ...{ ...terms, priority: 1, from: today },
  });
  await entering.make('scheduleMeetings', 'meetings', {
    ...{ sectionId, roomId, startTime: '09:00', endTime: '09:50', from: today, to: addDays(today, 1) },
    weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
  });

  const teacher = await entering.arrives(staffId, teacherEmail);
  const guardian = await entering.arrives(guardianId, guardianEmail);
  const { viewer: taught } = await teacher.data<{
    viewer: { meetings: { id: string; register: { expected: { id: string }[] } }[] };
  }>('query ($date: Date!) { viewer { meetings(date: $date) { id register { expected { id } } } } }', {
    date: today,
  });
  expect(taught.meetings).toHaveLength(1);
  const [lesson] = taught.meetings;
  expect(lesson?.register.expected.map(({ id }) => id).toSorted()).toEqual(studentIds.toSorted());
  await teacher.data(
    'mutation ($input: SubmitRegisterInput!) { submitRegister(input: $input) { register { id } } }',
    {
      input: {
        registerId: lesson?.id,
        marks: [
          { studentId: child, codeId: absent },
          { studentId: other, codeId: present },
        ],
        ...{ expectedVersion: 0, idempotencyKey: randomUUID() },
      },
    },
  );

  const told = await mailbox.newest(guardianEmail, 'Absence on ');
  expect(told.text).toContain('Ida Brandt');
  const seen = await guardian.data(
    'query ($id: UUID!) { student(id: $id) { person { name } attendance { nodes { code { name } } } } }',
    { id: child },
  );
  expect(seen).toEqual({
    student: { person: { name: 'Ida Brandt' }, attendance: { nodes: [{ code: { name: 'Absent' } }] } },
  });
  const others = await guardian.ask('query ($id: UUID!) { student(id: $id) { id } }', { id: other });
  expect(others.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
}
