import { randomUUID } from 'node:crypto';
import type { Channels } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { Client } from 'pg';
import { frontend } from '../../src/subgraph.ts';

export type Answers = Record<string, (input: never) => unknown>;

interface Tied {
  readonly personId: string;
  readonly part: 'STUDENT' | 'STAFF';
  readonly sectionId: string;
  readonly organizationId: string;
  readonly since: string;
  readonly until: string | null;
}

/** A school with a department and one section in it, its people, and neighbours that a test may change. */
export class FrontendSchool {
  readonly institution = newId();
  readonly school = newId();
  readonly department = newId();
  readonly otherSchool = newId();
  readonly section = newId();
  readonly office = newId();
  readonly head = newId();
  readonly teacher = newId();
  readonly child = newId();
  readonly guardian = newId();
  /** A guardian who may not see the records. */
  readonly kin = newId();
  readonly stranger = newId();
  readonly roles: { personId: string; role: RoleName; organizationId: string; until: string | null }[] = [];
  readonly guardians: { guardianId: string; studentId: string; recordsAccess: boolean; pays: boolean }[] = [];
  readonly enrolled: { studentId: string; organizationId: string }[] = [];
  readonly sections: Tied[] = [];
  subgraph!: TestSubgraph;

  /** @param more answers of neighbours that only some parts of the subgraph ask */
  static async open(more: (school: FrontendSchool) => Answers = () => ({})): Promise<FrontendSchool> {
    const school = new FrontendSchool();
    school.#people();
    const channels = {} as Channels;
    school.subgraph = await TestSubgraph.start(frontend, {
      answers: { ...school.#answers(), ...more(school) },
      channels,
    });
    return school;
  }

  close(): Promise<void> {
    return this.subgraph.close();
  }

  /** From the institution down to each organization. */
  get paths(): Readonly<Record<string, readonly string[]>> {
    const { institution, school, department, otherSchool } = this;
    return {
      [institution]: [institution],
      [school]: [institution, school],
      [department]: [institution, school, department],
      [otherSchool]: [institution, otherSchool],
    };
  }

  async command<T>(name: string, input: object, selection: string, by: string): Promise<T> {
    const data = await this.subgraph.as(by).data<Record<string, T>>(commandOf(name, selection), {
      input: { ...(name !== 'createDocumentLink' && { idempotencyKey: randomUUID() }), ...input },
    });
    return data[name] as T;
  }

  refusal(name: string, input: object, selection: string, by?: string): Promise<string> {
    return this.subgraph.as(by).code(commandOf(name, selection), {
      input: { ...(name !== 'createDocumentLink' && { idempotencyKey: randomUUID() }), ...input },
    });
  }

  /** Fields of an entity, as the gateway would ask for them. */
  async entity<T>(typename: string, id: string, selection: string, by?: string): Promise<T | null> {
    const result = await this.subgraph
      .as(by)
      .run(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${typename} { ${selection} } } }`,
        { r: [{ __typename: typename, id }] },
      );
    return (result.data as { _entities: (T | null)[] } | null)?._entities[0] ?? null;
  }

  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.subgraph.databaseUrl });
    await client.connect();
    await client.query('set search_path to frontend');
    const { rows } = await client.query(sql, values);
    await client.end();
    return rows as T[];
  }

  #people(): void {
    const { school, department, section, office, head, teacher, child, guardian, kin } = this;
    const role = (personId: string, name: RoleName, organizationId: string) =>
      this.roles.push({ personId, role: name, organizationId, until: null });
    role(office, 'REGISTRAR', school);
    role(head, 'HEAD_OF_DEPARTMENT', department);
    role(teacher, 'TEACHER', school);
    this.guardians.push({ guardianId: guardian, studentId: child, recordsAccess: true, pays: false });
    this.guardians.push({ guardianId: kin, studentId: child, recordsAccess: false, pays: true });
    this.enrolled.push({ studentId: child, organizationId: school });
    this.enrolled.push({ studentId: this.stranger, organizationId: this.otherSchool });
    const at = { sectionId: section, organizationId: department, since: '2026-01-01', until: null };
    this.sections.push({ personId: child, part: 'STUDENT', ...at });
    this.sections.push({ personId: teacher, part: 'STAFF', ...at });
  }

  #answers(): Answers {
    const below = (id: string) => Object.keys(this.paths).filter((one) => this.paths[one]?.includes(id));
    return {
      'users.standing': ({ personId }: { personId: string }) => ({
        sessionEnded: false,
        roles: this.roles
          .filter((one) => one.personId === personId)
          .map(({ role, organizationId, until }) => ({
            ...{ role, organizationId, until, organizationIds: below(organizationId) },
          })),
      }),
      'users.children-of': ({ guardianIds }: { guardianIds: string[] }) =>
        this.guardians
          .filter(({ guardianId }) => guardianIds.includes(guardianId))
          .map(({ pays: _pays, ...one }) => ({
            ...{ guardianshipId: newId(), ...one, notifyAttendance: true, priority: 1 },
            ...{ from: '2026-01-01', to: null, until: null },
          })),
      'users.pays-for': ({ payerIds }: { payerIds: string[] }) =>
        this.guardians
          .filter(({ guardianId, pays }) => pays && payerIds.includes(guardianId))
          .map(({ guardianId: payerId, studentId }) => ({ payerId, studentId, until: null })),
      'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
        organizationIds.flatMap((organizationId) => {
          const path = this.paths[organizationId];
          if (!path) return [];
          const settings = { name: 'Example', timeZone: 'Europe/Vienna', locale: 'en' };
          return [{ organizationId, ...settings, path: [...path], subtree: below(organizationId) }];
        }),
      'users.names': ({ personIds }: { personIds: string[] }) =>
        personIds.map((personId) => ({ personId, name: 'Somebody' })),
      'academics.schools-of': ({ studentIds }: { studentIds: string[] }) =>
        this.enrolled.filter(({ studentId }) => studentIds.includes(studentId)),
      'academics.sections': ({ sectionIds }: { sectionIds: string[] }) =>
        sectionIds
          .filter((id) => id === this.section)
          .map((sectionId) => ({
            ...{ sectionId, organizationId: this.department, academicSessionId: newId() },
            ...{ title: 'Biology', credits: '1' },
          })),
      'academics.sections-of': ({ studentIds, staffIds }: { studentIds: string[]; staffIds: string[] }) =>
        this.sections.filter(({ personId, part }) =>
          (part === 'STUDENT' ? studentIds : staffIds).includes(personId),
        ),
    };
  }
}

const commandOf = (name: string, selection: string) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;
