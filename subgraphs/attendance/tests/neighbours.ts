import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { AttendanceCode } from '../src/code/attendance-code.entity.ts';
import { attendance } from '../src/subgraph.ts';

const hour = 3_600_000;

export interface Lesson {
  meetingId: string;
  sectionId: string;
  organizationId: string;
  date: string;
  startsAt: string;
  endsAt: string;
  staffIds: string[];
  studentIds: string[];
}

interface Guardianship {
  guardianId: string;
  studentId: string;
  recordsAccess: boolean;
  until: string | null;
}

/**
 * A school as the neighbours of attendance know it: one institution, two schools, a department in the first. Tests change it
 * as a school changes; what is asked next sees the change.
 */
export class Neighbours {
  readonly timeZone = 'Europe/Vienna';
  readonly institution = newId();
  readonly school = newId();
  readonly department = newId();
  readonly otherSchool = newId();
  readonly lessons: Lesson[] = [];
  readonly guardianships: Guardianship[] = [];
  readonly roles: { personId: string; role: RoleName; organizationId: string; until: string | null }[] = [];
  /** Sections that a member of staff teaches now. */
  readonly teaching: { staffId: string; sectionId: string; until: string | null }[] = [];
  readonly names = new Map<string, string>();

  /** The answers to the asks of attendance, as `users` and `academics` would give them. */
  readonly answers = {
    'users.standing': ({ personId }: { personId: string }) => ({
      sessionEnded: false,
      roles: this.roles
        .filter((r) => r.personId === personId)
        .map((r) => ({ ...r, organizationIds: this.subtree(r.organizationId) })),
    }),
    'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
      organizationIds
        .filter((id) => this.subtree(this.institution).includes(id))
        .map((id) => ({
          organizationId: id,
          name: 'Organization',
          timeZone: this.timeZone,
          locale: 'en',
          path: this.subtree(this.institution).filter((other) => this.subtree(other).includes(id)),
          subtree: this.subtree(id),
        })),
    'users.names': ({ personIds }: { personIds: string[] }) =>
      personIds.map((personId) => ({ personId, name: this.names.get(personId) ?? 'Nobody' })),
    'users.children-of': ({ guardianIds }: { guardianIds: string[] }) =>
      this.guardianships
        .filter(({ guardianId }) => guardianIds.includes(guardianId))
        .map((g) => ({
          guardianshipId: newId(),
          notifyAttendance: true,
          priority: 1,
          from: '2020-01-01',
          to: null,
          ...g,
        })),
    'academics.meetings': ({ meetingIds }: { meetingIds: string[] }) =>
      this.lessons.filter(({ meetingId }) => meetingIds.includes(meetingId)),
    'academics.meetings-on': (on: { date: string; organizationIds: string[]; sectionIds: string[] }) =>
      this.lessons
        .filter(({ date }) => date === on.date)
        .filter((l) => on.organizationIds.includes(l.organizationId) || on.sectionIds.includes(l.sectionId))
        .map((lesson) => ({ ...lesson, expected: lesson.studentIds.length })),
    'academics.teaches': ({ staffId, sectionIds }: { staffId: string; sectionIds: string[] }) =>
      this.teaching.filter((t) => t.staffId === staffId && sectionIds.includes(t.sectionId)),
    'academics.students-taught': ({ staffId }: { staffId: string }) =>
      this.teaching
        .filter((t) => t.staffId === staffId)
        .flatMap((t) =>
          this.lessons.filter((l) => l.sectionId === t.sectionId).map((l) => ({ ...l, until: t.until })),
        )
        .flatMap((l) => l.studentIds.map((studentId) => ({ studentId, until: l.until }))),
    'academics.sections': ({ sectionIds }: { sectionIds: string[] }) =>
      sectionIds.flatMap((sectionId) => {
        const lesson = this.lessons.find((l) => l.sectionId === sectionId);
        if (!lesson) return [];
        const { organizationId } = lesson;
        return [{ sectionId, organizationId, academicSessionId: newId(), title: 'Section', credits: '1' }];
      }),
    'academics.schools-of': ({ studentIds }: { studentIds: string[] }) =>
      studentIds.flatMap((studentId) => {
        const lesson = this.lessons.find((l) => l.studentIds.includes(studentId));
        return lesson ? [{ studentId, organizationId: lesson.organizationId }] : [];
      }),
  };

  private subtree(organizationId: string): string[] {
    if (organizationId === this.institution)
      return [this.institution, this.school, this.department, this.otherSchool];
    return organizationId === this.school ? [this.school, this.department] : [organizationId];
  }

  /** A lesson with a section of its own, which its staff also teach now, unless another section is named. They are teachers. */
  lesson(now: Date, more: Partial<Lesson> = {}): Lesson {
    const startsAt = new Date(now.getTime() - hour / 2);
    const lesson: Lesson = {
      meetingId: newId(),
      sectionId: newId(),
      organizationId: this.school,
      date: new Intl.DateTimeFormat('sv-SE', { timeZone: this.timeZone }).format(now),
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + hour).toISOString(),
      staffIds: [newId()],
      studentIds: [newId(), newId(), newId()],
      ...more,
    };
    this.lessons.push(lesson);
    for (const personId of lesson.staffIds) {
      this.teaching.push({ staffId: personId, sectionId: lesson.sectionId, until: null });
      this.roles.push({ personId, role: 'TEACHER', organizationId: this.school, until: null });
    }
    return lesson;
  }

  /** Somebody who holds a role. */
  holder(role: RoleName, organizationId: string, until: string | null = null): string {
    const personId = newId();
    this.roles.push({ personId, role, organizationId, until });
    return personId;
  }

  guardian(studentId: string, more: Partial<Guardianship> = {}): string {
    const guardianship = { guardianId: newId(), studentId, recordsAccess: true, until: null, ...more };
    this.guardianships.push(guardianship);
    return guardianship.guardianId;
  }
}

/** The institution's codes, by their sign. */
export type Codes = Record<'P' | 'L' | 'A' | 'E', string>;

export async function startAttendance(): Promise<{ at: TestSubgraph; school: Neighbours; codes: Codes }> {
  const school = new Neighbours();
  const at = await TestSubgraph.start(attendance, { answers: school.answers });
  const codes: Codes = { P: newId(), L: newId(), A: newId(), E: newId() };
  const categories = { P: 'PRESENT', L: 'LATE', A: 'ABSENT', E: 'ABSENT' } as const;
  const { em } = at.request();
  for (const code of ['P', 'L', 'A', 'E'] as const) {
    const isOffice = code === 'E';
    em.persist(
      Object.assign(new AttendanceCode(), {
        id: codes[code],
        organizationId: school.institution,
        code,
        name: `Code ${code}`,
        category: categories[code],
        excused: isOffice,
        officeOnly: isOffice,
        isDefault: code === 'P',
      }),
    );
  }
  await em.flush();
  return { at, school, codes };
}

export const submitDocument = /* GraphQL */ `
  mutation ($input: SubmitRegisterInput!) {
    submitRegister(input: $input) {
      register {
        id status version takenAt
        takenBy { id }
        counts { expected present late absent unmarked }
        marks { id student { id } code { code category } minutesLate layer recordedAt recordedBy { id } }
      }
    }
  }
`;

export const correctDocument = /* GraphQL */ `
  mutation ($input: CorrectMarkInput!) {
    correctMark(input: $input) { register { version marks { student { id } code { code } layer } } }
  }
`;

export const registerDocument = /* GraphQL */ `
  query ($id: UUID!) {
    _entities(representations: [{ __typename: "Register", id: $id }]) {
      ... on Register { id status version marks { student { id } code { code } layer } }
    }
  }
`;
