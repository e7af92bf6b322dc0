import { randomUUID } from 'node:crypto';
import { newId } from '@learnova/platform/ids';
import { hour, nothing, Publishing, resultFields } from './support/publishing.ts';
import { AssessmentsSchool, nobody } from './support/school.ts';

describe('a published result', () => {
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
    ]);
  });
  afterEach(() => school?.close());

  const families = () => [school.child, school.guardian];
  const idOf = async () => (await office.resultOf(school.child, school.office)).id;
  const act = async (name: string, by = school.office, resultId?: string) =>
    school.refusal(name, { resultId: resultId ?? (await idOf()), reason: 'To be looked into' }, by);
  const inSection = async (by: string, fields = resultFields) => {
    type Found = { results: Record<string, unknown>[] | null };
    return (await school.entity<Found>('Section', school.section, `results { ${fields} }`, by)).results;
  };

  test('is seen before its instant by who teaches the section and who oversees it, and in no way by others', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    for (const by of [school.teacher, school.office, school.head])
      expect(await inSection(by)).toMatchObject([{ state: 'SCHEDULED', percentage: '83.0', grade: 'B' }]);
    for (const by of [school.child, school.guardian, school.colleague, newId()])
      expect(await inSection(by)).toBeNull();
    // Of a student there is only what was published, whoever asks.
    for (const by of [school.child, school.guardian, school.teacher, school.office])
      expect(await office.resultsOf(school.child, by)).toEqual([]);
  });

  test('that the office withholds is known to be there and shows nothing, until it is released with a reason', async () => {
    await office.publish();
    for (const by of [school.teacher, school.head]) expect(await act('withholdResult', by)).toBe('FORBIDDEN');
    const mine = await idOf();
    for (const by of [school.child, school.guardian, school.stranger])
      expect(await act('withholdResult', by, mine)).toBe('NOT_FOUND');
    expect(await act('withholdResult', school.office, nobody)).toBe('NOT_FOUND');
    const input = { resultId: mine, reason: 'Copied from a neighbour', idempotencyKey: randomUUID() };
    const click = () =>
      school.command('withholdResult', input, `result { state withholdingReason }`, school.office);
    const told = { state: 'WITHHELD', withholdingReason: input.reason };
    expect(await Promise.all([click(), click()])).toEqual(Array(2).fill({ result: told }));
    expect(await act('withholdResult')).toBe('ASSESSMENTS_WITHHELD');
    for (const by of families())
      expect(await office.resultOf(school.child, by)).toMatchObject({ state: 'WITHHELD', ...nothing });
    expect(await office.resultOf(school.child, school.teacher)).toMatchObject({ percentage: '83.0' });
    const reasons = await office.resultsOf(school.child, school.child, 'withholdingReason history { id }');
    expect(reasons).toEqual([{ withholdingReason: null, history: null }]);
    // Another publication does not let it out.
    await office.publish();
    expect(await office.resultOf(school.child, school.child)).toMatchObject({
      state: 'WITHHELD',
      version: 2,
    });
    const before = (await office.waiting('assessments.result-published')).length;
    expect(await act('releaseResult')).toBe('NO_ERROR');
    expect(await act('releaseResult')).toBe('ASSESSMENTS_NOT_WITHHELD');
    expect(await office.resultOf(school.child, school.child)).toMatchObject({
      state: 'PUBLISHED',
      grade: 'B',
    });
    const released = (await office.waiting('assessments.result-published')).slice(before);
    expect(released.map(({ live }) => live.map(({ topic }) => topic))).toEqual([
      [`assessments.student.${school.child}`],
    ]);
  });

  test('withheld before its instant is told to nobody', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    const [{ id: resultId = '' } = {}] = (await inSection(school.office)) as { id: string }[];
    expect(await act('withholdResult', school.office, resultId)).toBe('NO_ERROR');
    await school.subgraph.advance(hour);
    await office.tell(id);
    const [event] = await office.waiting('assessments.result-published');
    expect(event?.payload).toEqual({ results: [] });
    expect(await office.resultOf(school.child, school.child)).toMatchObject({
      state: 'WITHHELD',
      ...nothing,
    });
  });

  test('is amended from its scores with a reason; what was published before stays readable for staff alone', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    const [{ id: unpublished = '' } = {}] = (await inSection(school.office)) as { id: string }[];
    await school.score(4, [[exam, school.child, '50']]);
    expect(await act('amendResult', school.office, unpublished)).toBe('ASSESSMENTS_NOT_PUBLISHED');
    await school.subgraph.advance(hour);
    for (const by of [school.teacher, school.head]) expect(await act('amendResult', by)).toBe('FORBIDDEN');
    for (const by of families()) expect(await act('amendResult', by, unpublished)).toBe('NOT_FOUND');
    const fields = 'id version grade percentage amendmentReason history { version grade amendmentReason }';
    const input = { resultId: unpublished, reason: 'A page was overlooked', idempotencyKey: randomUUID() };
    type Amended = { result: { id: string } };
    const click = () => school.command<Amended>('amendResult', input, `result { ${fields} }`, school.office);
    const [{ result }, again] = await Promise.all([click(), click()]);
    expect(again).toEqual({ result });
    expect(result).toMatchObject({
      ...{ version: 2, grade: 'A', percentage: '92.0', amendmentReason: input.reason },
      history: [
        { version: 1, grade: 'B', amendmentReason: null },
        { version: 2, grade: 'A', amendmentReason: input.reason },
      ],
    });
    expect(await act('amendResult', school.office, result.id)).toBe('ASSESSMENTS_NOTHING_TO_AMEND');
    // Who read the version before is told that it no longer holds.
    expect(await act('amendResult', school.office, unpublished)).toBe('ASSESSMENTS_CHANGED');
    for (const by of families()) {
      expect(await office.resultOf(school.child, by)).toMatchObject({
        version: 2,
        grade: 'A',
        percentage: '92.0',
      });
      expect(await office.resultsOf(school.child, by, 'amendmentReason history { grade }')).toEqual([
        { amendmentReason: null, history: null },
      ]);
    }
    const [event] = await office.waiting('assessments.result-amended');
    expect(event?.live.map(({ topic, key }) => [topic, key.id])).toEqual([
      [`assessments.student.${school.child}`, result.id],
    ]);
    await school.score(5, [
      [exam, school.child, 'EXEMPT'],
      [work, school.child, 'EXEMPT'],
    ]);
    expect(await act('amendResult')).toBe('ASSESSMENTS_NO_RESULT');
    await expect(school.rows("update section_result set grade = 'A'")).rejects.toThrow('never changed');
  });

  test('of two amendments at once one is the next version, and the other is told so', async () => {
    await office.publish();
    await school.score(4, [[exam, school.child, '50']]);
    const codes = await Promise.all([act('amendResult'), act('amendResult')]);
    expect(codes.toSorted()).toEqual(['ASSESSMENTS_CHANGED', 'NO_ERROR']);
    expect(await school.rows('select id from section_result')).toHaveLength(2);
  });

  test('reaches who listens for the student, and of each only what is theirs', async () => {
    await office.publish();
    const id = await idOf();
    const listen = (by: string, student: string, key?: string) => {
      const pointer = { typename: 'SectionResult', key: { id: key ?? '' }, version: 1, cursor: '1' };
      const query = `subscription { resultPublished(studentId: "${student}") { id state grade } }`;
      return school.subgraph.as(by).run(query, {}, key ? { pointer } : {});
    };
    for (const by of families()) {
      const { extensions } = await listen(by, school.child);
      expect(extensions?.live).toMatchObject({ topic: `assessments.student.${school.child}` });
      const { data } = await listen(by, school.child, id);
      expect(data).toEqual({ resultPublished: { id, state: 'PUBLISHED', grade: 'B' } });
    }
    for (const by of [school.classmate, school.teacher, school.office, newId()])
      expect((await listen(by, school.child)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    // A pointer to somebody else's finds nothing.
    expect((await listen(school.classmate, school.classmate, id)).extensions?.live).toEqual({
      status: 'skip',
    });
    const until = new Date((await office.now()).getTime() + hour).toISOString();
    school.children.splice(0, 1, {
      ...{ guardianId: school.guardian, studentId: school.child, recordsAccess: true, until },
    });
    expect((await listen(school.guardian, school.child)).extensions?.live).toMatchObject({
      status: 'admitted',
    });
    await school.subgraph.advance(hour);
    expect((await listen(school.guardian, school.child, id)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('counts in its term for its credits, of what is shown and of nothing else', async () => {
    const other = await school.begin(school.otherSection, school.colleague);
    const at = { sectionId: school.otherSection, by: school.colleague };
    await school.score(3, [[other.test, school.child, '20']], at);
    await office.publish({ sectionId: null });
    type Term = { termResults: Record<string, unknown>[] | null };
    const termsOf = async (by: string) =>
      (
        await school.entity<Term>(
          'Student',
          school.child,
          'termResults { percentage gradePointAverage creditsAttempted creditsEarned isComplete results { state } }',
          by,
        )
      ).termResults;
    // 4 credits of 83 % and 2.5 of 40 %, which fails and has homework that is still open.
    for (const by of [...families(), school.office])
      expect(await termsOf(by)).toEqual([
        {
          ...{ percentage: '66.46', gradePointAverage: '1.85', creditsAttempted: '6.5', creditsEarned: '4' },
          ...{ isComplete: false, results: [{ state: 'PUBLISHED' }, { state: 'PUBLISHED' }] },
        },
      ]);
    for (const by of [school.teacher, school.colleague, school.classmate])
      expect(await termsOf(by)).toBeNull();
    type Found = { id: string; section: { id: string } }[];
    const found = (await office.resultsOf(
      school.child,
      school.office,
      'id section { id }',
    )) as unknown as Found;
    const maths = found.find(({ section }) => section.id === school.section);
    expect(await act('withholdResult', school.office, maths?.id)).toBe('NO_ERROR');
    expect(await termsOf(school.child)).toMatchObject([
      {
        percentage: '40.00',
        gradePointAverage: '0.00',
        creditsAttempted: '2.5',
        creditsEarned: '0',
        isComplete: false,
      },
    ]);
    school.held.add(school.child);
    expect(await termsOf(school.guardian)).toMatchObject([
      {
        percentage: null,
        gradePointAverage: null,
        creditsAttempted: '0',
        creditsEarned: '0',
        isComplete: false,
      },
    ]);
  });

  test('is read in as many statements and questions for a class as for one student', async () => {
    const many = Array.from({ length: 40 }, () => newId());
    school.enroll(school.section, ...many);
    await school.score(
      4,
      many.map((studentId) => [exam, studentId, '20'] as const),
    );
    await office.publish();
    const statementsOf = async (students: readonly string[]) => {
      const before = [school.subgraph.statements.length, school.subgraph.asked.length];
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student {
        results { ${resultFields} history { version } } } } }`;
      const r = students.map((id) => ({ __typename: 'Student', id }));
      await school.subgraph.as(school.office).data(query, { r });
      return [school.subgraph.statements.length, school.subgraph.asked.length].map(
        (n, at) => n - (before[at] ?? 0),
      );
    };
    expect(await statementsOf(many)).toEqual(await statementsOf([school.child]));
  });
});
