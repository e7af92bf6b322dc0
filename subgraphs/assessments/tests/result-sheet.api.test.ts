import { newId } from '@learnova/platform/ids';
import { ResultSheets } from '@learnova/schema/asks/assessments';
import { hour, Publishing } from './support/publishing.ts';
import { AssessmentsSchool } from './support/school.ts';

describe('the results of a section, to be printed', () => {
  let school: AssessmentsSchool;
  let office: Publishing;
  let exam: string;
  beforeEach(async () => {
    school = await AssessmentsSchool.open();
    office = new Publishing(school);
    exam = (await school.begin()).test;
    await school.score(3, [[exam, school.child, '40']]);
  });
  afterEach(() => school?.close());

  const sheet = async (sectionId = school.section) =>
    (await school.subgraph.ask(ResultSheets, { sectionIds: [sectionId] }))[0];
  const entryOf = async (studentId: string) =>
    (await sheet())?.entries.find((entry) => entry.studentId === studentId);

  test('are drafts before they are planned, are to be published then, and are published at their instant', async () => {
    expect(await sheet()).toMatchObject({
      ...{ organizationId: school.school, academicSessionId: school.term },
      scales: [{ title: 'Letters', bands: [{ grade: 'F', lowerBound: '0' }, {}, {}, {}] }],
      entries: [
        {
          ...{ studentId: school.child, state: 'DRAFT', version: null, publishedAt: null },
          ...{ percentage: '80.0', grade: 'B', isPassing: true, isComplete: false },
        },
      ],
    });
    const { id } = await office.schedule();
    await office.prepare(id);
    expect(await entryOf(school.child)).toMatchObject({ state: 'SCHEDULED', version: 1, grade: 'B' });
    await school.score(4, [[exam, school.classmate, '50']]);
    expect(await entryOf(school.classmate)).toMatchObject({ state: 'DRAFT', version: null, grade: 'A' });
    await school.subgraph.advance(hour);
    expect(await entryOf(school.child)).toMatchObject({ state: 'PUBLISHED', version: 1, grade: 'B' });
  });

  test('say that the office withholds one, and nothing of fees', async () => {
    await office.publish();
    school.held.add(school.child);
    expect(await entryOf(school.child)).toMatchObject({ state: 'PUBLISHED', percentage: '80.0' });
    const { id } = await office.resultOf(school.child, school.office);
    const input = { resultId: id, reason: 'It is looked into.' };
    await school.command('withholdResult', input, '__typename', school.office);
    expect(await entryOf(school.child)).toMatchObject({ state: 'WITHHELD', version: 1 });
  });

  test('name each scale by which they were graded', async () => {
    await office.publish();
    const strict = [
      { grade: 'no', lowerBound: '0', points: null, isPassing: false },
      { grade: 'yes', lowerBound: '99', points: null, isPassing: true },
    ];
    const other = await school.scale(school.school, strict);
    const scheme = school.schemeInput(other, { expectedVersion: 4 });
    await school.command('setGradingScheme', scheme, 'gradebook { version }');
    expect((await sheet())?.scales).toHaveLength(1);
    await school.score(5, [[exam, school.classmate, '49']]);
    expect(await entryOf(school.classmate)).toMatchObject({ state: 'DRAFT', grade: 'no' });
    expect((await sheet())?.scales.map(({ bands }) => bands.length).toSorted()).toEqual([2, 4]);
  });

  test('of a section without a gradebook, and of one that is unknown, are none', async () => {
    expect(await sheet(school.otherSection)).toBeUndefined();
    expect(await sheet(newId())).toBeUndefined();
  });
});
