import { randomUUID } from 'node:crypto';
import { newId } from '@learnova/platform/ids';
import { PreparePublication, TellPublication } from '@learnova/schema/jobs/assessments';
import { hour, Publishing, publicationFields } from './support/publishing.ts';
import { AssessmentsSchool, nobody } from './support/school.ts';

describe('a publication', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  let exam: string;
  let work: string;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    ({ test: exam, work } = await school.begin());
    await school.score(3, [
      [exam, school.child, '42.5'],
      [work, school.child, '8'],
      [exam, school.classmate, '20'],
    ]);
  });
  afterEach(() => school?.close());

  const families = () => [
    [school.child, school.child],
    [school.child, school.guardian],
    [school.classmate, school.classmate],
  ];

  test('shows results from its instant on and not a moment earlier, whether or not anything has run', async () => {
    const publication = await office.schedule();
    expect(publication).toMatchObject({ state: 'PREPARING', resultCount: 0 });
    await office.prepare(publication.id);
    expect(await office.publication(publication.id)).toMatchObject({
      ...{ state: 'SCHEDULED', resultCount: 2, incompleteCount: 1, withoutResultCount: 0, toldCount: 0 },
    });
    await school.subgraph.advance(hour - 20_000);
    for (const [student = '', by = ''] of families()) expect(await office.resultsOf(student, by)).toEqual([]);
    await school.subgraph.advance(20_000);
    expect(await office.publication(publication.id)).toMatchObject({ state: 'PUBLISHED' });
    for (const [student = '', by = ''] of families())
      expect(await office.resultsOf(student, by)).toHaveLength(1);
    const shown = await office.resultOf(school.child, school.guardian);
    expect(shown).toMatchObject({
      ...{ version: 1, state: 'PUBLISHED', percentage: '83.0', grade: 'B', points: '3' },
      ...{ isPassing: true, isComplete: true },
    });
    expect(shown.scores.map(({ value, lineItem }) => [value, lineItem.resultValueMax])).toEqual([
      ['42.5', '50'],
      ['8', '10'],
    ]);
    // Nobody is shown anybody else's.
    for (const by of [school.classmate, school.stranger, newId()])
      expect(await office.resultsOf(school.child, by)).toBeNull();
    // Who teaches the child something else sees what comes of that.
    expect(await office.resultsOf(school.child, school.colleague)).toEqual([]);
    expect(await office.resultsOf(school.classmate, school.guardian)).toBeNull();
    school.children.splice(0, 1, {
      ...{ guardianId: school.guardian, studentId: school.child, recordsAccess: false, until: null },
    });
    expect(await office.resultsOf(school.child, school.guardian)).toBeNull();
  });

  test('has the results as they stood when it was planned: what is said afterwards is in the gradebook alone', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    await school.score(4, [[exam, school.child, '50']]);
    type Changed = { gradebook: { version: number } };
    const change = {
      ...{ sectionId: school.section, lineItemId: exam, category: 'TESTS', title: 'Harder test' },
      ...{ resultValueMax: '500', expectedVersion: 5 },
    };
    await school.command<Changed>('changeLineItem', change, 'gradebook { version }');
    await school.subgraph.advance(hour);
    const shown = await office.resultOf(school.child, school.child);
    expect(shown.percentage).toBe('83.0');
    expect(shown.scores.map(({ value, lineItem }) => [value, lineItem.resultValueMax])).toEqual([
      ['42.5', '50'],
      ['8', '10'],
    ]);
  });

  test('is called off before its instant by the office alone, and then nobody ever sees anything of it', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    const cancel = (by?: string) => school.refusal('cancelPublication', { publicationId: id }, by);
    expect(await cancel(school.teacher)).toBe('NOT_FOUND');
    expect(await cancel(school.head)).toBe('FORBIDDEN');
    const input = { publicationId: id, idempotencyKey: randomUUID() };
    const click = () =>
      school.command('cancelPublication', input, `publication { ${publicationFields} }`, school.office);
    expect(await Promise.all([click(), click()])).toEqual(
      Array(2).fill({ publication: expect.objectContaining({ state: 'CANCELLED' }) }),
    );
    expect(await cancel(school.office)).toBe('ASSESSMENTS_PUBLICATION_CANCELLED');
    await office.prepare(id);
    await school.subgraph.advance(2 * hour);
    await office.tell(id);
    for (const [student = '', by = ''] of families()) expect(await office.resultsOf(student, by)).toEqual([]);
    expect(await office.waiting('assessments.result-published')).toEqual([]);
  });

  test('cannot be called off once its instant has come, or is about to', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    for (const step of [hour - 4_000, 4_000]) {
      await school.subgraph.advance(step);
      expect(await school.refusal('cancelPublication', { publicationId: id }, school.office)).toBe(
        'ASSESSMENTS_PUBLISHED',
      );
    }
    await expect(
      school.rows("update publication set cancelled_at = publish_at + interval '1 second'"),
    ).rejects.toThrow('publication_cancelled');
  });

  test('is planned by the office alone, of sections and terms that it has, for an instant to come', async () => {
    const refused = async (more: object, by = school.office) =>
      school.refusal('schedulePublication', await office.inputs(more), by);
    for (const by of [school.teacher, school.head, school.child, school.guardian])
      expect(await refused({}, by)).toBe('FORBIDDEN');
    expect(await refused({ organizationId: nobody })).toBe('NOT_FOUND');
    expect(await refused({ organizationId: school.otherSchool })).toBe('FORBIDDEN');
    const now = await office.now();
    const away = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
    for (const bad of [
      ...[{ publishAt: away(-1) }, { publishAt: away(367 * 24 * hour) }, { title: ' ' }],
      ...[{ academicSessionId: nobody }, { sectionId: nobody }, { sectionId: school.otherSection }],
    ])
      expect(await refused(bad)).toBe('BAD_USER_INPUT');
    expect(await school.rows('select id from publication')).toEqual([]);
  });

  test('of a second click is one, and its work that is begun twice or lost on its way is done once', async () => {
    const input = { ...(await office.inputs()), idempotencyKey: randomUUID() };
    const click = () =>
      school.command<{ publication: { id: string } }>(
        'schedulePublication',
        input,
        'publication { id }',
        school.office,
      );
    const [one, other] = await Promise.all([click(), click()]);
    expect(one).toEqual(other);
    const { id } = one.publication;
    expect(await office.waiting('assessments.prepare-publication')).toHaveLength(1);
    await Promise.allSettled([office.prepare(id), office.prepare(id), office.prepare(id)]);
    await office.prepare(id);
    expect(await school.rows('select id from section_result')).toHaveLength(2);
    expect(await office.waiting('assessments.tell-publication')).toHaveLength(1);
    await school.subgraph.advance(hour);
    await Promise.allSettled([office.tell(id), office.tell(id), office.tell(id)]);
    await office.tell(id);
    const told = await office.waiting('assessments.result-published');
    expect(told).toHaveLength(1);
    // Each student's topic has a pointer to their own result, and to no other.
    const rows = await school.rows<{ id: string; student_id: string }>(
      'select id, student_id from section_result',
    );
    const pointers = told.flatMap(({ live }) => live).filter(({ topic }) => topic.includes('.student.'));
    expect(pointers.map(({ topic, key }) => [topic, key.id]).toSorted()).toEqual(
      rows.map((row) => [`assessments.student.${row.student_id}`, row.id]).toSorted(),
    );
    expect(await office.publication(id)).toMatchObject({ toldCount: 2 });
  });

  test('whose hour comes too early by the clock of the queue waits for it', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    await office.tell(id);
    expect(await office.waiting('assessments.result-published')).toEqual([]);
    expect(await office.waiting('assessments.tell-publication')).toHaveLength(2);
  });

  test('of a term has all its sections, each at once or not at all, and shows none before it has every one', async () => {
    const begun = await school.begin(school.otherSection, school.colleague);
    await school.score(3, [[begun.test, school.child, '50']], {
      ...{ sectionId: school.otherSection, by: school.colleague },
    });
    const { id } = await office.schedule({ sectionId: null, publishAt: await soon() });
    // The worker died before the last step of it.
    await office.prepare(id);
    await school.rows('update publication set prepared_at = null');
    await school.subgraph.advance(hour);
    expect(await office.publication(id)).toMatchObject({ state: 'PREPARING', resultCount: 3 });
    expect(await office.resultsOf(school.child, school.child)).toEqual([]);
    await office.prepare(id);
    expect(await office.publication(id)).toMatchObject({
      ...{ state: 'PUBLISHED', resultCount: 3, withoutResultCount: 1 },
    });
    await office.tell(id);
    // An event tells each student of one result: whoever has two is told twice.
    const topics = (await office.waiting('assessments.result-published')).map(({ live }) =>
      live.map(({ topic }) => topic),
    );
    expect(topics.filter((some) => some.includes(`assessments.student.${school.child}`))).toHaveLength(2);
    for (const some of topics) expect(new Set(some).size).toBe(some.length);
    // Whose instant had passed by then was seen from the moment at which it had all.
    expect(await office.resultsOf(school.child, school.child)).toHaveLength(2);
    const [{ published = new Date(0), prepared = new Date(0) } = {}] = await school.rows<
      Record<string, Date>
    >('select publish_at as published, prepared_at as prepared from publication');
    expect(prepared > published).toBe(true);
  });

  const soon = async () => new Date((await office.now()).getTime() + 60_000).toISOString();

  test('is watched by who oversees its organization, and by nobody else', async () => {
    const { id } = await office.schedule();
    const query = `subscription { publicationChanged(publicationId: "${id}") { ${publicationFields} } }`;
    const listen = async (by: string) => {
      const { errors, extensions } = await school.subgraph.as(by).run(query, {}, {});
      return errors?.[0]?.extensions?.code ?? (extensions?.live as { topic: string } | undefined)?.topic;
    };
    expect(await listen(school.head)).toBe(`assessments.publication.${id}`);
    for (const by of [school.teacher, school.child, newId()]) expect(await listen(by)).toBe('NOT_FOUND');
    await office.prepare(id);
    const pointer = { typename: 'Publication', key: { id }, version: 1, cursor: '1' };
    const { data } = await school.subgraph.as(school.office).run(query, {}, { pointer });
    expect(data).toMatchObject({ publicationChanged: { state: 'SCHEDULED', resultCount: 2 } });
  });

  test('is prepared in as many statements for many students as for few', async () => {
    const statementsOf = async () => {
      const { id } = await office.schedule();
      const before = school.subgraph.statements.length;
      await school.subgraph.carryOut(PreparePublication, { publicationId: id });
      await school.subgraph.advance(2 * hour);
      await school.subgraph.carryOut(TellPublication, { publicationId: id });
      return school.subgraph.statements.length - before;
    };
    const few = await statementsOf();
    const many = Array.from({ length: 200 }, () => newId());
    school.enroll(school.section, ...many);
    await school.score(
      4,
      many.map((studentId) => [exam, studentId, '20'] as const),
    );
    expect(await statementsOf()).toBe(few);
  });
});
