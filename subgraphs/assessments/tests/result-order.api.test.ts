import { hour, Publishing } from './support/publishing.ts';
import { AssessmentsSchool } from './support/school.ts';

describe('of several results of a student in a section', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  let exam: string;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    const { test, work } = await school.begin();
    exam = test;
    await school.score(3, [
      [exam, school.child, '42.5'],
      [work, school.child, '8'],
    ]);
  });
  afterEach(() => school?.close());

  const plan = async (hours: number) => {
    const publishAt = new Date((await office.now()).getTime() + hours * hour).toISOString();
    const { id } = await office.schedule({ publishAt });
    await office.prepare(id);
  };
  const seen = async () => {
    const { version, grade, percentage } = await office.resultOf(school.child, school.guardian);
    return { version, grade, percentage };
  };

  test('the one that was taken last holds, although the instant of an older one comes after it', async () => {
    await plan(2);
    await school.score(4, [[exam, school.child, '50']]);
    await plan(1);
    await school.subgraph.advance(hour);
    expect(await seen()).toEqual({ version: 2, grade: 'A', percentage: '92.0' });
    await school.subgraph.advance(hour);
    expect(await seen()).toEqual({ version: 2, grade: 'A', percentage: '92.0' });
    // By its id the older one is nothing to the family, and staff is shown the one that holds.
    type Found = { results: { version: number; state: string }[] };
    const listed = 'results { version state }';
    const { results } = await school.entity<Found>('Section', school.section, listed, school.teacher);
    expect(results).toEqual([{ version: 2, state: 'PUBLISHED' }]);
    const [older] = await school.rows<{ id: string }>('select id from section_result where version = 1');
    const asked = school.entity('SectionResult', older?.id ?? '', 'grade', school.child);
    await expect(asked).rejects.toThrow('NOT_FOUND');
  });

  test('what waits for its instant is not shown before it by an amendment', async () => {
    await office.publish();
    await school.score(4, [[exam, school.child, '50']]);
    const publishAt = new Date((await office.now()).getTime() + hour).toISOString();
    const { id: publicationId } = await office.schedule({ publishAt });
    await office.prepare(publicationId);
    const { id: resultId } = await office.resultOf(school.child, school.office);
    const input = { resultId, reason: 'A page was overlooked' };
    const amended = school.command('amendResult', input, 'result { id }', school.office);
    await expect(amended).rejects.toThrow('ASSESSMENTS_PUBLICATION_AWAITED');
    expect(await seen()).toMatchObject({ version: 1, percentage: '83.0' });
    await school.command('cancelPublication', { publicationId }, 'publication { id }', school.office);
    await school.command('amendResult', input, 'result { id }', school.office);
    expect(await seen()).toMatchObject({ percentage: '92.0' });
  });

  test.each(['section', 'term'])(
    'what a publication of the %s has still to take is not shown before its instant by an amendment either',
    async (whole) => {
      await office.publish();
      await school.score(4, [[exam, school.child, '50']]);
      const { id: resultId } = await office.resultOf(school.child, school.office);
      const input = { resultId, reason: 'A page was overlooked' };
      const publishAt = new Date((await office.now()).getTime() + hour).toISOString();
      const plan = { publishAt, ...(whole === 'term' && { sectionId: null }) };
      const { id: publicationId } = await office.schedule(plan);
      expect(await school.refusal('amendResult', input, school.office)).toBe(
        'ASSESSMENTS_PUBLICATION_AWAITED',
      );
      expect(await seen()).toMatchObject({ version: 1, percentage: '83.0' });
      await school.command('cancelPublication', { publicationId }, 'publication { id }', school.office);
      await school.command('amendResult', input, 'result { id }', school.office);
      expect(await seen()).toMatchObject({ version: 2, percentage: '92.0' });
    },
  );
});
