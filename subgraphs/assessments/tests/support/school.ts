import { randomUUID } from 'node:crypto';
import type { Channels } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { unavailable } from '@learnova/platform/refusal';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { Client } from 'pg';
import { assessments } from '../../src/subgraph.ts';

export interface FoundBook {
  readonly version: number;
  readonly scheme: { readonly version: number; readonly scale: { readonly id: string } } | null;
  readonly lineItems: readonly {
    readonly id: string;
    readonly title: string;
    readonly resultValueMax: string;
  }[];
  readonly rows: readonly {
    readonly student: { readonly id: string };
    readonly scores: readonly {
      readonly id: string;
      readonly state: string;
      readonly value: string | null;
      readonly lineItem: { readonly id: string };
      readonly history: readonly { readonly state: string; readonly value: string | null }[];
    }[];
    readonly provisionalResult: {
      readonly percentage: string | null;
      readonly grade: string | null;
      readonly isComplete: boolean;
    } | null;
  }[];
}

export const bookFields = `version scheme { version scale { id } } lineItems { id title resultValueMax }
  rows { student { id } scores { id state value lineItem { id } history { state value } }
    provisionalResult { percentage grade isComplete } }`;

interface Enrolled {
  readonly sectionId: string;
  readonly studentId: string;
}

/** An id that nobody has. */
export const nobody = '00000000-0000-4000-8000-000000000000';

export const letters = [
  { grade: 'F', lowerBound: '0', points: '0', isPassing: false },
  { grade: 'C', lowerBound: '50', points: '2', isPassing: true },
  { grade: 'B', lowerBound: '75', points: '3', isPassing: true },
  { grade: 'A', lowerBound: '90', points: '4', isPassing: true },
];

/** A school of two sections, with neighbours that a test may change. */
export class AssessmentsSchool {
  readonly institution = newId();
  readonly school = newId();
  readonly otherSchool = newId();
  readonly term = newId();
  readonly teacher = newId();
  readonly colleague = newId();
  readonly office = newId();
  readonly head = newId();
  readonly guardian = newId();
  readonly child = newId();
  readonly classmate = newId();
  readonly stranger = newId();
  readonly section = newId();
  readonly otherSection = newId();
  readonly sections = new Map<string, { organizationId: string; title: string; credits: string }>();
  readonly teaching = new Map<string, Set<string>>();
  readonly enrolled: Enrolled[] = [];
  readonly roles: { personId: string; role: RoleName; organizationId: string; until: string | null }[] = [];
  readonly children: {
    guardianId: string;
    studentId: string;
    recordsAccess: boolean;
    until: string | null;
  }[] = [];
  readonly held = new Set<string>();
  /** Students of whom finance says nothing. */
  readonly unnamed = new Set<string>();
  /** Services that do not answer now. */
  readonly down = new Set<string>();
  subgraph!: TestSubgraph;

  static async open(): Promise<AssessmentsSchool> {
    const school = new AssessmentsSchool();
    const { section, otherSection, teacher, colleague, child, classmate, stranger } = school;
    school.sections.set(section, { organizationId: school.school, title: 'Mathematics 1a', credits: '4' });
    school.sections.set(otherSection, { organizationId: school.school, title: 'Biology 1b', credits: '2.5' });
    school.teaching.set(teacher, new Set([section])).set(colleague, new Set([otherSection]));
    school.enroll(section, child, classmate);
    school.enroll(otherSection, child, stranger);
    school.give(school.office, 'REGISTRAR').give(school.head, 'HEAD_OF_DEPARTMENT');
    school.give(teacher, 'TEACHER').give(colleague, 'TEACHER');
    school.children.push({ guardianId: school.guardian, studentId: child, recordsAccess: true, until: null });
    const channels = {} as Channels;
    school.subgraph = await TestSubgraph.start(assessments, { answers: school.#answers, channels });
    return school;
  }

  close(): Promise<void> {
    return this.subgraph.close();
  }

  enroll(sectionId: string, ...studentIds: readonly string[]): void {
    this.enrolled.push(...studentIds.map((studentId) => ({ sectionId, studentId })));
  }

  give(personId: string, role: RoleName, organizationId = this.school): this {
    this.roles.push({ personId, role, organizationId, until: null });
    return this;
  }

  /** A command by the teacher, or by somebody else; its payload. */
  async command<T>(name: string, input: object, selection: string, by = this.teacher): Promise<T> {
    const data = await this.subgraph.as(by).data<Record<string, T>>(commandOf(name, selection), {
      input: { idempotencyKey: randomUUID(), ...input },
    });
    return data[name] as T;
  }

  /** The code with which a command is refused. */
  refusal(name: string, input: object, by = this.teacher): Promise<string> {
    const query = commandOf(name, '__typename');
    return this.subgraph.as(by).code(query, { input: { idempotencyKey: randomUUID(), ...input } });
  }

  /** A scale of letters. */
  async scale(organizationId = this.school, bands: readonly object[] = letters): Promise<string> {
    const input = { organizationId, title: 'Letters', bands };
    type Made = { gradingScale: { id: string } };
    const { gradingScale } = await this.command<Made>(
      'createGradingScale',
      input,
      'gradingScale { id }',
      this.office,
    );
    return gradingScale.id;
  }

  /** A scale of the other school, which is none for the sections of this one. */
  async scaleOfOthers(): Promise<string> {
    this.give(this.office, 'REGISTRAR', this.otherSchool);
    return this.scale(this.otherSchool);
  }

  schemeInput(gradingScaleId: string, more: object = {}) {
    const categories = [
      { code: 'TESTS', title: 'Tests', weight: '60' },
      { code: 'WORK', title: 'Homework', weight: '40' },
    ];
    const rounding = { decimalPlaces: 1, rounding: 'HALF_UP' };
    return { sectionId: this.section, gradingScaleId, categories, ...rounding, expectedVersion: 0, ...more };
  }

  /** A section with a scheme, a test of 50 and homework of 10; their ids. The gradebook is at version 3 then. */
  async begin(sectionId = this.section, by = this.teacher): Promise<{ test: string; work: string }> {
    const scheme = this.schemeInput(await this.scale(), { sectionId });
    await this.command('setGradingScheme', scheme, 'gradebook { version }', by);
    const item = async (category: string, resultValueMax: string, expectedVersion: number) => {
      const input = { sectionId, category, title: `${category} 1`, resultValueMax, expectedVersion };
      type Made = { lineItem: { id: string } };
      return (await this.command<Made>('createLineItem', input, 'lineItem { id }', by)).lineItem.id;
    };
    return { test: await item('TESTS', '50', 1), work: await item('WORK', '10', 2) };
  }

  /** Enters scores, `[line item, student, value or state]` each. */
  async score(
    expectedVersion: number,
    cells: readonly (readonly [string, string, string])[],
    { sectionId = this.section, by = this.teacher } = {},
  ): Promise<FoundBook> {
    const input = { sectionId, expectedVersion, scores: cells.map(cellOf) };
    return (
      await this.command<{ gradebook: FoundBook }>('enterScores', input, `gradebook { ${bookFields} }`, by)
    ).gradebook;
  }

  async book(by = this.teacher, sectionId = this.section): Promise<FoundBook | null> {
    return (
      await this.entity<{ gradebook: FoundBook | null }>(
        'Section',
        sectionId,
        `gradebook { ${bookFields} }`,
        by,
      )
    )?.gradebook;
  }

  /** What hangs on another subgraph's thing. */
  async entity<T>(typename: string, id: string, selection: string, by = this.teacher): Promise<T> {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${typename} { ${selection} } } }`;
    const { data, errors } = await this.subgraph.as(by).run(query, { r: [{ __typename: typename, id }] });
    const unexpected = errors?.filter((error) => error.extensions?.code !== 'FORBIDDEN') ?? [];
    if (unexpected.length > 0) throw new Error(JSON.stringify(unexpected));
    return (data as { _entities: T[] })._entities[0] as T;
  }

  /** Rows as they stand in the tables. */
  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.subgraph.databaseUrl });
    await client.connect();
    try {
      await client.query('set search_path to assessments');
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end();
    }
  }

  readonly #answers = {
    'users.standing': ({ personId }: { personId: string }) => ({
      sessionEnded: false,
      roles: this.roles
        .filter((role) => role.personId === personId)
        .map((role) => ({ ...role, organizationIds: this.#subtree(role.organizationId) })),
    }),
    'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
      organizationIds
        .filter((id) => this.#subtree(this.institution).includes(id))
        .map((organizationId) => ({
          ...{ organizationId, name: 'Organization', timeZone: 'Europe/Vienna', locale: 'en' },
          path: organizationId === this.institution ? [organizationId] : [this.institution, organizationId],
          subtree: this.#subtree(organizationId),
        })),
    'users.names': ({ personIds }: { personIds: string[] }) =>
      personIds.map((personId) => ({ personId, name: 'Somebody' })),
    'users.children-of': ({ guardianIds }: { guardianIds: string[] }) =>
      this.children
        .filter(({ guardianId }) => guardianIds.includes(guardianId))
        .map((child) => ({
          ...{ guardianshipId: newId(), notifyAttendance: true, priority: 1, from: '2020-01-01', to: null },
          ...child,
        })),
    'academics.teaches': ({ staffId, sectionIds }: { staffId: string; sectionIds: string[] }) =>
      sectionIds
        .filter((id) => this.teaching.get(staffId)?.has(id))
        .map((sectionId) => ({ sectionId, until: null })),
    'academics.sections': ({ sectionIds }: { sectionIds: string[] }) =>
      sectionIds.flatMap((sectionId) => {
        const section = this.sections.get(sectionId);
        return section ? [{ sectionId, academicSessionId: this.term, ...section }] : [];
      }),
    'academics.rosters': ({ sectionIds }: { sectionIds: string[] }) => {
      this.#mayAnswer('academics');
      return sectionIds.map((sectionId) => ({
        sectionId,
        studentIds: this.enrolled.filter((one) => one.sectionId === sectionId).map((one) => one.studentId),
      }));
    },
    'academics.students-taught': ({ staffId }: { staffId: string }) =>
      this.enrolled
        .filter(({ sectionId }) => this.teaching.get(staffId)?.has(sectionId))
        .map(({ studentId }) => ({ studentId, until: null })),
    'academics.sessions': ({ sessionIds }: { sessionIds: string[] }) =>
      sessionIds
        .filter((id) => id === this.term)
        .map((sessionId) => ({
          ...{ sessionId, organizationId: this.institution, title: 'Term' },
          ...{ from: '2020-01-01', to: '2100-01-01' },
        })),
    'academics.schools-of': ({ studentIds }: { studentIds: string[] }) =>
      studentIds
        .filter((id) => this.enrolled.some(({ studentId }) => studentId === id))
        .map((studentId) => ({ studentId, organizationId: this.school })),
    'finance.holds': ({ studentIds }: { studentIds: string[] }) => {
      this.#mayAnswer('finance');
      return studentIds
        .filter((id) => !this.unnamed.has(id))
        .map((studentId) => ({ studentId, held: this.held.has(studentId) }));
    },
  };

  #mayAnswer(service: string): void {
    if (this.down.has(service)) throw unavailable(service);
  }

  #subtree(organizationId: string): string[] {
    const all = [this.institution, this.school, this.otherSchool];
    return organizationId === this.institution ? all : [organizationId];
  }
}

export function cellOf([lineItemId, studentId, said]: readonly [string, string, string]) {
  const isValue = /^-?\d/.test(said);
  return { lineItemId, studentId, state: isValue ? 'GRADED' : said, value: isValue ? said : null };
}

export function commandOf(name: string, selection: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
}
