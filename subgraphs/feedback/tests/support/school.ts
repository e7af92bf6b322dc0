import { randomUUID } from 'node:crypto';
import type { Channels } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { Client } from 'pg';
import { feedback } from '../../src/subgraph.ts';

/** A school with a department, another school beside it, and neighbours that a test may change. */
export class FeedbackSchool {
  readonly institution = newId();
  readonly school = newId();
  readonly department = newId();
  readonly otherSchool = newId();
  readonly term = newId();
  readonly administrator = newId();
  readonly registrar = newId();
  readonly otherRegistrar = newId();
  readonly headOfDepartment = newId();
  readonly teacher = newId();
  readonly guardian = newId();
  readonly child = newId();
  readonly enrolled: { studentId: string; organizationId: string }[] = [];
  readonly roles: { personId: string; role: RoleName; organizationId: string }[] = [];
  subgraph!: TestSubgraph;

  static async open(): Promise<FeedbackSchool> {
    const school = new FeedbackSchool();
    const give = (personId: string, role: RoleName, organizationId: string) =>
      school.roles.push({ personId, role, organizationId });
    give(school.administrator, 'ADMINISTRATOR', school.institution);
    give(school.registrar, 'REGISTRAR', school.school);
    give(school.otherRegistrar, 'REGISTRAR', school.otherSchool);
    give(school.headOfDepartment, 'HEAD_OF_DEPARTMENT', school.department);
    give(school.teacher, 'TEACHER', school.school);
    school.enrolled.push({ studentId: school.child, organizationId: school.school });
    const channels = {} as Channels;
    school.subgraph = await TestSubgraph.start(feedback, { answers: school.#answers, channels });
    return school;
  }

  close(): Promise<void> {
    return this.subgraph.close();
  }

  /** A command by somebody; its payload. */
  async command<T>(name: string, input: object, selection: string, by: string): Promise<T> {
    const data = await this.subgraph.as(by).data<Record<string, T>>(commandOf(name, selection), {
      input: { idempotencyKey: randomUUID(), ...input },
    });
    return data[name] as T;
  }

  /** The code with which a command is refused. */
  refusal(name: string, input: object, selection: string, by: string): Promise<string> {
    return this.subgraph
      .as(by)
      .code(commandOf(name, selection), { input: { idempotencyKey: randomUUID(), ...input } });
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ n: number }>(`select count(*)::int as n from feedback.${table}`);
    return row?.n ?? -1;
  }

  /** The tables of feedback in whose rows a text stands. */
  async tablesWith(text: string): Promise<string[]> {
    const tables = await this.rows<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'feedback' order by name",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await this.rows(`select 1 from feedback.${name} t where t::text like $1`, [`%${text}%`]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  }

  async rows<T extends object>(query: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.subgraph.databaseUrl });
    await client.connect();
    try {
      return (await client.query<T>(query, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** How many statements some work sends. */
  async statementsOf(work: () => Promise<unknown>): Promise<number> {
    const before = this.subgraph.statements.length;
    await work();
    return this.subgraph.statements.length - before;
  }

  #pathOf(organizationId: string): string[] {
    const above: Record<string, string[]> = {
      [this.institution]: [this.institution],
      [this.school]: [this.institution, this.school],
      [this.department]: [this.institution, this.school, this.department],
      [this.otherSchool]: [this.institution, this.otherSchool],
    };
    return above[organizationId] ?? [];
  }

  subtreeOf(organizationId: string): string[] {
    const all = [this.institution, this.school, this.department, this.otherSchool];
    return all.filter((id) => this.#pathOf(id).includes(organizationId));
  }

  readonly #answers = {
    'users.standing': ({ personId }: { personId: string }) => ({
      sessionEnded: false,
      roles: this.roles
        .filter((one) => one.personId === personId)
        .map(({ role, organizationId }) => ({
          ...{ role, organizationId, organizationIds: this.subtreeOf(organizationId), until: null },
        })),
    }),
    'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
      organizationIds
        .filter((id) => this.#pathOf(id).length > 0)
        .map((organizationId) => ({
          ...{ organizationId, name: 'School', timeZone: 'Europe/Vienna', locale: 'en' },
          path: this.#pathOf(organizationId),
          subtree: this.subtreeOf(organizationId),
        })),
    'users.children-of': ({ guardianIds }: { guardianIds: string[] }) =>
      guardianIds
        .filter((id) => id === this.guardian)
        .map((guardianId) => ({
          ...{ guardianshipId: newId(), guardianId, studentId: this.child, recordsAccess: true },
          ...{ notifyAttendance: true, priority: 1, from: '2026-01-01', to: null, until: null },
        })),
    'users.names': ({ personIds }: { personIds: string[] }) =>
      personIds.map((personId) => ({ personId, name: 'Somebody' })),
    'academics.schools-of': ({ studentIds }: { studentIds: string[] }) =>
      this.enrolled.filter(({ studentId }) => studentIds.includes(studentId)),
  };
}

/** `mutation ($input: GiveFeedbackInput!) { giveFeedback(input: $input) { ... } }` */
export function commandOf(name: string, selection: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
}
