import { randomBytes, randomUUID } from 'node:crypto';
import type { Channels } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { type Logger, silent } from '@learnova/platform/log';
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
  readonly section = newId();
  readonly smallSection = newId();
  readonly secondSection = newId();
  readonly voters = Array.from({ length: 12 }, newId);
  readonly rosters: { sectionId: string; organizationId: string; studentIds: string[] }[] = [];
  readonly enrolled: { studentId: string; organizationId: string }[] = [];
  readonly roles: { personId: string; role: RoleName; organizationId: string }[] = [];
  /** Happens once, while academics answers who is enrolled. */
  meanwhile: (() => Promise<void>) | null = null;
  subgraph!: TestSubgraph;

  static async open(log: Logger = silent): Promise<FeedbackSchool> {
    const school = new FeedbackSchool();
    const give = (personId: string, role: RoleName, organizationId: string) =>
      school.roles.push({ personId, role, organizationId });
    give(school.administrator, 'ADMINISTRATOR', school.institution);
    give(school.registrar, 'REGISTRAR', school.school);
    give(school.otherRegistrar, 'REGISTRAR', school.otherSchool);
    give(school.headOfDepartment, 'HEAD_OF_DEPARTMENT', school.department);
    give(school.teacher, 'TEACHER', school.school);
    school.enrolled.push({ studentId: school.child, organizationId: school.school });
    school.rosters.push(
      { sectionId: school.section, organizationId: school.department, studentIds: school.voters },
      {
        sectionId: school.smallSection,
        organizationId: school.school,
        studentIds: school.voters.slice(0, 4),
      },
    );
    const channels = {} as Channels;
    const environment = {
      BALLOT_KEY: JSON.stringify({ kty: 'oct', k: randomBytes(32).toString('base64url') }),
    };
    school.subgraph = await TestSubgraph.start(feedback, {
      answers: school.#answers,
      channels,
      environment,
      log,
    });
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
    'academics.term-rosters': async ({ after, limit }: { after: string | null; limit: number }) => {
      const { meanwhile } = this;
      this.meanwhile = null;
      await meanwhile?.();
      return this.rosters
        .toSorted((one, other) => (one.sectionId < other.sectionId ? -1 : 1))
        .filter(({ sectionId }) => after === null || sectionId > after)
        .slice(0, limit);
    },
    'academics.sessions': ({ sessionIds }: { sessionIds: string[] }) =>
      sessionIds
        .filter((id) => id === this.term)
        .map((sessionId) => ({
          ...{ sessionId, organizationId: this.institution, title: 'Term' },
          ...{ from: '2026-09-01', to: '2027-02-01' },
        })),
    'academics.teaches': ({ staffId, sectionIds }: { staffId: string; sectionIds: string[] }) =>
      staffId === this.teacher ? sectionIds.map((sectionId) => ({ sectionId, until: null })) : [],
    'academics.sections': ({ sectionIds }: { sectionIds: string[] }) =>
      this.rosters
        .filter(({ sectionId }) => sectionIds.includes(sectionId))
        .map(({ sectionId, organizationId }) => ({
          ...{ sectionId, organizationId, academicSessionId: this.term },
          ...{ title: 'Section', credits: '1' },
        })),
    'academics.schools-of': ({ studentIds }: { studentIds: string[] }) =>
      this.enrolled.filter(({ studentId }) => studentIds.includes(studentId)),
  };
}

/** `mutation ($input: GiveFeedbackInput!) { giveFeedback(input: $input) { ... } }` */
export function commandOf(name: string, selection: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
}
