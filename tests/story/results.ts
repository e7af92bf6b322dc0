import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { Client } from 'pg';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { type Answer, Visitor, type Watching } from '../../scripts/story/client.ts';
import { operationOf, waysTo } from './ways.ts';

export const hour = 3_600_000;

export interface Progress {
  readonly publicationChanged: { readonly state: string; readonly toldCount: number };
}
export interface Heard {
  readonly resultPublished: {
    readonly id: string;
    readonly state: string;
    readonly student: { readonly id: string };
  };
}
interface Row {
  readonly id: string;
  readonly percentage: string;
  readonly student: { readonly id: string };
  readonly scores: readonly { readonly id: string; readonly value: string | null }[];
}
interface Book {
  readonly version: number;
  readonly scheme: { readonly scale: { readonly id: string } };
  readonly lineItems: readonly { readonly id: string; readonly resultValueMax: string }[];
}

/** What nobody may find before its instant, of a student: ids and numbers that stand nowhere else. */
export type Secrets = ReadonlyMap<string, readonly string[]>;

/** Whoever plays: signed in at the gateway of a system with the small school. */
export class ResultsStory {
  readonly #url: string;
  readonly #school: SmallSchool;
  readonly #databaseUrl: string;
  teacher!: Visitor;
  office!: Visitor;
  student!: Visitor;
  guardian!: Visitor;
  otherGuardian!: Visitor;
  graph!: GraphQLSchema;

  constructor(url: string, school: SmallSchool, databaseUrl: string) {
    this.#url = url;
    this.#school = school;
    this.#databaseUrl = databaseUrl;
  }

  async begin(): Promise<void> {
    const as = (who: string) => new Visitor(this.#url).signIn(emailOf(who), password);
    [this.teacher, this.office] = [await as('teacher'), await as('office')];
    [this.student, this.guardian] = [await as('student1'), await as('guardian')];
    this.otherGuardian = await as('other-guardian');
    this.graph = buildClientSchema(await this.office.data<IntrospectionQuery>(getIntrospectionQuery()));
  }

  /** The teacher scores each student of the section to the thousandth, and has results rounded there: no two are alike. */
  async score(): Promise<void> {
    const { section: sectionId } = this.#school.ids;
    const { version, scheme, lineItems } = await this.#book();
    const exam = lineItems.find(({ resultValueMax }) => resultValueMax === '50');
    const students = this.#school.sectionEnrollments.filter((one) => one.sectionId === sectionId);
    const rounding = { decimalPlaces: 3, rounding: 'HALF_EVEN', gradingScaleId: scheme.scale.id };
    const categories = this.#school.assessments.gradebooks.find(
      (book) => book.sectionId === sectionId,
    )?.categories;
    await this.#command(
      this.teacher,
      'setGradingScheme',
      { sectionId, ...rounding, categories, expectedVersion: version },
      'gradebook { version }',
    );
    const scores = students.map(({ studentId }, n) => ({
      ...{ lineItemId: exam?.id, studentId, state: 'GRADED', value: `${30 + n}.${617 + 17 * n}` },
    }));
    const input = { sectionId, scores, expectedVersion: version + 1 };
    await this.#command(this.teacher, 'enterScores', input, 'gradebook { version }');
  }

  async schedule(publishAt: Date): Promise<string> {
    const { school: organizationId, term: academicSessionId, section: sectionId } = this.#school.ids;
    const input = { organizationId, academicSessionId, sectionId, title: 'Term', publishAt };
    type Made = { publication: { id: string } };
    const { publication } = await this.#command<Made>(
      this.office,
      'schedulePublication',
      input,
      'publication { id }',
    );
    return publication.id;
  }

  /** The publication as the office watches it. */
  watchProgress(publicationId: string): Watching<Progress> {
    return this.office.watch<Progress>(
      'subscription ($id: UUID!) { publicationChanged(publicationId: $id) { state toldCount } }',
      { id: publicationId },
    );
  }

  listen(by: Visitor, studentId: string): Watching<Heard> {
    return by.watch<Heard>(
      'subscription ($id: UUID!) { resultPublished(studentId: $id) { id state student { id } } }',
      { id: studentId },
    );
  }

  /** What the publication has taken, by student, as the office may read it. */
  async secrets(publicationId: string): Promise<Secrets> {
    type Found = { organization: { publications: { id: string; results: { nodes: Row[] } }[] } };
    const { organization } = await this.office.data<Found>(
      `query ($id: UUID!) { organization(id: $id) { publications { id
        results { nodes { id percentage student { id } scores { id value } } } } } }`,
      { id: this.#school.ids.school },
    );
    const rows = organization.publications.find(({ id }) => id === publicationId)?.results.nodes ?? [];
    return new Map(
      rows.map(({ id, percentage, student, scores }) => {
        const fine = scores.filter(({ value }) => /\.\d{3}$/.test(value ?? ''));
        return [student.id, [id, percentage, ...fine.flatMap((score) => [score.id, score.value ?? ''])]];
      }),
    );
  }

  /** Goes every way to a score or a result, and answers all that was found. */
  async walk(by: Visitor, studentId: string): Promise<string> {
    const operations = waysTo(this.graph, ['Score', 'SectionResult', 'ProvisionalResult', 'TermResult']).map(
      (way) => operationOf(this.graph, way, (field, argument) => this.#given(field, argument, studentId)),
    );
    const answers: string[] = [];
    const left = [...new Set(operations)];
    const walkers = Array.from({ length: 8 }, async () => {
      for (let next = left.pop(); next; next = left.pop())
        answers.push(JSON.stringify(await this.#go(by, next)));
    });
    await Promise.all(walkers);
    return answers.join('\n');
  }

  /** What a student or guardian reads of results at this moment, between two looks at the clock. */
  async look(by: Visitor, studentId: string): Promise<{ before: Date; found: string; after: Date }> {
    const before = await this.now();
    const answer = await by.ask(
      'query ($id: UUID!) { student(id: $id) { results { id state percentage } termResults { percentage } } }',
      { id: studentId },
    );
    return { before, found: JSON.stringify(answer), after: await this.now() };
  }

  /** The only clock of the school. */
  async now(): Promise<Date> {
    const client = new Client({ connectionString: this.#databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ now: Date }>('select platform.now() as now');
      return rows[0]?.now ?? new Date(0);
    } finally {
      await client.end();
    }
  }

  /** Nobody is refused for the way as such: an operation that the graph does not take proves nothing. */
  async #go(by: Visitor, operation: string): Promise<Answer<unknown>> {
    const answer = await by.ask(operation);
    // A way over so many lists that the gateway refuses it leads nobody anywhere.
    const told = new Set(['FORBIDDEN', 'NOT_FOUND', 'NODE_LIMIT']);
    const odd = answer.errors?.find(({ extensions }) => !told.has(String(extensions?.code)));
    if (odd) throw new Error(`${operation}: ${JSON.stringify(odd)}`);
    return answer;
  }

  #given(field: string, argument: string, studentId: string): string {
    const { ids, meetings } = this.#school;
    const lesson = meetings.find(({ sectionId }) => sectionId === ids.section);
    const known: Readonly<Record<string, string | undefined>> = {
      ...{ 'student.id': studentId, 'person.id': studentId, 'section.id': ids.section },
      ...{ 'organization.id': ids.school, 'meeting.id': lesson?.id, organizationId: ids.school },
      ...{ date: lesson?.date, text: 'example' },
    };
    const value = known[`${field}.${argument}`] ?? known[argument];
    if (value === undefined) throw new Error(`nothing is known to ask ${field} for as its ${argument}`);
    return value;
  }

  async #book(): Promise<Book> {
    const { section } = await this.teacher.data<{ section: { gradebook: Book } }>(
      'query ($id: UUID!) { section(id: $id) { gradebook { version scheme { scale { id } } lineItems { id resultValueMax } } } }',
      { id: this.#school.ids.section },
    );
    return section.gradebook;
  }

  async #command<T>(by: Visitor, name: string, input: object, selection: string): Promise<T> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await by.data<Record<string, T>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`,
      { input: { idempotencyKey: randomUUID(), ...input } },
    );
    return data[name] as T;
  }
}
