import { randomUUID } from 'node:crypto';
import { newId } from '@learnova/platform/ids';
import { AssessmentsSchool, bookFields, cellOf, type FoundBook, letters, nobody } from './support/school.ts';

describe('a gradebook', () => {
  let school: AssessmentsSchool;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
  });
  afterEach(() => school?.close());

  const rowOf = (book: FoundBook | null, studentId: string) =>
    book?.rows.find(({ student }) => student.id === studentId);

  test('takes a grid of scores at once, and shows what would come of it', async () => {
    const { test: exam, work } = await school.begin();
    const book = await school.score(3, [
      [exam, school.child, '42.5'],
      [work, school.child, '8'],
      [exam, school.classmate, 'MISSING'],
      [work, school.classmate, 'EXEMPT'],
    ]);
    expect(book.version).toBe(4);
    // 60 % of 85 and 40 % of 80; a test that is missing counts as nothing, and homework that is exempt leaves its weight.
    expect(rowOf(book, school.child)?.provisionalResult).toEqual({
      percentage: '83.0',
      grade: 'B',
      isComplete: true,
    });
    expect(rowOf(book, school.classmate)?.provisionalResult).toEqual({
      ...{ percentage: '0.0', grade: 'F', isComplete: true },
    });
    const again = await school.score(4, [
      [exam, school.child, '42.50'],
      [work, school.child, 'ABSENT'],
    ]);
    expect(rowOf(again, school.child)?.provisionalResult).toEqual({
      percentage: '85.0',
      grade: 'B',
      isComplete: false,
    });
    const told = rowOf(again, school.child)?.scores.find(({ lineItem }) => lineItem.id === work);
    expect(told?.history).toEqual([
      { state: 'GRADED', value: '8' },
      { state: 'ABSENT', value: null },
    ]);
    // What stood there already was not said again.
    expect(await school.rows('select id from score where line_item_id = $1', [exam])).toHaveLength(2);
    const events = await school.rows<{ payload: object }>(
      "select payload from outbox_message where kind = 'event'",
    );
    expect(events).toHaveLength(2);
    // Which students and line items, and no word of what they have scored.
    for (const { payload } of events)
      expect(Object.keys(payload).toSorted()).toEqual(['lineItemIds', 'sectionId', 'studentIds']);
  });

  test('a second click and a lost reply change nothing; whoever is late is told so', async () => {
    const { test: exam } = await school.begin();
    const input = {
      sectionId: school.section,
      scores: [cellOf([exam, school.child, '10'])],
      expectedVersion: 3,
      idempotencyKey: randomUUID(),
    };
    const enter = () =>
      school.command<{ gradebook: FoundBook }>('enterScores', input, `gradebook { ${bookFields} }`);
    const answers = await Promise.all([enter(), enter(), enter()]);
    expect(answers.map(({ gradebook }) => gradebook.version)).toEqual([4, 4, 4]);
    expect(await school.rows('select id from score')).toHaveLength(1);
    expect(await school.refusal('enterScores', { ...input, idempotencyKey: randomUUID() })).toBe(
      'ASSESSMENTS_CHANGED',
    );
    const [one, other] = [
      {
        ...input,
        expectedVersion: 4,
        scores: [cellOf([exam, school.child, '11'])],
        idempotencyKey: randomUUID(),
      },
      {
        ...input,
        expectedVersion: 4,
        scores: [cellOf([exam, school.child, '12'])],
        idempotencyKey: randomUUID(),
      },
    ];
    const codes = await Promise.all([one, other].map((each) => school.refusal('enterScores', each)));
    expect(codes.toSorted()).toEqual(['ASSESSMENTS_CHANGED', 'NO_ERROR']);
    expect(
      await school.refusal('enterScores', { ...one, scores: [cellOf([exam, school.child, '13'])] }),
    ).toMatch(/IDEMPOTENCY_KEY_REUSED|ASSESSMENTS_CHANGED/);
  });

  test('refuses what cannot be said of a score, and writes nothing of the grid then', async () => {
    const { test: exam, work } = await school.begin();
    const good = cellOf([work, school.child, '5']);
    const codes = async (...bad: object[]) => {
      const refused: string[] = [];
      for (const one of bad)
        refused.push(
          await school.refusal('enterScores', {
            sectionId: school.section,
            scores: [good, one],
            expectedVersion: 3,
          }),
        );
      return [...new Set(refused)];
    };
    const cell = (said: string) => cellOf([exam, school.child, said]);
    expect(
      await codes(
        ...[cell('50.001'), cell('-1'), cell('1.2345'), { ...cell('MISSING'), value: '0' }],
        ...[{ ...cell('5'), value: null }, good],
      ),
    ).toEqual(['BAD_USER_INPUT']);
    expect(await codes(cell('1e3'), { ...cell('1'), value: 1.5 })).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await codes(cellOf([newId(), school.child, '1']))).toEqual(['ASSESSMENTS_LINE_ITEM_UNKNOWN']);
    expect(await codes(cellOf([exam, school.stranger, '1']))).toEqual(['ASSESSMENTS_STUDENT_UNKNOWN']);
    expect(
      await school.refusal('enterScores', { sectionId: school.section, scores: [], expectedVersion: 3 }),
    ).toBe('BAD_USER_INPUT');
    expect(await school.rows('select id from score')).toEqual([]);
    expect((await school.book())?.version).toBe(3);
    // Who has left may still be scored where there was a score before.
    await school.score(3, [[exam, school.classmate, '1']]);
    school.enrolled.splice(1, 1);
    await school.score(4, [[exam, school.classmate, '2']]);
  });

  test('is seen by its teachers and who oversees its school, and kept by its teachers and the office alone', async () => {
    const { test: exam } = await school.begin();
    const input = {
      sectionId: school.section,
      scores: [cellOf([exam, school.child, '1'])],
      expectedVersion: 3,
    };
    for (const personId of [school.child, school.guardian, school.colleague, newId()]) {
      expect(await school.book(personId)).toBeNull();
      expect(await school.refusal('enterScores', input, personId)).toBe('NOT_FOUND');
    }
    expect((await school.book(school.head))?.version).toBe(3);
    expect(await school.refusal('enterScores', input, school.head)).toBe('FORBIDDEN');
    expect(await school.refusal('enterScores', { ...input, sectionId: nobody })).toBe('NOT_FOUND');
    const book = await school.score(3, [[exam, school.child, '1']], { by: school.office });
    expect(book.version).toBe(4);
    school.teaching.set(school.teacher, new Set());
    expect(await school.refusal('enterScores', { ...input, expectedVersion: 4 })).toBe('NOT_FOUND');
  });

  test('its scheme and line items fit together, whatever is changed first', async () => {
    const scale = await school.scale();
    const scheme = school.schemeInput(scale);
    const item = { sectionId: school.section, category: 'TESTS', title: 'Test', resultValueMax: '50' };
    expect(await school.refusal('createLineItem', { ...item, expectedVersion: 0 })).toBe(
      'ASSESSMENTS_NO_SCHEME',
    );
    const weights = (...all: string[]) => ({
      categories: all.map((weight, n) => ({ code: `C${n}`, title: 'Category', weight })),
    });
    for (const bad of [
      ...[weights('50', '49.999999'), weights('100', '0'), weights(), { decimalPlaces: 4 }],
      ...[{ gradingScaleId: newId() }, { gradingScaleId: await school.scaleOfOthers() }],
      { categories: [...weights('50', '50').categories.map((one) => ({ ...one, code: 'SAME' }))] },
    ])
      expect(await school.refusal('setGradingScheme', { ...scheme, ...bad })).toBe('BAD_USER_INPUT');
    await school.command('setGradingScheme', scheme, 'gradebook { version }');
    for (const bad of [
      { category: 'NONE' },
      { resultValueMax: '0' },
      { resultValueMax: '0.0001' },
      { title: ' ' },
    ])
      expect(await school.refusal('createLineItem', { ...item, ...bad, expectedVersion: 1 })).toBe(
        'BAD_USER_INPUT',
      );
    type Made = { lineItem: { id: string } };
    const { lineItem } = await school.command<Made>(
      'createLineItem',
      { ...item, expectedVersion: 1 },
      'lineItem { id }',
    );
    await school.score(2, [[lineItem.id, school.child, '45']]);
    const change = { ...item, lineItemId: lineItem.id, expectedVersion: 3 };
    expect(await school.refusal('changeLineItem', { ...change, resultValueMax: '44' })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await school.refusal('changeLineItem', { ...change, lineItemId: newId() })).toBe('NOT_FOUND');
    type Changed = { gradebook: FoundBook };
    const { gradebook } = await school.command<Changed>(
      'changeLineItem',
      { ...change, resultValueMax: '90' },
      `gradebook { ${bookFields} }`,
    );
    expect(rowOf(gradebook, school.child)?.provisionalResult).toMatchObject({
      percentage: '50.0',
      grade: 'C',
    });
    expect(
      await school.refusal('setGradingScheme', { ...scheme, ...weights('100'), expectedVersion: 4 }),
    ).toBe('ASSESSMENTS_CATEGORY_IN_USE');
    await expect(school.rows("update score set value = '50'")).rejects.toThrow('never changed');
  });

  test('a scale has a grade for every percentage, is made by the office, and is no secret', async () => {
    const input = { organizationId: school.school, title: 'Letters', bands: letters };
    expect(await school.refusal('createGradingScale', input)).toBe('FORBIDDEN');
    expect(
      await school.refusal(
        'createGradingScale',
        { ...input, organizationId: school.otherSchool },
        school.office,
      ),
    ).toBe('FORBIDDEN');
    expect(
      await school.refusal('createGradingScale', { ...input, organizationId: nobody }, school.office),
    ).toBe('NOT_FOUND');
    await school.scale();
    const query =
      'query ($id: UUID!) { gradingScales(organizationId: $id) { title bands { grade lowerBound } } }';
    type Found = { gradingScales: { bands: { grade: string }[] }[] };
    const { gradingScales } = await school.subgraph
      .as(school.child)
      .data<Found>(query, { id: school.school });
    expect(gradingScales[0]?.bands.map(({ grade }) => grade)).toEqual(['F', 'C', 'B', 'A']);
    expect(await school.subgraph.as().code(query, { id: school.school })).toBe('UNAUTHENTICATED');
  });

  test('a section of many students takes as many statements as one of two', async () => {
    const statementsOf = async () => {
      const before = school.subgraph.statements.length;
      await school.book();
      return school.subgraph.statements.length - before;
    };
    const { test: exam } = await school.begin();
    await school.score(3, [[exam, school.child, '20']]);
    const few = await statementsOf();
    const many = Array.from({ length: 400 }, () => newId());
    school.enroll(school.section, ...many);
    const written = school.subgraph.statements.length;
    await school.score(
      4,
      many.map((studentId) => [exam, studentId, '20'] as const),
    );
    expect(school.subgraph.statements.length - written).toBeLessThan(20);
    expect(await statementsOf()).toBe(few);
  });
});
