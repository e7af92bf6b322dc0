import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { IdempotencyEntry } from '@learnova/platform/idempotency-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { type TestClient, TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import {
  noFeedback,
  noFinance,
  type School,
  type SchoolGuardianship,
  type SchoolPerson,
} from '@learnova/schema/school';
import { noAssessments } from '@learnova/schema/school-assessments';
import { noLeave } from '@learnova/schema/school-leave';
import { noPrograms } from '@learnova/schema/school-programs';
import { Credential } from '../../src/sign-in/credential.entity.ts';
import { hashPassword } from '../../src/sign-in/password.ts';
import { SignInSession } from '../../src/sign-in/sign-in-session.entity.ts';
import { users } from '../../src/subgraph.ts';
import { seedUsers } from '../../src/users.seed.ts';
import { testKeys } from './keys.ts';

export const password = 'correct horse battery staple';

/** Midnight differs: at the same instant it is another day in the south. */
export const zones = { institution: 'Europe/Vienna', south: 'Pacific/Auckland' } as const;

const names = [
  ...['principal', 'northAdmin', 'registrar', 'head', 'teacher', 'colleague', 'leaver'],
  ...['southAdmin', 'southTeacher', 'mother', 'father', 'future', 'southMother', 'ann', 'bob', 'sam'],
] as const;
export type Name = (typeof names)[number];

/** Two schools of one institution, with somebody of each kind; teachers teach whom `teaching` says. */
export class LittleSchool {
  readonly subgraph: TestSubgraph;
  /** Who teaches whom now, as academics would answer. */
  readonly teaching: Map<string, string[]>;
  readonly people = Object.fromEntries(names.map((name) => [name, newId()])) as Record<Name, string>;
  readonly institution = newId();
  readonly north = newId();
  readonly maths = newId();
  readonly south = newId();
  readonly annAndMother = newId();
  readonly annAndFather = newId();
  readonly teaches = newId();
  readonly keys: Awaited<ReturnType<typeof testKeys>>;
  readonly today: string;

  private constructor(parts: Pick<LittleSchool, 'subgraph' | 'teaching' | 'keys' | 'today'>) {
    this.subgraph = parts.subgraph;
    this.teaching = parts.teaching;
    this.keys = parts.keys;
    this.today = parts.today;
  }

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<LittleSchool> {
    const teaching = new Map<string, string[]>();
    const keys = await testKeys();
    const subgraph = await TestSubgraph.start(users, {
      environment: { ...keys.environment, ...environment },
      answers: {
        'academics.students-taught': ({ staffId }: { staffId: string }) =>
          (teaching.get(staffId) ?? []).map((studentId) => ({ studentId, until: null })),
      },
    });
    const today = dayIn(zones.institution, await subgraph.request().now());
    const school = new LittleSchool({ subgraph, teaching, keys, today });
    await school.begin();
    await school.#givePasswords();
    teaching.set(school.people.teacher, [school.people.ann]);
    teaching.set(school.people.southTeacher, [school.people.sam]);
    teaching.set(school.people.leaver, [school.people.ann]);
    return school;
  }

  /** Begins anew: whatever tests have written is gone, but for passwords, which are slow to make. */
  async begin(): Promise<void> {
    const request = this.subgraph.request();
    const tables = [...users.entities, ...users.facts, OutboxMessage, AuditEntry, IdempotencyEntry].filter(
      (entity) => entity !== Credential,
    );
    const names = tables.map((entity) => request.em.getMetadata(entity).tableName);
    await request.em.execute(`truncate ${names.join(', ')}`);
    await seedUsers(request, this.#described());
    await this.#signEverybodyIn();
  }

  as(name: Name): TestClient {
    return this.subgraph.as(this.people[name]);
  }

  async close(): Promise<void> {
    await this.subgraph.close();
    this.keys.remove();
  }

  #described(): School {
    const { institution, north, maths, south, people } = this;
    const from = addDays(this.today, -100);
    const organization = (
      id: string,
      parentId: string | null,
      kind: 'INSTITUTION' | 'SCHOOL' | 'DEPARTMENT',
    ) => ({
      id,
      parentId,
      kind,
      name: id === north ? 'North' : id === south ? 'South' : kind,
      timeZone: id === institution ? zones.institution : id === south ? zones.south : null,
      locale: id === institution ? 'de-AT' : id === south ? 'en-NZ' : null,
    });
    const person = (name: Name, more: Partial<SchoolPerson>): SchoolPerson => ({
      id: people[name],
      name: `${name} Example`,
      sortName: `Example, ${name}`,
      email: `${name}@school.example`.toLowerCase(),
      ...more,
    });
    const staff = (name: Name, organizationId: string) => person(name, { staff: { organizationId } });
    const student = (name: Name, organizationId: string) =>
      person(name, { student: { organizationId, number: `N-${name}` } });
    const role = (name: Name, held: RoleName, organizationId: string, to: string | null = null) => ({
      id: name === 'teacher' ? this.teaches : newId(),
      personId: people[name],
      role: held,
      organizationId,
      from,
      to,
    });
    const guardianship = (
      id: string,
      guardian: Name,
      child: Name,
      more: Partial<SchoolGuardianship> = {},
    ) => ({
      id,
      guardianId: people[guardian],
      studentId: people[child],
      recordsAccess: true,
      notifyAttendance: true,
      livesWith: true,
      legal: true,
      pays: false,
      priority: 1,
      from,
      to: null,
      ...more,
    });
    return {
      ...nothingElse,
      organizations: [
        organization(maths, north, 'DEPARTMENT'),
        organization(institution, null, 'INSTITUTION'),
        organization(north, institution, 'SCHOOL'),
        organization(south, institution, 'SCHOOL'),
      ],
      people: [
        staff('principal', institution),
        ...(['northAdmin', 'registrar', 'head', 'teacher', 'colleague', 'leaver'] as const).map((name) =>
          staff(name, north),
        ),
        ...(['southAdmin', 'southTeacher'] as const).map((name) => staff(name, south)),
        ...(['mother', 'father', 'future', 'southMother'] as const).map((name) =>
          person(name, { guardian: true }),
        ),
        student('ann', north),
        student('bob', north),
        student('sam', south),
      ],
      guardianships: [
        guardianship(this.annAndMother, 'mother', 'ann', { recordsAccess: false }),
        guardianship(this.annAndFather, 'father', 'ann', { to: this.today, priority: 2 }),
        guardianship(newId(), 'future', 'bob', { from: addDays(this.today, 1) }),
        guardianship(newId(), 'southMother', 'sam'),
      ],
      roles: [
        role('principal', 'ADMINISTRATOR', institution),
        role('northAdmin', 'ADMINISTRATOR', north),
        role('registrar', 'REGISTRAR', north),
        role('head', 'HEAD_OF_DEPARTMENT', north),
        role('teacher', 'TEACHER', maths),
        role('colleague', 'TEACHER', north),
        role('leaver', 'TEACHER', north, this.today),
        role('southAdmin', 'ADMINISTRATOR', south),
        role('southTeacher', 'TEACHER', south),
      ],
    };
  }

  async #givePasswords(): Promise<void> {
    const request = this.subgraph.request();
    for (const name of ['registrar', 'mother'] as const) {
      const passwordHash = await hashPassword(password);
      request.em.persist(Object.assign(new Credential(), { personId: this.people[name], passwordHash }));
    }
    await request.em.flush();
  }

  /** `as` signs a person in with a session of the same id. */
  async #signEverybodyIn(): Promise<void> {
    const request = this.subgraph.request();
    const startedAt = await request.now();
    for (const id of Object.values(this.people)) {
      request.em.persist(Object.assign(new SignInSession(), { id, personId: id, startedAt }));
    }
    await request.em.flush();
  }
}

const nothingElse = {
  sessions: [],
  calendar: [],
  rooms: [],
  courses: [],
  sections: [],
  schoolEnrollments: [],
  sectionEnrollments: [],
  meetings: [],
  attendanceCodes: [],
  feedback: noFeedback,
  programs: noPrograms,
  finance: noFinance,
  announcements: [],
  leave: noLeave,
  assessments: noAssessments,
  registers: [],
};

/** What a wall calendar in the zone shows: `YYYY-MM-DD`. */
export function dayIn(zone: string, instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instant);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
