import { PreparePublication, TellPublication } from '@learnova/schema/jobs/assessments';
import type { AssessmentsSchool } from './school.ts';

export const hour = 3_600_000;

export interface FoundPublication {
  readonly id: string;
  readonly state: string;
  readonly resultCount: number;
  readonly incompleteCount: number;
  readonly withoutResultCount: number;
  readonly toldCount: number;
}

export const publicationFields =
  'id state sectionCount resultCount incompleteCount withoutResultCount toldCount';

export interface FoundSectionResult {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly percentage: string | null;
  readonly grade: string | null;
  readonly points: string | null;
  readonly isPassing: boolean | null;
  readonly isComplete: boolean | null;
  readonly scores: readonly {
    readonly value: string | null;
    readonly lineItem: { resultValueMax: string };
  }[];
}

export const resultFields =
  'id version state percentage grade points isPassing isComplete scores { value state lineItem { id title resultValueMax } }';

/** What is shown of a result that is held back. */
export const nothing = {
  ...{ percentage: null, grade: null, points: null, isPassing: null },
  ...{ isComplete: null, scores: null },
};

/** What the office does with results, and what others see of it. */
export class Publishing {
  readonly #school: AssessmentsSchool;

  constructor(school: AssessmentsSchool) {
    this.#school = school;
  }

  async inputs(more: object = {}) {
    const { school: organizationId, term: academicSessionId, section: sectionId } = this.#school;
    const publishAt = new Date((await this.now()).getTime() + hour).toISOString();
    return { organizationId, academicSessionId, sectionId, title: 'Term results', publishAt, ...more };
  }

  async schedule(more: object = {}, by = this.#school.office): Promise<FoundPublication> {
    const input = await this.inputs(more);
    type Made = { publication: FoundPublication };
    const { publication } = await this.#school.command<Made>(
      'schedulePublication',
      input,
      `publication { ${publicationFields} }`,
      by,
    );
    return publication;
  }

  prepare(publicationId: string): Promise<void> {
    return this.#school.subgraph.carryOut(PreparePublication, { publicationId });
  }

  tell(publicationId: string): Promise<void> {
    return this.#school.subgraph.carryOut(TellPublication, { publicationId });
  }

  /** Scheduled, prepared, and its instant has come. */
  async publish(more: object = {}): Promise<string> {
    const { id } = await this.schedule(more);
    await this.prepare(id);
    await this.#school.subgraph.advance(hour);
    return id;
  }

  async publication(id: string, by = this.#school.office): Promise<FoundPublication | undefined> {
    type Found = { publications: FoundPublication[] | null };
    const { school } = this.#school;
    const selection = `publications { ${publicationFields} }`;
    const found = await this.#school.entity<Found>('Organization', school, selection, by);
    return found.publications?.find((one) => one.id === id);
  }

  async resultsOf(
    studentId: string,
    by: string,
    fields = resultFields,
  ): Promise<FoundSectionResult[] | null> {
    type Found = { results: FoundSectionResult[] | null } | null;
    const found = await this.#school.entity<Found>('Student', studentId, `results { ${fields} }`, by);
    return found?.results ?? null;
  }

  async resultOf(studentId: string, by: string): Promise<FoundSectionResult> {
    const [result] = (await this.resultsOf(studentId, by)) ?? [];
    if (!result) throw new Error('there is no result');
    return result;
  }

  /** Orders and events as they wait, by name. */
  async waiting(name: string): Promise<{ payload: never; live: { topic: string; key: { id: string } }[] }[]> {
    return this.#school.rows('select payload, live, run_at from outbox_message where name = $1 order by id', [
      name,
    ]);
  }

  async now(): Promise<Date> {
    return this.#school.subgraph.request().now();
  }
}
