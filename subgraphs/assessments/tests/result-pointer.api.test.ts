import { newId } from '@learnova/platform/ids';
import { PublishedResults } from '@learnova/schema/asks/assessments';
import { hour, Publishing } from './support/publishing.ts';
import { AssessmentsSchool } from './support/school.ts';

describe('a pointer to a result', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  let exam: string;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    exam = (await school.begin()).test;
    await school.score(3, [
      [exam, school.child, '40'],
      [exam, school.classmate, '30'],
    ]);
  });
  afterEach(() => school?.close());

  const pointers = async (studentId: string) => {
    const asked = { studentIds: [studentId], after: null, limit: 1 };
    const [student] = await school.subgraph.ask(PublishedResults, asked);
    return student?.results ?? [];
  };
  const behind = async (id: string, by: string) => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on SectionResult { grade state } } }';
    const { data } = await school.subgraph.as(by).run(query, { r: [{ __typename: 'SectionResult', id }] });
    return (data as { _entities: unknown[] })._entities[0];
  };

  test('is given from the instant of its publication on, and leads nowhere for anybody but staff before', async () => {
    const { id } = await office.schedule();
    await office.prepare(id);
    const [{ id: resultId } = { id: '' }] = await school.rows<{ id: string }>(
      'select id from section_result where student_id = $1',
      [school.child],
    );
    expect(await pointers(school.child)).toEqual([]);
    for (const by of [school.child, school.guardian, school.stranger])
      expect(await behind(resultId, by)).toBeNull();
    expect(await behind(resultId, school.teacher)).toEqual({ grade: 'B', state: 'SCHEDULED' });
    await school.subgraph.advance(hour);
    expect(await pointers(school.child)).toMatchObject([{ resultId, sectionId: school.section }]);
    for (const by of [school.child, school.guardian])
      expect(await behind(resultId, by)).toEqual({ grade: 'B', state: 'PUBLISHED' });
    for (const by of [school.classmate, school.colleague, school.stranger])
      expect(await behind(resultId, by)).toBeNull();
  });

  test('is not given of what the office withholds, and shows nothing of what fees hold back', async () => {
    await office.publish();
    const [{ resultId } = { resultId: '' }] = await pointers(school.child);
    school.held.add(school.child);
    expect(await pointers(school.child)).toMatchObject([{ resultId }]);
    expect(await behind(resultId, school.child)).toEqual({ grade: null, state: 'ON_HOLD' });
    const input = { resultId, reason: 'It is looked into.' };
    await school.command('withholdResult', input, '__typename', school.office);
    expect(await pointers(school.child)).toEqual([]);
    expect(await pointers(school.classmate)).toHaveLength(1);
    await school.command('releaseResult', input, '__typename', school.office);
    expect(await pointers(school.child)).toMatchObject([{ resultId }]);
  });

  test('of a version that was amended leads to nothing any more', async () => {
    await office.publish();
    const [{ resultId } = { resultId: '' }] = await pointers(school.child);
    await school.score(4, [[exam, school.child, '50']]);
    const input = { resultId, reason: 'Counted wrongly.' };
    await school.command('amendResult', input, '__typename', school.office);
    const [amended] = await pointers(school.child);
    expect(amended?.resultId).not.toBe(resultId);
    expect(await behind(resultId, school.child)).toBeNull();
    expect(await behind(amended?.resultId ?? '', school.child)).toMatchObject({ grade: 'A' });
  });

  test('is given page by page of all who have one', async () => {
    await office.publish();
    const page = async (after: string | null) =>
      (await school.subgraph.ask(PublishedResults, { studentIds: null, after, limit: 1 })).map(
        ({ studentId }) => studentId,
      );
    const [first = ''] = await page(null);
    const [second = ''] = await page(first);
    expect([first, second]).toEqual([school.child, school.classmate].toSorted());
    expect(await page(second)).toEqual([]);
    expect(await pointers(newId())).toEqual([]);
  });
});
